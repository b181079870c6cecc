using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace ReviewFlow.Host.Identity;

/// <summary>However busy a person is, a session ends after a working day: whoever finds the browser open next morning is nobody.</summary>
public static class SessionLimit
{
    /// <summary>Longest session, from signing in.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(10);

    private const string Since = "since";

    /// <summary>Notes when the session began.</summary>
    public static Task BeginAsync(CookieSigningInContext context)
    {
        context.Properties.Items.TryAdd(Since, Now(context.HttpContext).ToString("O", CultureInfo.InvariantCulture));
        return Task.CompletedTask;
    }

    /// <summary>Ends it when its time is over, or when the account was changed or closed.</summary>
    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        if (IsOver(context.Properties, Now(context.HttpContext)))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(context.Scheme.Name);
            return;
        }

        await SecurityStampValidator.ValidatePrincipalAsync(context);
    }

    /// <summary>Whether a session is over; one that does not say since when is.</summary>
    public static bool IsOver(AuthenticationProperties session, DateTimeOffset now) =>
        !session.Items.TryGetValue(Since, out var text)
        || !DateTimeOffset.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var since)
        || now - since >= Longest;

    private static DateTimeOffset Now(HttpContext context) => context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
}
