using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Host.Api;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.Incidents;

/// <summary>Faults that a person has to mend. Administrators see which step failed and why, never what people wrote.</summary>
public sealed class IndexModel(ReviewFlowDbContext db, OrganisationCache organisations, CaseTransaction cases, BusinessClock clock) : PageModel
{
    public IReadOnlyList<IncidentView> Open { get; private set; } = [];

    public IReadOnlyList<IncidentView> Mended { get; private set; } = [];

    public string? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!await IsAdministratorAsync(cancellation)) return NotFound();
        await LoadAsync(cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string incident, IncidentRemedy remedy, string? reason, string? outcome, string operation, CancellationToken cancellation)
    {
        if (!await IsAdministratorAsync(cancellation)) return NotFound();
        var done = string.IsNullOrWhiteSpace(reason)
            ? new CaseOutcome.Refused(RefusalKind.Invalid, "Write a reason: it stays in the case’s audit.")
            : await cases.ApplyAsync(new MendIncident(operation, User.Actor(), incident, remedy, outcome, reason), cancellation);
        if (done is not CaseOutcome.Refused refused) return RedirectToPage();
        Problem = refused.Message;
        Response.StatusCode = Answers.Status(refused.Kind);
        await LoadAsync(cancellation);
        return Page();
    }

    private async Task<bool> IsAdministratorAsync(CancellationToken cancellation)
    {
        var organisation = await organisations.GetAsync(cancellation);
        return organisation.RolesOf(User.PersonId(), UkWords.LocalDate(clock.Now())).Any(r => r.Role == Roles.Administrator);
    }

    private async Task LoadAsync(CancellationToken cancellation)
    {
        var rows = await db.Incidents.AsNoTracking()
            .OrderByDescending(i => i.At)
            .Take(200)
            .Select(i => new IncidentView(
                i.Id,
                db.Instances.Where(n => n.Id == i.InstanceId).Select(n => n.Reference ?? n.Title).First(),
                i.ActivityId,
                i.Message,
                UkWords.Moment(i.At),
                i.MendedAt != null,
                i.Remedy,
                i.Reason,
                i.ParkedStimulus != null))
            .ToListAsync(cancellation);
        Open = [.. rows.Where(r => !r.IsMended)];
        Mended = [.. rows.Where(r => r.IsMended)];
    }

    public sealed record IncidentView(string Id, string Reference, string? Activity, string Message, string When, bool IsMended, string? Remedy, string? Reason, bool Parked);
}
