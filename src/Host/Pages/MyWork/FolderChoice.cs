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

    /// <summary>Words where nothing is in it: why, and what would bring something.</summary>
    public string Empty => Key switch
    {
        "incoming-work" => "Nothing new has come to you. Work that you have started is in ‘Incomplete work’.",
        "incomplete-work" => "You have started nothing that is not finished.",
        "incoming-requests" => "Nobody asks you for anything now.",
        "waiting" => "You wait for nobody. A request that you send stands here until it is answered.",
        "future" => "Nothing is planned for a later day.",
        "team" => "Nothing waits in your teams’ queues for somebody to take it.",
        "finished" => "You have finished nothing yet. What you finish stands here, the latest first.",
        _ => "You have no tasks.",
    };

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
        DueToday => !row.Overdue && row.DueAt is { } due && LocalTime.DayOf(calendar, due) == today,
        Overdue => row.Overdue,
        _ => true,
    };
}
