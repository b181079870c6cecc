using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Host.Api;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.Incidents;

/// <summary>Faults that a person has to mend. Administrators see which step failed and why, never what people wrote.</summary>
public sealed class IndexModel(ReviewFlowDbContext db, OrganisationCache organisations, CaseTransaction cases, DefinitionStore definitions, BusinessClock clock) : PageModel
{
    public IReadOnlyList<IncidentView> Open { get; private set; } = [];

    public IReadOnlyList<IncidentView> Mended { get; private set; } = [];

    public string? Problem { get; private set; }

    /// <summary>The incident that the problem is about, with what was typed for it.</summary>
    public (string Id, string? Reason, string? Outcome)? Tried { get; private set; }

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
        (Problem, Tried) = (refused.Message, (incident, reason, outcome));
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
            .Select(i => new { Incident = i, Instance = db.Instances.Where(n => n.Id == i.InstanceId).Select(n => new { n.Reference, n.Title, n.VersionId }).First() })
            .ToListAsync(cancellation);
        var views = new List<IncidentView>();
        foreach (var row in rows)
        {
            var (i, of) = (row.Incident, row.Instance);
            var version = await definitions.VersionAsync(of.VersionId, cancellation);
            views.Add(new IncidentView(
                i.Id, of.Reference ?? of.Title, Step(version.Definition, i.ActivityId), i.Message, UkWords.Moment(i.At), i.MendedAt != null, i.Remedy, i.Reason, i.ParkedStimulus != null));
        }

        Open = [.. views.Where(r => !r.IsMended)];
        Mended = [.. views.Where(r => r.IsMended)];
    }

    // As the designer of the process called it.
    private static string? Step(WorkflowDefinition definition, string? activityId) =>
        activityId is not null && definition.Nodes.Values.FirstOrDefault(n => n.Id == activityId || n.NodeId == activityId) is { } step ? step.Title : activityId;

    public sealed record IncidentView(string Id, string Reference, string? Activity, string Message, string When, bool IsMended, string? Remedy, string? Reason, bool Parked);
}
