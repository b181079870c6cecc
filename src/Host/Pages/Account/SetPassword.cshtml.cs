using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ReviewFlow.Host.Pages.Account;

/// <summary>Where a one-time link leads: the person chooses a password. The link works once and for one day.</summary>
[AllowAnonymous]
public sealed class SetPasswordModel(UserManager<Persistence.Schema.Rows.Account> accounts, SignInManager<Persistence.Schema.Rows.Account> signIn) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Account { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Token { get; set; }

    [BindProperty, DataType(DataType.Password)]
    public string? Password { get; set; }

    [BindProperty, DataType(DataType.Password)]
    public string? Again { get; set; }

    public IReadOnlyList<string> Problems { get; private set; } = [];

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(Password) || Password != Again)
        {
            Problems = ["Type the same password twice, at least 12 characters."];
            return Page();
        }
        var account = Account is null ? null : await accounts.FindByIdAsync(Account);
        var result = account is null || Token is null
            ? IdentityResult.Failed(new IdentityError { Code = "InvalidToken" })
            : await accounts.ResetPasswordAsync(account, Token, Password);
        if (!result.Succeeded)
        {
            Problems = [.. result.Errors.Select(e => e.Code == "InvalidToken" ? "This link was used before or is older than a day. Ask your administrator for a new one." : e.Description)];
            return Page();
        }
        await signIn.SignInAsync(account!, isPersistent: false);
        return LocalRedirect("/my-work");
    }
}
