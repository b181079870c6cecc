using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using ReviewFlow.Host.Startup;

namespace ReviewFlow.Host.Pages.Demo;

/// <summary>Moves the demo's clock on by one working day. It never moves back.</summary>
public sealed class ClockModel(DemoClock demo, IOptions<ReviewFlowOptions> host, IHostEnvironment environment) : PageModel
{
    public async Task<IActionResult> OnPostAsync(string? returnUrl, CancellationToken cancellation)
    {
        if (!environment.IsDevelopment() || !host.Value.Demo) return NotFound();
        await demo.MoveOnOneWorkingDayAsync(cancellation);
        return LocalRedirect(Url.IsLocalUrl(returnUrl) ? returnUrl! : "/my-work");
    }
}
