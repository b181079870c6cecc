using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Host.Pages.Cases;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows.Access;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>What the top of a page about a case shows, and whether its person may do what the page is for.</summary>
/// <param name="Case">The case.</param>
/// <param name="Entry">How the person came in.</param>
/// <param name="Banner">Whom it is about.</param>
/// <param name="May">Whether they may do it.</param>
/// <param name="Instances">Its steps that are not hidden, oldest first.</param>
public sealed record CaseHead(CaseRow Case, Entry Entry, ChildBanner Banner, AccessDecision May, IReadOnlyList<InstanceRow> Instances)
{
    public string Reference => Case.Reference ?? Case.Title;
}

/// <summary>Reads the top of a page about a case.</summary>
public sealed class CaseHeadReader(ReviewFlowDbContext db, CaseGate gate, ChildBannerReader banners, FactsCache facts)
{
    /// <summary>The head; null when there is no such case or the person may not know of it.</summary>
    public async Task<CaseHead?> ReadAsync(ClaimsPrincipal user, string caseId, CaseAction action, CancellationToken cancellation)
    {
        var entry = await gate.EnterAsync(user, caseId, CaseAction.See, cancellation);
        if (!entry.Allowed) return null;
        var row = await db.Cases.AsNoTracking().FirstAsync(c => c.Id == caseId, cancellation);
        var open = await db.WorkTasks.AsNoTracking().Where(t => t.CaseId == caseId && t.Status == WorkTaskStatus.Open).ToListAsync(cancellation);
        var mine = open.Select(TaskFace.Item).FirstOrDefault(entry.IsOwn);
        var reading = Reading.Of(entry, await facts.GetAsync(cancellation));
        return new CaseHead(
            row,
            entry,
            await banners.ReadAsync(entry.Facts!.Subject, reading, $"/cases/{caseId}/immediate-concern", cancellation),
            Access.Decide(entry.Organisation, entry.Actor, action, entry.Facts, mine?.Facts, entry.Today),
            await db.Instances.AsNoTracking().Where(i => i.CaseId == caseId && !i.Hidden).OrderBy(i => i.Number).ToListAsync(cancellation));
    }
}
