using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Workflows.People;
using ReviewFlow.Workflows.SignOffs;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>That the person at the screen is the one who signed in, shown again before signing.</summary>
/// <param name="Method"><c>password</c> or <c>demo</c>.</param>
/// <param name="At">When (system time).</param>
public sealed record Proof(string Method, DateTimeOffset At);

/// <summary>Takes the password (in the demo the full name) again, and remembers for 10 minutes that it was right (ruling 8).</summary>
public sealed class SigningProof(
    SignInManager<Persistence.Schema.Rows.Account> signIn, OrganisationCache organisations, IDataProtectionProvider protection, TimeProvider system)
{
    private const string Cookie = "reviewflow-proof";

    private readonly IDataProtector _protector = protection.CreateProtector("ReviewFlow.SigningProof.v1");

    /// <summary>The proof that still counts; null when the person has to show it again.</summary>
    public async Task<Proof?> CurrentAsync(HttpContext context, CancellationToken cancellation)
    {
        if (context.Request.Cookies[Cookie] is not { } kept || await AccountAsync(context.User, cancellation) is not { } account) return null;
        try
        {
            var parts = _protector.Unprotect(kept).Split('\n');
            if (parts is not [var person, var stamp, var method, var ticks] || person != account.PersonId || stamp != account.SecurityStamp) return null;
            var at = new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero);
            return SignatureRules.IsFresh(at, system.GetUtcNow()) ? new Proof(method, at) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Checks what was typed; null when it is wrong. Wrong passwords count towards locking the account.</summary>
    public async Task<Proof?> ShowAsync(HttpContext context, string? typed, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(typed) || await AccountAsync(context.User, cancellation) is not { } account) return null;
        var method = account.PasswordHash is null && context.User.IsDemo() ? "demo" : "password";
        if (!(method == "demo" ? await IsOwnNameAsync(account, typed, cancellation) : (await signIn.CheckPasswordSignInAsync(account, typed, lockoutOnFailure: true)).Succeeded))
            return null;
        var proof = new Proof(method, system.GetUtcNow());
        var text = string.Create(CultureInfo.InvariantCulture, $"{account.PersonId}\n{account.SecurityStamp}\n{method}\n{proof.At.UtcTicks}");
        context.Response.Cookies.Append(Cookie, _protector.Protect(text), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            IsEssential = true,
            MaxAge = SignatureRules.GoodFor,
        });
        return proof;
    }

    private async Task<bool> IsOwnNameAsync(Persistence.Schema.Rows.Account account, string typed, CancellationToken cancellation)
    {
        var name = (await organisations.GetAsync(cancellation)).NameOf(account.PersonId);
        return string.Equals(name, typed.Trim(), StringComparison.OrdinalIgnoreCase);
    }

    private Task<Persistence.Schema.Rows.Account?> AccountAsync(ClaimsPrincipal user, CancellationToken cancellation)
    {
        var person = user.PersonId();
        return signIn.UserManager.Users.FirstOrDefaultAsync(a => a.PersonId == person, cancellation);
    }
}
