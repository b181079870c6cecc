using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ReviewFlow.Host.Pages.External;

/// <summary>The page of somebody from outside: what is to be done, and what was shared. A colleague has another.</summary>
public sealed class ExternalModel(OwnPage own) : PageModel
{
    public OwnPageView View { get; private set; } = null!;

    [TempData]
    public string? Said { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await own.ReadAsync(User, cancellation) is not { } view) return Redirect("/my-work");
        View = view;
        return Page();
    }
}
