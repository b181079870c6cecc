using ReviewFlow.Engine.Definitions;

namespace ReviewFlow.Engine.Execution;

/// <summary>How runs and instances end: completed, cancelled, faulted, finished.</summary>
internal sealed partial class BurstSession
{
    public static readonly IReadOnlyList<string> Done = ["Done"];

    /// <summary>Ends a run with outcomes; what still runs or waits inside it is cancelled and withdrawn first.</summary>
    public void Complete(ActivityRun run, IReadOnlyList<string>? outcomes = null, string? message = null)
    {
        if (run.Status != ActivityStatus.Running || run.Ending) return;
        run.Ending = true;
        _queue.RemoveFor(run);
        foreach (var child in run.Children.ToArray()) CancelFromAbove(child);
        run.Status = ActivityStatus.Completed;
        Write(run, "Completed", message);
        RemoveBookmarks(run);
        if (_stopped || run.Parent is not { } parent) return;
        parent.Children.Remove(run);
        Notify(parent, run, outcomes ?? Done);
    }

    /// <summary>Cancels a run because a join or a person decided so: what lies inside goes first.</summary>
    public void Cancel(ActivityRun run)
    {
        if (run.Ending || run.Status is ActivityStatus.Completed or ActivityStatus.Canceled) return;
        run.Ending = true;
        _queue.RemoveFor(run);
        foreach (var child in run.Children.ToArray()) Cancel(child);
        MarkCanceled(run);
    }

    /// <summary>Ends the whole instance at once, with nothing left of it.</summary>
    public void Finish() => End(WorkflowSubStatus.Finished);

    /// <summary>Records a fault of a run and applies the definition's strategy.</summary>
    public void Fault(ActivityRun run, Exception e)
    {
        if (run.Status == ActivityStatus.Completed && run.Parent is { } parent && !parent.Children.Contains(run)) parent.Children.Add(run);
        run.Status = ActivityStatus.Faulted;
        run.Ending = false;
        RemoveBookmarks(run);
        Write(run, "Faulted", e.Message);
        var incident = new Incident(run.Node.Id, run.NodeId, run.Id, run.Node.Type, e.Message, now);
        state.Incidents.Add(incident);
        _incidents.Add(incident);
        if ((definition.Incidents ?? engine.Options.Incidents) == IncidentStrategy.Fault) End(WorkflowSubStatus.Faulted);
    }

    /// <summary>Gives the instance its status at the end of the burst.</summary>
    public void Settle()
    {
        if (_questions.Count > 0) return;
        if (state.Status == WorkflowStatus.Running)
        {
            if (state.Root is null or { Status: ActivityStatus.Completed }) End(WorkflowSubStatus.Finished);
            else state.SubStatus = WorkflowSubStatus.Suspended;
        }

        if (state.Root is { } root) Reverse(root);
    }

    private void End(WorkflowSubStatus how)
    {
        state.Status = WorkflowStatus.Finished;
        state.SubStatus = how;
        state.Bookmarks.Clear();
        state.Root?.Children.Clear();
        Halt();
    }

    private void Notify(ActivityRun parent, ActivityRun child, IReadOnlyList<string> outcomes)
    {
        if (parent.Status != ActivityStatus.Running || parent.Ending) return;
        var behavior = BehaviorOf(parent.Node);
        try
        {
            behavior.ChildCompleted(this, parent, child, outcomes);
        }
        catch (Exception e) when (e is not BurstBudgetException)
        {
            Fault(behavior.BlamesChild ? child : parent, e);
        }
    }

    /// <summary>Cancels a run because what it lies in has ended: it goes before what lies inside it.</summary>
    private void CancelFromAbove(ActivityRun run)
    {
        if (run.Ending || run.Status is ActivityStatus.Completed or ActivityStatus.Canceled) return;
        run.Ending = true;
        _queue.RemoveFor(run);
        MarkCanceled(run);
        foreach (var child in run.Children.ToArray()) CancelFromAbove(child);
    }

    private void MarkCanceled(ActivityRun run)
    {
        run.Status = ActivityStatus.Canceled;
        RemoveBookmarks(run);
        state.Incidents.RemoveAll(i => i.ActivityInstanceId == run.Id);
        Write(run, "Canceled");
        if (run.Parent is not { } parent) return;
        parent.Children.Remove(run);
        if (parent is { Status: ActivityStatus.Running, Ending: false }) BehaviorOf(parent.Node).ChildCanceled(this, parent, run);
    }

    private void RemoveBookmarks(ActivityRun run)
    {
        if (state.Bookmarks.Count > 0) state.Bookmarks.RemoveAll(b => b.ActivityInstanceId == run.Id);
    }

    private static void Reverse(ActivityRun run)
    {
        run.Children.Reverse();
        foreach (var child in run.Children) Reverse(child);
    }
}
