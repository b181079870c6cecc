using System.Globalization;

namespace ReviewFlow.Host.Pages.MyWork;

/// <summary>
/// When this person was here before, in this browser. Two moments in a cookie of their own: that of the visit before,
/// and that of the last page of this one. Nothing about anybody's work is in it.
/// </summary>
public static class LastVisit
{
    /// <summary>Time without a page after which the next one begins a new visit.</summary>
    private static readonly TimeSpan s_away = TimeSpan.FromMinutes(30);

    /// <summary>When the visit before this one ended; null for the first. Notes that the person is here now.</summary>
    public static DateTimeOffset? Note(HttpContext http, string personId, DateTimeOffset now)
    {
        var name = $"rf-here-{personId}";
        var (before, last) = Read(http.Request.Cookies[name]);
        if (last is { } moment && now - moment > s_away) before = moment;
        var value = $"{before?.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}.{now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}";
        http.Response.Cookies.Append(name, value, new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            Path = "/my-work",
            MaxAge = TimeSpan.FromDays(60),
        });
        return before;
    }

    private static (DateTimeOffset? Before, DateTimeOffset? Last) Read(string? cookie) =>
        cookie?.Split('.') is [var before, var last] ? (Moment(before), Moment(last)) : (null, null);

    // A cookie is what the browser says: only whole seconds within a century or so are moments.
    private static DateTimeOffset? Moment(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 10_000_000_000 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
