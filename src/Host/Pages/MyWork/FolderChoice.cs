using ReviewFlow.Engine.Time;
using ReviewFlow.Persistence.Work;
using ReviewFlow.Workflows.Work;

namespace ReviewFlow.Host.Pages.MyWork;

/// <summary>One entry of the folder list.</summary>
public sealed record FolderChoice(string? Key, string Title, InboxFolder? Inbox, bool Waiting, Func<InboxCounts, int?> Count)
{
    public static readonly FolderChoice All = new(null, "All current", null, false, c => c.Current);

    public static readonly IReadOnlyList<FolderChoice> Current =
    [
        All,
        new("incoming-work", "Incoming work", InboxFolder.IncomingWork, false, c => c.IncomingWork),
        new("incomplete-work", "Incomplete work", InboxFolder.IncompleteWork, false, c => c.IncompleteWork),
        new("incoming-requests", "Incoming requests", InboxFolder.IncomingRequests, false, c => c.IncomingRequests),
    ];

    public static readonly IReadOnlyList<FolderChoice> Views =
    [
        new("waiting", "Waiting for others", null, true, c => c.Waiting),
        new("future", "Future", InboxFolder.Future, false, c => c.Future),
        new("team", "Team, unassigned", InboxFolder.Team, false, c => c.Team),
        new("finished", "Recently finished", InboxFolder.Finished, false, _ => null),
    ];

    public static FolderChoice? Find(string? key) => Current.Concat(Views).FirstOrDefault(f => f.Key == key);
}

/// <summary>The links of the summary line, as filters.</summary>
public static class OnlyChoice
{
    public const string CameBack = "came-back";
    public const string DueToday = "due-today";
    public const string Overdue = "overdue";

    public static string? Words(string? only) => only switch
    {
        CameBack => "Came back to you",
        DueToday => "Due today",
        Overdue => "Overdue",
        _ => null,
    };

    public static string Words(WorkStateKind state) => state switch
    {
        WorkStateKind.Waiting => "Waiting for others",
        WorkStateKind.Returned => "Returned to you",
        WorkStateKind.Ready => "Ready for you",
        _ => "New",
    };

    public static bool Fits(string? only, InboxRow row, DateOnly today, WorkingDayCalendar calendar) => only switch
    {
        CameBack => row.State.CameBack,
        DueToday => !row.Overdue && row.Item.DueAt is { } due && LocalTime.DayOf(calendar, due) == today,
        Overdue => row.Overdue,
        _ => true,
    };
}
