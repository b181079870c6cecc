using System.Text.Json.Nodes;

namespace ReviewFlow.Engine.Execution;

/// <summary>What each stimulus does to an instance.</summary>
internal sealed partial class BurstSession
{
    /// <summary>Applies the stimulus. False: it found nothing that it was for, and nothing changed.</summary>
    public bool Apply() => stimulus switch
    {
        InstanceStarted => Begin(),
        _ when state.Status == WorkflowStatus.Finished => false,
        BookmarkResumed s => Resume(s.BookmarkId),
        TaskCompleted s => Resume(s.BookmarkId),
        TimerElapsed s => Resume(s.BookmarkId),
        ChildFinished s => Resume(s.BookmarkId),
        EventReceived s => Receive(s.Name),
        InstanceCancelled => CancelAll(),
        ActivityRetried s => Retry(s.ActivityInstanceId),
        ActivitySkipped s => Skip(s.ActivityInstanceId, s.Outcomes),
        _ => false,
    };

    /// <summary>Finds the nodes of the runs in a state that came from storage.</summary>
    public void Attach()
    {
        if (state.Root is { } root) Attach(root, null);
    }

    private void Attach(ActivityRun run, ActivityRun? parent)
    {
        if (!definition.Nodes.TryGetValue(run.NodeId, out var node)) throw new UnknownNodeException(state.InstanceId, run.NodeId);
        if (run.Node != node) run.Graph = null;
        run.Node = node;
        run.Parent = parent;
        foreach (var child in run.Children) Attach(child, run);
    }

    private bool Begin()
    {
        Schedule(null, definition.Workflow);
        RunLoop();
        return true;
    }

    private bool Resume(string bookmarkId)
    {
        var bookmark = state.Bookmarks.Find(b => b.Id == bookmarkId);
        if (bookmark is null || FindRun(state.Root, bookmark.ActivityInstanceId) is not { Status: ActivityStatus.Running } run) return false;
        Invoke(run, bookmark);
        RunLoop();
        return true;
    }

    /// <summary>Only waits that were there when the event came are woken: a loop that waits again takes the next event.</summary>
    private bool Receive(string name)
    {
        var waiting = state.Bookmarks.Where(b => IsFor(b, name)).Select(b => b.Id).ToArray();
        for (var i = 0; i < waiting.Length; i++)
        {
            // Elsa loads the instance again for each wait that an event wakes, see ActivityRun.Children.
            if (i > 0 && state.Root is { } root) Reverse(root);
            Resume(waiting[i]);
        }

        return waiting.Length > 0;
    }

    private static bool IsFor(Bookmark bookmark, string eventName) =>
        bookmark.Payload?["EventName"] is JsonValue value && value.TryGetValue<string>(out var name) && string.Equals(name, eventName, StringComparison.Ordinal);

    private bool CancelAll()
    {
        if (state.Root is { } root) Cancel(root);
        state.Incidents.Clear();
        End(WorkflowSubStatus.Cancelled);
        return true;
    }

    private bool Retry(string activityInstanceId)
    {
        if (FindRun(state.Root, activityInstanceId) is not { Status: ActivityStatus.Faulted } run) return false;
        state.Incidents.RemoveAll(i => i.ActivityInstanceId == run.Id);
        run.Status = ActivityStatus.Pending;
        run.Memory = null;
        ScheduleAgain(run);
        RunLoop();
        return true;
    }

    private bool Skip(string activityInstanceId, IReadOnlyList<string> outcomes)
    {
        if (FindRun(state.Root, activityInstanceId) is not { Status: ActivityStatus.Faulted } run) return false;
        state.Incidents.RemoveAll(i => i.ActivityInstanceId == run.Id);
        run.Status = ActivityStatus.Running;
        Complete(run, outcomes.Count == 0 ? Done : outcomes, "Skipped");
        RunLoop();
        return true;
    }

    private static ActivityRun? FindRun(ActivityRun? run, string id)
    {
        if (run is null || run.Id == id) return run;
        foreach (var child in run.Children)
        {
            if (FindRun(child, id) is { } found) return found;
        }

        return null;
    }
}
