using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ReviewFlow.Host.Pages.Account;

public sealed class SignOutModel(SignInManager<Persistence.Schema.Rows.Account> signIn) : PageModel
{
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        await signIn.SignOutAsync();
        return LocalRedirect("/sign-in");
    }
}
