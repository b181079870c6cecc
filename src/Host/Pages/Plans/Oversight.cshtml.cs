using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;

namespace ReviewFlow.Host.Pages.Plans;

/// <summary>The report for the Care Home Oversight Group: every open plan by home.</summary>
public sealed class OversightModel(PlanList list, OrganisationCache organisations, BusinessClock clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Format { get; set; }

    public IReadOnlyList<PlanRow> Rows { get; private set; } = [];

    public string AsAt { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var now = clock.Now();
        AsAt = UkWords.Moment(now);
        Rows = [.. (await list.ReadAsync(User.Actor(), await organisations.GetAsync(cancellation), UkWords.LocalDate(now), cancellation)).Where(r => r.Open).OrderBy(r => r.Home, StringComparer.CurrentCulture)];
        return Format == "csv" ? Csv() : Page();
    }

    private FileContentResult Csv()
    {
        IEnumerable<string?>[] head = [["Improvement plans: report for the Care Home Oversight Group", $"as at {AsAt}", "OFFICIAL – SENSITIVE"], PlanRow.Headings];
        return File(CsvText.Bytes(head.Concat(Rows.Select(r => r.Cells))), "text/csv; charset=utf-8", "plans-oversight.csv");
    }
}
