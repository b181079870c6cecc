using System.Globalization;
using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using ReviewFlow.Engine.Time;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Persistence.Work;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Work;

namespace ReviewFlow.Host.Api;

/// <summary>The listing half of <c>/user-tasks</c>.</summary>
public static class UserTaskLists
{
    internal const int LargestPage = 100;

    private const int Chunk = 200;

    internal static readonly string[] Scopes = ["assigned", "available", "history"];

    internal static readonly string[] Statuses = ["Available", "Assigned", "Completed", "Cancelled"];

    internal static readonly string[] Dues = ["overdue", "today", "thisWeek", "noDueDate"];

    public static void Map(RouteGroupBuilder tasks)
    {
        tasks.MapGet("/", ListAsync);
        tasks.MapGet("/capabilities", () => Results.Json(new
        {
            scopes = Scopes,
            statuses = Statuses,
            due = Dues,
            maxLimit = LargestPage,
            commands = (string[])["complete", "save", "claim", "release", "assign", "extend", "pause", "resume"],
            search = true,
            includeTotalCount = true,
        }));
    }

    /// <summary>The query string.</summary>
    public sealed record ListQuery(string? Scope, string[]? Status, string? Due, string? Search, int? Limit, string? Cursor, bool? IncludeTotalCount);

    private static async Task<IResult> ListAsync(
        [AsParameters] ListQuery query, ClaimsPrincipal user, InboxQueries inbox, BusinessClock clock, FactsCache facts, CancellationToken cancellation)
    {
        if (query.Scope is "all" or "needs-attention") return Answers.Refusal(StatusCodes.Status403Forbidden, "forbidden", "This list shows your own work only.");
        if (Unknown(query) is { } unknown) return Answers.Bad(unknown);
        if (!TryCursor(query.Cursor, out var after)) return Answers.Bad("The cursor is none that was given out here.");
        var known = await facts.GetAsync(cancellation);
        var wanted = new TaskSieve(query, clock.Now(), known.Calendars[known.DefaultCalendar]);
        var actor = user.Actor();
        var folder = Folder(query.Scope);
        var (items, next) = await TakeAsync(inbox, actor, new InboxQuery(folder, After: after, Size: Chunk), wanted, query.Limit ?? 50, cancellation);
        return Results.Json(new
        {
            items = items.Select(UserTaskFace.Of),
            nextCursor = next is null ? null : Cursor(next),
            totalCount = query.IncludeTotalCount == true ? await CountAsync(inbox, actor, new InboxQuery(folder, Size: Chunk), wanted, cancellation) : (int?)null,
        });
    }

    private static string? Unknown(ListQuery query)
    {
        if (query.Scope is { } scope && !Scopes.Contains(scope, StringComparer.Ordinal)) return $"scope is one of {string.Join(", ", Scopes)}.";
        if (query.Due is { } due && !Dues.Contains(due, StringComparer.Ordinal)) return $"due is one of {string.Join(", ", Dues)}.";
        if (query.Status?.Any(s => !Statuses.Contains(s, StringComparer.OrdinalIgnoreCase)) == true) return $"status is one of {string.Join(", ", Statuses)}.";
        return query.Limit is < 1 or > LargestPage ? $"limit is from 1 to {LargestPage}." : null;
    }

    private static InboxFolder? Folder(string? scope) => scope switch
    {
        "available" => InboxFolder.Team,
        "history" => InboxFolder.Finished,
        _ => null,
    };

    // What is looked for is sieved out of what the inbox gives, which is trimmed by access already.
    private static async Task<(List<InboxRow> Rows, InboxRow? Next)> TakeAsync(
        InboxQueries inbox, Actor actor, InboxQuery query, TaskSieve wanted, int limit, CancellationToken cancellation)
    {
        var rows = new List<InboxRow>();
        for (InboxQuery? ask = query; ask is not null;)
        {
            var page = await inbox.PageAsync(actor, ask, cancellation);
            foreach (var row in page.Rows.Where(wanted.Lets))
            {
                if (rows.Count == limit) return (rows, rows[^1]);
                rows.Add(row);
            }

            ask = page.Next is { } key ? ask with { After = key } : null;
        }

        return (rows, null);
    }

    private static async Task<int> CountAsync(InboxQueries inbox, Actor actor, InboxQuery query, TaskSieve wanted, CancellationToken cancellation)
    {
        var count = 0;
        for (InboxQuery? ask = query; ask is not null;)
        {
            var page = await inbox.PageAsync(actor, ask, cancellation);
            count += page.Rows.Count(wanted.Lets);
            ask = page.Next is { } key ? ask with { After = key } : null;
        }

        return count;
    }

    private static string Cursor(InboxRow last)
    {
        var at = last.Folder == InboxFolder.Finished ? last.Item.ClosedAt : last.DueAt;
        return WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{at?.UtcTicks}\n{last.Item.TaskId}")));
    }

    private static bool TryCursor(string? cursor, out InboxKey? key)
    {
        key = null;
        if (string.IsNullOrEmpty(cursor)) return true;
        try
        {
            if (Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(cursor)).Split('\n') is not [var ticks, { Length: > 0 } id] || id.Contains('\0', StringComparison.Ordinal)) return false;
            if (ticks.Length == 0) key = new InboxKey(null, id);
            else if (long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.UtcTicks) key = new InboxKey(new DateTimeOffset(at, TimeSpan.Zero), id);
            return key is not null;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}

/// <summary>What is let through of a person's work.</summary>
internal sealed class TaskSieve(UserTaskLists.ListQuery query, DateTimeOffset now, WorkingDayCalendar calendar)
{
    private readonly DateOnly _today = UkWords.LocalDate(now);

    public bool Lets(InboxRow row) =>
        (query.Status is not { Length: > 0 } statuses || statuses.Contains(UserTaskFace.Status(row), StringComparer.OrdinalIgnoreCase)) && IsDue(row) && IsFound(row);

    private bool IsDue(InboxRow row)
    {
        var due = row.Item.DueAt;
        var day = due is { } at ? LocalTime.DayOf(calendar, at) : (DateOnly?)null;
        var monday = _today.AddDays(-(((int)_today.DayOfWeek + 6) % 7));
        return query.Due switch
        {
            "overdue" => due < now,
            "today" => day == _today,
            "thisWeek" => day >= monday && day <= monday.AddDays(6),
            "noDueDate" => due is null,
            _ => true,
        };
    }

    private bool IsFound(InboxRow row) =>
        string.IsNullOrWhiteSpace(query.Search)
        || new[] { row.Reference, row.Item.Title, row.Process, row.SubjectName, row.SubjectExternalId }
            .Any(t => t?.Contains(query.Search.Trim(), StringComparison.CurrentCultureIgnoreCase) == true);
}
