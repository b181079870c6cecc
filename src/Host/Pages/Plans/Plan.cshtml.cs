using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ReviewFlow.Host.Pages.Plans;

/// <summary>An improvement plan in the layout of its template, with how each action stands today.</summary>
public sealed class PlanModel(PlanReader reader) : PageModel
{
    public PlanView Plan { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string caseId, CancellationToken cancellation)
    {
        if (await reader.ReadAsync(User, caseId, cancellation) is not { } plan) return NotFound();
        Plan = plan;
        return Page();
    }
}
