using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReviewFlow.Workflows;

namespace ReviewFlow.Host.Pages.Plans;

/// <summary>An improvement plan in the layout of its template, with how each action stands today.</summary>
public sealed class PlanModel(PlanReader reader, PlanMeetings meetings) : PageModel
{
    public PlanView Plan { get; private set; } = null!;

    /// <summary>The meeting that is arranged and still to be held; null for none.</summary>
    public PlanMeeting? Next { get; private set; }

    public async Task<IActionResult> OnGetAsync(string caseId, string? format, CancellationToken cancellation)
    {
        if (await reader.ReadAsync(User, caseId, cancellation) is not { } plan) return NotFound();
        Plan = plan;
        if (format == "csv") return File(CsvText.Bytes(Table()), "text/csv; charset=utf-8", $"{plan.Head.Reference}.csv");
        Next = (await meetings.ReadAsync(plan.Head, cancellation)).FirstOrDefault(m => m.IsAhead);
        return Page();
    }

    private IEnumerable<IEnumerable<string?>> Table()
    {
        yield return ["Improvement plan", Plan.Head.Reference, Plan.Head.Entry.Facts!.Subject.Name, $"as at {UkWords.Moment(Plan.Head.Entry.Now)}", "OFFICIAL – SENSITIVE"];
        yield return ["Theme", "Action No", "Desired outcome", "Action", "Measure", "Responsible Person/s", "Timescale for Completion", "Progress Comments", "RAG Status"];
        foreach (var theme in Plan.Themes)
        {
            foreach (var action in theme.Actions)
            {
                var progress = action.Progress.Select(e => $"{UkWords.Date(UkWords.LocalDate(e.At))}: {e.Text}");
                yield return
                [
                    theme.Section.Title, action.Number, action.Text("outcome"), action.Text("action"), action.Text("measure"), action.Owner,
                    action.Row.DueOn is { } due ? UkWords.Date(due) : "", string.Join("; ", progress), action.Rag.Words,
                ];
            }
        }
    }
}
