using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;
using ReviewFlow.Persistence.Work;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Work;

namespace ReviewFlow.Host.Pages.MyWork;

/// <summary>A heading of the list, where there is one, and its rows.</summary>
public sealed record WorkGroup(string? Title, IReadOnlyList<WorkRow> Rows);

/// <summary>One row, in words.</summary>
public sealed record WorkRow
{
    public required string Link { get; init; }
    public required string Child { get; init; }
    public string? Born { get; init; }
    public string? ExternalId { get; init; }
    public bool Restricted { get; init; }
    public string? Twin { get; init; }
    public required string Work { get; init; }
    public string? Reference { get; init; }
    public string? ForWhom { get; init; }
    public required StateCell State { get; init; }
    public required string From { get; init; }
    public required string FromDate { get; init; }
    public DueWords? Due { get; init; }
    public required int Group { get; init; }

    public static WorkRow Of(
        InboxRow row, Dictionary<string, DateOnly> born, Dictionary<string, string> alike, DateTimeOffset now, WorkingDayCalendar calendar, string reader, Func<string, string> nameOf)
    {
        return new WorkRow
        {
            Link = Target(row),
            Child = row.SubjectName ?? row.Process,
            Born = row.SubjectId is { } id && born.TryGetValue(id, out var day) ? UkWords.Date(day)[4..] : null,
            ExternalId = row.SubjectExternalId,
            Restricted = row.Restricted,
            Twin = row.SubjectId is { } subject ? alike.GetValueOrDefault(subject) : null,
            Work = WorkWords.Of(row.Process, row.Item.Title),
            Reference = row.Reference,
            ForWhom = row.ForPersonId is { } covered ? nameOf(covered) : null,
            State = row.State,
            From = row.Item.SentBy is null ? "Started by the process" : row.Item.SentBy == reader ? "You sent it" : row.SentByName ?? "A colleague",
            FromDate = UkWords.Date(UkWords.LocalDate(row.ReceivedAt)),
            Due = row.DueAt is { } due ? DueWords.For(due, now, calendar) : null,
            Group = GroupOf(row, now, calendar),
        };
    }

    /// <summary>Title of a group, in the order of the list.</summary>
    public static string GroupTitle(int group) => group switch
    {
        0 => "Overdue",
        1 => "Due today",
        2 => "Due this week",
        3 => "Later",
        4 => "No date",
        _ => "Finished",
    };

    private static string Target(InboxRow row) => row.Folder == InboxFolder.Finished
        ? $"/cases/{row.CaseId}"
        : row.Kind == TaskKind.Request ? $"/work/{row.Item.TaskId}/answer" : $"/work/{row.Item.TaskId}";

    private static int GroupOf(InboxRow row, DateTimeOffset now, WorkingDayCalendar calendar)
    {
        if (row.Folder == InboxFolder.Finished) return 5;
        if (row.DueAt is not { } due) return 4;
        if (now > due) return 0;
        var (today, day) = (LocalTime.DayOf(calendar, now), LocalTime.DayOf(calendar, due));
        if (day == today) return 1;
        var sunday = today.AddDays((7 - (int)today.DayOfWeek) % 7);
        return day <= sunday ? 2 : 3;
    }
}
