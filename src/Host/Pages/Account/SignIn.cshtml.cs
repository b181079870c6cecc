using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ReviewFlow.Host.Startup;
using ReviewFlow.Persistence;

namespace ReviewFlow.Host.Pages.Account;

/// <summary>Signing in. On the demo, on this machine only, also by choosing one of the demo people.</summary>
[AllowAnonymous]
public sealed class SignInModel(
    SignInManager<Persistence.Schema.Rows.Account> signIn,
    ReviewFlowDbContext db,
    IHostEnvironment environment,
    IOptions<ReviewFlowOptions> host,
    TimeProvider time) : PageModel
{
    /// <summary>The same words whether the account or the password is wrong, so that nobody learns which accounts exist.</summary>
    private const string Refused = "The user name or password is not right, or the account is locked for 15 minutes after 10 wrong tries.";

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    [BindProperty]
    public string? UserName { get; set; }

    [BindProperty, DataType(DataType.Password)]
    public string? Password { get; set; }

    public string? Problem { get; private set; }

    public IReadOnlyList<DemoGroup> DemoPeople { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellation) => await LoadDemoAsync(cancellation);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(UserName) || string.IsNullOrEmpty(Password))
        {
            Problem = "Enter your user name and your password.";
        }
        else
        {
            var account = await signIn.UserManager.FindByNameAsync(UserName.Trim());
            if (account?.PasswordHash is null) HashForNobody(Password);
            else if ((await signIn.PasswordSignInAsync(account, Password, isPersistent: false, lockoutOnFailure: true)).Succeeded) return await GoOnAsync(account);
            Problem = Refused;
        }
        await LoadDemoAsync(cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPostDemoAsync(string person, CancellationToken cancellation)
    {
        if (!DemoIsOpen()) return NotFound();
        var account = await db.Users.FirstOrDefaultAsync(a => a.PersonId == person && a.PasswordHash == null, cancellation);
        if (account is null || !await db.People.AnyAsync(p => p.Id == person && p.Demo && p.LeftOn == null, cancellation)) return NotFound();
        await signIn.SignInAsync(account, isPersistent: false);
        return await GoOnAsync(account);
    }

    private async Task<IActionResult> GoOnAsync(Persistence.Schema.Rows.Account? account)
    {
        if (account is not null)
        {
            account.LastSignInAt = time.GetUtcNow();
            await db.SaveChangesAsync(CancellationToken.None);
        }
        return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl! : "/my-work");
    }

    // Takes as long as looking at a real password, so that the time does not tell which accounts exist either.
    private void HashForNobody(string password) => signIn.UserManager.PasswordHasher.HashPassword(new Persistence.Schema.Rows.Account { PersonId = "" }, password);

    private bool DemoIsOpen() =>
        environment.IsDevelopment() && host.Value.Demo && HttpContext.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);

    private async Task LoadDemoAsync(CancellationToken cancellation)
    {
        if (!DemoIsOpen()) return;
        var people = await db.People.AsNoTracking()
            .Where(p => p.Demo && p.LeftOn == null && db.Users.Any(a => a.PersonId == p.Id && a.PasswordHash == null))
            .OrderBy(p => p.Name)
            .Select(p => new DemoPerson(p.Id, p.Name, p.JobTitle, db.ExternalAccounts.Any(e => e.PersonId == p.Id)))
            .ToListAsync(cancellation);
        string[] first = ["Independent Reviewing Officer", "IRO Manager", "Team Manager", "Social Worker", "Service Manager", "Service Director", "Corporate Director"];
        DemoPeople =
        [
            new("People of the dispute process", [.. people.Where(p => first.Contains(p.JobTitle)).OrderBy(p => Array.IndexOf(first, p.JobTitle)).ThenBy(p => p.Name, StringComparer.Ordinal)]),
            new("Everybody else", [.. people.Where(p => !first.Contains(p.JobTitle) && !p.Outside)]),
            new("People from outside, with a page of their own", [.. people.Where(p => p.Outside)]),
        ];
    }

    public sealed record DemoPerson(string Id, string Name, string JobTitle, bool Outside);

    public sealed record DemoGroup(string Title, IReadOnlyList<DemoPerson> People);
}
