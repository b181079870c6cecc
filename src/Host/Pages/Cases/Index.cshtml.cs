using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Workflows.Access;

namespace ReviewFlow.Host.Pages.Cases;

/// <summary>One case: where it stands, who has it, by when, and everything that has happened.</summary>
public sealed class IndexModel(CaseGate gate, CasePageReader reader) : PageModel
{
    public CasePage View { get; private set; } = null!;

    /// <summary>Whether every event is shown, not only the newest.</summary>
    [BindProperty(SupportsGet = true)]
    public bool AllEvents { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool OnlySignatures { get; set; }

    public IReadOnlyList<TimelineItem> Events =>
        [.. View.Timeline.Where(e => !OnlySignatures || e.Signed).Take(AllEvents || OnlySignatures ? int.MaxValue : CaseTimeline.First)];

    public int Earlier => OnlySignatures || AllEvents ? 0 : Math.Max(0, View.Timeline.Count - CaseTimeline.First);

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation)
    {
        var entry = await gate.EnterAsync(User, id, CaseAction.Read, cancellation);
        // A technical case is about nobody and has no page of this sort.
        if (!entry.Allowed || entry.Facts!.Technical) return NotFound();
        View = await reader.ReadAsync(entry, cancellation);
        return Page();
    }
}
