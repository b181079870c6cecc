using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Actions;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Actions;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Host.Pages.Actions;

/// <summary>The actions of all processes: mine, my team's, or all that I may see.</summary>
public sealed class IndexModel(ActionList list, OrganisationCache organisations, FactsCache facts, DefinitionStore definitions, BusinessClock clock, ReviewFlowDbContext db) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Who { get; set; }

    /// <summary><c>open</c>, <c>overdue</c>, <c>done</c> or <c>all</c>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Area { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Theme { get; set; }

    /// <summary><c>csv</c> for a spreadsheet.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Format { get; set; }

    public ActionScope Scope => Who switch { "team" => ActionScope.Team, "all" => ActionScope.All, _ => ActionScope.Mine };

    public IReadOnlyList<ActionFace> Rows { get; private set; } = [];

    /// <summary>All of the scope, before the filters.</summary>
    public IReadOnlyList<ActionFace> Found { get; private set; } = [];

    private ValueListBook _lists = ValueListBook.Shipped;

    public string AsAt { get; private set; } = "";

    public string By { get; private set; } = "";

    public bool Filtered => Show is "overdue" or "done" or "all" || !string.IsNullOrEmpty(Area) || !string.IsNullOrEmpty(Theme);

    public string FilterWords => string.Join(", ", new[]
    {
        Show switch { "overdue" => "overdue", "done" => "done", "all" => "open and done", _ => null },
        ProcessCatalog.Areas.FirstOrDefault(a => a.Id == Area)?.Title,
        string.IsNullOrEmpty(Theme) ? null : _lists.Words(ValueLists.Themes, Theme),
    }.OfType<string>());

    public IReadOnlyList<(string Value, string Words)> Themes =>
        [.. Found.Select(f => f.CountedAs).OfType<string>().Distinct(StringComparer.Ordinal).Select(t => (t, _lists.Words(ValueLists.Themes, t))).OrderBy(t => t.Item2, StringComparer.Ordinal)];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var organisation = await organisations.GetAsync(cancellation);
        _lists = await definitions.ListsAsync(cancellation);
        var known = await facts.GetAsync(cancellation);
        var (calendar, now) = (known.Calendars[known.DefaultCalendar], clock.Now());
        var today = UkWords.LocalDate(now);
        Found = [.. (await list.ReadAsync(User.Actor(), Scope, cancellation)).Select(l => ActionFace.Of(l, organisation, calendar, _lists, today))];
        Rows = [.. Found.Where(Fits)];
        (AsAt, By) = (UkWords.Moment(now), organisation.People.FirstOrDefault(p => p.Id == User.PersonId())?.Name ?? "");
        await LogAsync(now, cancellation);
        return Format == "csv" ? Csv() : Page();
    }

    private bool Fits(ActionFace face) =>
        (Show switch
        {
            "all" => true,
            "done" => face.Line.Row.State is ActionState.Complete or ActionState.NotAchievable,
            "overdue" => face.IsLate,
            _ => face.IsOpen,
        })
        && (string.IsNullOrEmpty(Area) || face.Line.Row.Area == Area)
        && (string.IsNullOrEmpty(Theme) || face.CountedAs == Theme);

    private FileContentResult Csv()
    {
        IEnumerable<string?>[] head = [["Actions", $"as at {AsAt}", $"for {By}", Filtered ? $"Filter: {FilterWords}" : "Open actions", "OFFICIAL – SENSITIVE"], ActionFace.Headings];
        return File(CsvText.Bytes(head.Concat(Rows.Select(r => r.Cells))), "text/csv; charset=utf-8", "actions.csv");
    }

    // A list that names restricted people, or leaves as a file, is on record.
    private async Task LogAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        if (Format != "csv" && !Rows.Any(r => r.Line.Restricted)) return;
        db.AccessLog.Add(new AccessLogRow { At = now, PersonId = User.PersonId(), Action = Format == "csv" ? "ExportActions" : "ListActions", Verdict = "Allowed", Detail = $"{Rows.Count} rows" });
        await db.SaveChangesAsync(cancellation);
    }
}
