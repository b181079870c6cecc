namespace ReviewFlow.Engine.Execution.Nodes;

/// <summary>How one type of activity runs inside a burst. One instance serves all runs, so it keeps nothing.</summary>
internal abstract class NodeBehavior
{
    /// <summary>Reaching it ends the sequence or flowchart it lies in.</summary>
    public virtual bool IsTerminal => false;

    /// <summary>A Break inside it ends here.</summary>
    public virtual bool IsLoop => false;

    /// <summary>A Break inside it makes it stop and goes on upwards.</summary>
    public virtual bool PassesBreak => false;

    /// <summary>A failure while going on after a child shows at the child: retrying or skipping it is what mends a flow.</summary>
    public virtual bool BlamesChild => false;

    public abstract void Start(BurstSession session, ActivityRun run);

    public virtual void Resume(BurstSession session, ActivityRun run, Bookmark bookmark) =>
        throw new UnexpectedStimulusException(run.NodeId, session.Stimulus.GetType().Name);

    public virtual void ChildCompleted(BurstSession session, ActivityRun run, ActivityRun child, IReadOnlyList<string> outcomes) => session.Complete(run);

    public virtual void ChildCanceled(BurstSession session, ActivityRun run, ActivityRun child)
    {
    }
}
