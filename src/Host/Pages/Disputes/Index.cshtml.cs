using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.Disputes;

/// <summary>All disputes of 12 months with their rows, for reading, paper and spreadsheets.</summary>
public sealed class IndexModel(DisputeList list, OrganisationCache organisations, FactsCache facts, BusinessClock clock, ReviewFlowDbContext db) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public int? Stage { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Locality { get; set; }

    /// <summary><c>csv</c> for a spreadsheet.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Format { get; set; }

    public IReadOnlyList<DisputeRow> Rows { get; private set; } = [];

    public int All { get; private set; }

    public IReadOnlyList<string> Localities { get; private set; } = [];

    public DisputeTotals Totals => DisputeTotals.Of(Rows);

    public string AsAt { get; private set; } = "";

    public string By { get; private set; } = "";

    public string CalendarName { get; private set; } = "";

    public bool Filtered => Stage is not null || !string.IsNullOrEmpty(Locality);

    public string FilterWords => string.Join(", ", new[] { Stage is { } stage ? $"Stage {stage}" : null, string.IsNullOrEmpty(Locality) ? null : Locality }.OfType<string>());

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var organisation = await organisations.GetAsync(cancellation);
        var known = await facts.GetAsync(cancellation);
        var (calendar, now) = (known.Calendars[known.DefaultCalendar], clock.Now());
        var rows = await list.ReadAsync(User.Actor(), organisation, calendar, now, cancellation);
        (All, AsAt, By, CalendarName) = (rows.Count, UkWords.Moment(now), organisation.Person(User.PersonId())?.Name ?? "", calendar.Name);
        Localities = [.. rows.Select(r => r.Locality).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Rows = [.. rows.Where(r => (Stage is null || r.Stage == Stage) && (string.IsNullOrEmpty(Locality) || r.Locality == Locality))];
        await LogAsync(now, cancellation);
        return Format == "csv" ? Csv() : Page();
    }

    private FileContentResult Csv()
    {
        IEnumerable<string?>[] head =
        [
            ["Disputes of 12 months", $"as at {AsAt}", $"for {By}", Filtered ? $"Filter: {FilterWords}" : "No filter", "OFFICIAL – SENSITIVE"],
            DisputeRow.Headings,
        ];
        return File(CsvText.Bytes(head.Concat(Rows.Select(r => r.Cells))), "text/csv; charset=utf-8", "disputes.csv");
    }

    // A list that names restricted people, or leaves as a file, is on record.
    private async Task LogAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        if (Format != "csv" && !Rows.Any(r => r.Restricted)) return;
        db.AccessLog.Add(new AccessLogRow { At = now, PersonId = User.PersonId(), Action = Format == "csv" ? "ExportDisputes" : "ListDisputes", Verdict = "Allowed", Detail = $"{Rows.Count} rows" });
        await db.SaveChangesAsync(cancellation);
    }
}
