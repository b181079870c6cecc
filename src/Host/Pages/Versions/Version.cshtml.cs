using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Versions;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;
using ReviewFlow.Workflows.SignOffs;

namespace ReviewFlow.Host.Pages.Versions;

/// <summary>One frozen version, laid out as the template on paper. Reading it is a receipt; confirming is one click.</summary>
public sealed class VersionModel(VersionDoor door, VersionList versions, DeliveryDesk desk, ReviewFlowDbContext db) : PageModel
{
    public VersionEntry Door { get; private set; } = null!;

    public VersionOnFile Version { get; private set; } = null!;

    /// <summary>What was sent to the reader; null when this version was not.</summary>
    public DeliveryRow? Mine { get; private set; }

    public DistributionRow? Sent { get; private set; }

    public string PrintedAt => UkWords.Moment(Door.Entry.Now);

    public string PrintedBy => NameOf(Door.Entry.Actor.PersonId);

    public string NameOf(string person) => Door.Entry.Organisation.NameOf(person);

    public string Fingerprint => SignatureRules.Fingerprint(Version.Row.ContentHash);

    public async Task<IActionResult> OnGetAsync(string caseId, int number, CancellationToken cancellation)
    {
        if (!await LoadAsync(caseId, number, cancellation)) return NotFound();
        if (Mine is { OpenedAt: null }) await desk.OpenedAsync(caseId, number, Mine.PersonId, cancellation);
        await LogAsync(cancellation);
        return Page();
    }

    /// <summary>The recipient confirms that they have it.</summary>
    public async Task<IActionResult> OnPostAsync(string caseId, int number, CancellationToken cancellation)
    {
        if (!await LoadAsync(caseId, number, cancellation)) return NotFound();
        if (Mine is null) return StatusCode(StatusCodes.Status403Forbidden);
        await desk.ConfirmAsync(caseId, number, Mine.PersonId, cancellation);
        return Redirect($"/cases/{caseId}/versions/{number}");
    }

    private async Task<bool> LoadAsync(string caseId, int number, CancellationToken cancellation)
    {
        if (await door.EnterAsync(User, caseId, cancellation) is not { } entry) return false;
        if (await door.OnlyAsync(entry, cancellation) is { } only && !only.Contains(number)) return false;
        if (await versions.OneAsync(caseId, number, cancellation) is not { } version) return false;
        (Door, Version) = (entry, version);
        var me = entry.Entry.Actor.PersonId;
        Mine = await db.Deliveries.AsNoTracking().Where(d => d.CaseId == caseId && d.Version == number && d.PersonId == me).OrderByDescending(d => d.ConfirmedAt).FirstOrDefaultAsync(cancellation);
        Sent = Mine is null ? null : await db.Distributions.AsNoTracking().FirstAsync(d => d.Id == Mine.DistributionId, cancellation);
        return true;
    }

    // What can be printed leaves the building, so every view is logged.
    private async Task LogAsync(CancellationToken cancellation)
    {
        db.AccessLog.Add(new AccessLogRow
        {
            At = Door.Entry.Now,
            PersonId = Door.Entry.Actor.PersonId,
            CaseId = Door.Case.Id,
            Action = nameof(CaseAction.ReadVersion),
            Verdict = nameof(AccessVerdict.Allowed),
        });
        await db.SaveChangesAsync(cancellation);
    }
}
