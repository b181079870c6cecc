using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Host.Pages.Shared;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Actions;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Work;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Actions;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.Plans;

/// <summary>One plan in the list and in the reports.</summary>
public sealed record PlanRow(
    string CaseId, string? Reference, string Home, bool Restricted, string Stage, string Trigger, string Lead, DateOnly BegunOn, int AgeInDays,
    int Red, int Amber, int Green, DateOnly? Review, bool ReviewLate, int Version, bool Open)
{
    public static readonly IReadOnlyList<string> Headings = ["Reference", "Home", "State", "Trigger", "Partnership lead", "Begun", "Age in days", "Red", "Amber", "Green", "Next review", "Review overdue", "Version", "Grades"];

    /// <summary>How the grades of the home went; nothing where none is on record.</summary>
    public IReadOnlyList<GradeTrend> Grades { get; init; } = [];

    /// <summary>Whether no action is Red or Amber and there is something to look back on.</summary>
    public bool Ready => Open && Green > 0 && Red == 0 && Amber == 0;

    public IReadOnlyList<string> Cells =>
    [
        Reference ?? "", Home, Stage, Trigger, Lead, Written(BegunOn), Number(AgeInDays), Number(Red), Number(Amber), Number(Green), Review is { } day ? Written(day) : "", ReviewLate ? "Yes" : "", Number(Version), string.Join("; ", Grades.Select(g => $"{g.Question} {g.Words}")),
    ];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Written(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}

/// <summary>Reads the plans that a person may see, as they stand on a day.</summary>
public sealed class PlanList(ReviewFlowDbContext db, PageArea page)
{
    /// <summary>The plans that a person may see, the newest first. The page that shows them is about plans.</summary>
    public async Task<IReadOnlyList<PlanRow>> ReadAsync(Actor actor, Organisation organisation, DateOnly today, CancellationToken cancellation)
    {
        page.Id = ProcessCatalog.Plans;
        var visible = db.CasesVisibleTo(Access.VisibleTo(organisation, actor, today), today).Where(c => c.Area == ProcessCatalog.Plans);
        var cases = await visible.AsNoTracking().OrderByDescending(c => c.OpenedAt)
            .Join(db.Subjects, c => c.SubjectId, s => s.Id, (c, s) => new { Case = c, s.Name, s.Restricted }).ToListAsync(cancellation);
        var ids = cases.Select(c => c.Case.Id).ToArray();
        var actions = (await db.ImprovementActions.AsNoTracking().Where(a => ids.Contains(a.CaseId) && a.State != ActionState.Removed).ToListAsync(cancellation)).ToLookup(a => a.CaseId);
        var grades = await PlanGrades.ReadAsync(db, cases.ToDictionary(c => c.Case.Id, c => c.Case.SubjectId ?? "", StringComparer.Ordinal), cancellation);
        return [.. cases.Select(c => Row(c.Case, c.Name, c.Restricted, [.. actions[c.Case.Id]], organisation, today) with { Grades = [.. grades[c.Case.SubjectId ?? ""]] })];
    }

    /// <summary>Homes for which this person may record a trigger, or begin the home's own plan.</summary>
    public async Task<IReadOnlyList<SubjectRow>> StartableAsync(Actor actor, Organisation organisation, CaseAction action, DateOnly today, CancellationToken cancellation)
    {
        var services = await db.Subjects.AsNoTracking().Where(s => s.Kind == SubjectKind.Service && !s.Restricted).OrderBy(s => s.Name).ToListAsync(cancellation);
        return [.. services.Where(s => Access.Decide(organisation, actor, action, FactsOf(s), null, today).Allowed)];
    }

    /// <summary>Words of the triggers.</summary>
    public static string TriggerWords(JsonObject fields) => fields["triggers"] is JsonArray kinds && kinds.Count > 0
        ? string.Join(", ", kinds.Select(k => TriggerWord(k?.ToString())).Distinct(StringComparer.Ordinal))
        : fields["inHouse"]?.GetValueKind() == System.Text.Json.JsonValueKind.True ? "Self-evaluation" : "Not decided yet";

    private static string TriggerWord(string? kind) => kind switch
    {
        "inspection" => "Inspection",
        "lsi" => "Large scale investigation",
        "assuranceVisit" => "Assurance visit",
        "complaint" => "Serious complaint",
        "locality" => "Locality team",
        "contractMonitoring" => "Contract monitoring",
        "selfEvaluation" => "Self-evaluation",
        _ => "Other reason",
    };

    private static PlanRow Row(CaseRow row, string home, bool restricted, IReadOnlyList<ImprovementActionRow> actions, Organisation organisation, DateOnly today)
    {
        var fields = (JsonObject)JsonNode.Parse(row.Fields)!;
        var colours = actions.Select(a => PlanFields.StatusOf(a, today).Counts).ToList();
        var begun = Day(fields["commencement"]) ?? UkWords.LocalDate(row.OpenedAt);
        var review = Day(fields["reviewDate"]);
        var open = row.Status == CaseStatus.Open;
        return new PlanRow(
            row.Id, row.Reference, home, restricted, row.Status == CaseStatus.Voided ? "Voided" : row.Stage ?? "Triggered", TriggerWords(fields),
            fields["participants"]?["partnershipLead"]?[0]?.ToString() is { } lead ? organisation.NameOf(lead) : "None",
            begun, today.DayNumber - begun.DayNumber, colours.Count(c => c == RagColour.Red), colours.Count(c => c == RagColour.Amber), colours.Count(c => c == RagColour.Green),
            open && row.Stage != "Handed back" ? review : null, open && row.Stage != "Handed back" && review < today, (int?)fields["version"] ?? 0, open);
    }

    private static DateOnly? Day(JsonNode? value) => DateOnly.TryParseExact(value?.ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static CaseFacts FactsOf(SubjectRow subject) => new()
    {
        CaseId = "",
        ProcessArea = ProcessCatalog.Plans,
        Subject = CaseFactsReader.SubjectOf(subject),
        Participants = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal),
    };
}
