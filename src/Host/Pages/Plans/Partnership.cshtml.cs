using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Actions;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Actions;

namespace ReviewFlow.Host.Pages.Plans;

/// <summary>How many actions a theme has over all plans.</summary>
public sealed record ThemeUse(string Theme, int Actions, int Red);

/// <summary>An action that takes longest.</summary>
public sealed record SlowAction(string Id, string Home, string Number, string Text, int Days, RagStatus Rag);

/// <summary>The partnership report: themes most used, slowest actions, homes that are ready to conclude.</summary>
public sealed class PartnershipModel(PlanList list, OrganisationCache organisations, ReviewFlowDbContext db, BusinessClock clock) : PageModel
{
    private const int Slowest = 10;

    private static readonly string[] s_themes = ["Supporting People’s Well-being", "Leadership and Management", "Staff Team", "Environment", "Care Planning & Support", "Infection Control and Safety"];

    public IReadOnlyList<PlanRow> Rows { get; private set; } = [];

    public IReadOnlyList<ThemeUse> Themes { get; private set; } = [];

    public IReadOnlyList<SlowAction> Slow { get; private set; } = [];

    public string AsAt { get; private set; } = "";

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var now = clock.Now();
        var today = UkWords.LocalDate(now);
        AsAt = UkWords.Moment(now);
        Rows = [.. (await list.ReadAsync(User.Actor(), await organisations.GetAsync(cancellation), today, cancellation)).Where(r => r.Open)];
        var homes = Rows.ToDictionary(r => r.CaseId, r => r.Home, StringComparer.Ordinal);
        var ids = homes.Keys.ToArray();
        var actions = await db.ImprovementActions.AsNoTracking().Where(a => ids.Contains(a.CaseId) && a.State != ActionState.Removed && a.SectionId.StartsWith("theme")).ToListAsync(cancellation);
        Themes = [.. Enumerable.Range(1, 6).Select(n => (Name: $"{n}. {s_themes[n - 1]}", Of: actions.Where(a => a.SectionId == $"theme{n}").ToList()))
            .Select(t => new ThemeUse(t.Name, t.Of.Count, t.Of.Count(a => PlanFields.StatusOf(a, today).Counts == RagColour.Red))).OrderByDescending(t => t.Actions)];
        Slow = [.. actions.Where(a => a.State is ActionState.Open or ActionState.Planned).OrderBy(a => a.OpenedAt).Take(Slowest).Select(a => new SlowAction(
            a.Id, homes[a.CaseId], $"{a.SectionId[5..]}.{a.Number}", a.Text ?? "", today.DayNumber - UkWords.LocalDate(a.OpenedAt).DayNumber, PlanFields.StatusOf(a, today)))];
    }
}
