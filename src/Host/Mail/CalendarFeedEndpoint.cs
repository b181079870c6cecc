using ReviewFlow.Persistence.Notices;

namespace ReviewFlow.Host.Mail;

/// <summary>The one address that is read without signing in: a calendar program has no cookie. It tells references and dates.</summary>
public static class CalendarFeedEndpoint
{
    public const string Path = "/calendar/";

    public static void MapCalendarFeed(this WebApplication app) => app.MapGet(Path + "{token}.ics", ReadAsync).AllowAnonymous();

    private static async Task<IResult> ReadAsync(string token, CalendarFeeds feeds, CancellationToken cancellation) =>
        await feeds.ReadAsync(token, cancellation) is { } text ? Results.Text(text, "text/calendar; charset=utf-8") : Results.NotFound();
}
