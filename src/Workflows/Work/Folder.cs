using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Workflows.Work;

/// <summary>Folders of the inbox (domain 6.2). Waiting is a view beside them: yellow work stays in Incomplete work.</summary>
public enum InboxFolder
{
    IncomingWork,
    IncompleteWork,
    IncomingRequests,
    Future,
    Team,
    Finished,
}

/// <summary>Puts work into its folder.</summary>
public static class Folder
{
    /// <summary>The one folder of a piece of work.</summary>
    public static InboxFolder Of(WorkItem item, StateCell state, DateOnly today)
    {
        if (!item.Open)
            return InboxFolder.Finished;
        if (item.AssigneeId is null)
            return InboxFolder.Team;
        if (item.ScheduledFor is { } day && day > today)
            return InboxFolder.Future;
        if (item.Kind == TaskKind.Request || (item.SentBy is { } sender && sender != item.AssigneeId))
            return InboxFolder.IncomingRequests;
        return item.StartedAt is null && state.Kind == WorkStateKind.New ? InboxFolder.IncomingWork : InboxFolder.IncompleteWork;
    }

    /// <summary>Whether the view "Waiting for others" shows it.</summary>
    public static bool IsWaiting(WorkItem item, StateCell state) => item.Open && state.Kind == WorkStateKind.Waiting;

    /// <summary>Name on the page.</summary>
    public static string Title(InboxFolder folder) => folder switch
    {
        InboxFolder.IncomingWork => "Incoming work",
        InboxFolder.IncompleteWork => "Incomplete work",
        InboxFolder.IncomingRequests => "Incoming requests",
        InboxFolder.Future => "Future",
        InboxFolder.Team => "Team",
        _ => "Finished",
    };
}
