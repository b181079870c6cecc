using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;

namespace ReviewFlow.Host.Pages.Plans;

/// <summary>The meetings about a plan: where and when the next one is, and the minutes of those before.</summary>
public sealed class MeetingsModel(CaseHeadReader heads, PlanMeetings reader) : PageModel
{
    public CaseHead Head { get; private set; } = null!;

    public IReadOnlyList<PlanMeeting> Meetings { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string caseId, CancellationToken cancellation)
    {
        if (await heads.ReadAsync(User, caseId, CaseAction.ReadPlan, cancellation) is not { May.Allowed: true } head || head.Case.Area != ProcessCatalog.Plans) return NotFound();
        Head = head;
        Meetings = await reader.ReadAsync(head, cancellation);
        return Page();
    }
}
