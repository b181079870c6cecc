using Npgsql;
using ReviewFlow.Host.Api;

namespace ReviewFlow.Host.Pages;

/// <summary>
/// Answers while the database cannot be reached: status 503, what it means and what to do. A page of its own, because
/// every other one reads the database for its frame.
/// </summary>
public sealed partial class DatabaseAway(RequestDelegate next, ILogger<DatabaseAway> log)
{
    private const string RetrySeconds = "5";

    private const string Title = "ReviewFlow cannot reach its database just now";

    private const string Words = "Nothing that was saved is lost. If you were sending something, go back: what you typed is still there. Try again in a minute.";

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception failure) when (IsAway(failure) && !context.Response.HasStarted)
        {
            LogAway(failure.GetBaseException().GetType().Name);
            await AnswerAsync(context);
        }
    }

    /// <summary>Whether the database could not be reached, as opposed to having answered with an error.</summary>
    internal static bool IsAway(Exception? failure)
    {
        for (var e = failure; e is not null; e = e.InnerException)
        {
            if (e is PostgresException told) return told.SqlState.StartsWith("08", StringComparison.Ordinal) || told.SqlState
                is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections;
            if (e is NpgsqlException) return true;
        }

        return false;
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        context.Response.Clear();
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = RetrySeconds;
        if (ApiPaths.IsApi(context))
        {
            await Results.Problem(Words, statusCode: StatusCodes.Status503ServiceUnavailable, title: Title).ExecuteAsync(context);
            return;
        }

        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync($"""
            <!DOCTYPE html>
            <html lang="en" class="govuk-template">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{Title} – ReviewFlow</title>
            <link rel="stylesheet" href="/lib/govuk-frontend.min.css"><link rel="stylesheet" href="/css/reviewflow.css"></head>
            <body class="govuk-template__body rf-app"><div class="govuk-width-container"><main class="govuk-main-wrapper" id="main-content">
            <h1 class="govuk-heading-l">{Title}</h1>
            <p class="govuk-body">{Words}</p>
            <p class="govuk-body"><a class="govuk-link" href="/my-work">Try My work</a></p>
            </main></div></body></html>
            """);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database cannot be reached ({Kind}); a request was answered with 503.")]
    private partial void LogAway(string kind);
}
