using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Access;

namespace ReviewFlow.Host.Pages.Versions;

/// <summary>A case whose frozen versions somebody may read.</summary>
/// <param name="Case">The case.</param>
/// <param name="Entry">How the person came in.</param>
/// <param name="Reads">Whether they read the case itself too; whoever only got a version sees that one.</param>
public sealed record VersionEntry(CaseRow Case, Entry Entry, bool Reads)
{
    public string Reference => Case.Reference ?? Case.Title;

    /// <summary>Whether the person came from outside; their pages lead back to their own.</summary>
    public bool Outside => Entry.Outside;

    /// <summary>Page above this one.</summary>
    public (string Link, string Words) Above => Outside ? ("/external", "Back to my page") : ($"/cases/{Case.Id}", $"Back to {Reference}");
}

/// <summary>The door in front of frozen versions. A version that was not sent to a person does not exist for them.</summary>
public sealed class VersionDoor(ReviewFlowDbContext db, CaseGate gate)
{
    /// <summary>The case; null when there is none or the person may know of none of its versions.</summary>
    public async Task<VersionEntry?> EnterAsync(ClaimsPrincipal user, string caseId, CancellationToken cancellation)
    {
        var entry = await gate.EnterAsync(user, caseId, CaseAction.ReadVersion, cancellation);
        if (!entry.Allowed || entry.Facts is not { Technical: false } facts) return null;
        var row = await db.Cases.AsNoTracking().FirstAsync(c => c.Id == caseId, cancellation);
        return new VersionEntry(row, entry, Access.Decide(entry.Organisation, entry.Actor, CaseAction.Read, facts, null, entry.Today).Allowed);
    }

    /// <summary>Numbers of the versions that the person may read; null for all.</summary>
    public async Task<IReadOnlySet<int>?> OnlyAsync(VersionEntry door, CancellationToken cancellation)
    {
        if (door.Reads) return null;
        var me = door.Entry.Actor.PersonId;
        return (await db.Deliveries.AsNoTracking().Where(d => d.CaseId == door.Case.Id && d.PersonId == me).Select(d => d.Version).Distinct().ToListAsync(cancellation)).ToHashSet();
    }
}
