using ReviewFlow.Engine.Definitions;

namespace ReviewFlow.Engine.Execution.Nodes;

/// <summary>Queues all children at once and ends when all have ended.</summary>
internal sealed class ParallelNode : NodeBehavior
{
    public override void Start(BurstSession session, ActivityRun run)
    {
        Variables.Declare(run);
        var activities = run.Node.PortList("activities");
        run.Position = activities.Count;
        foreach (var activity in activities) session.Schedule(run, activity);
        if (activities.Count == 0) session.Complete(run);
    }

    public override void ChildCompleted(BurstSession session, ActivityRun run, ActivityRun child, IReadOnlyList<string> outcomes)
    {
        if (--run.Position <= 0) session.Complete(run);
    }
}

/// <summary>Branches that run side by side; ends with all of them, or with the first.</summary>
internal sealed class ForkNode : NodeBehavior
{
    public override bool PassesBreak => true;

    public override void Start(BurstSession session, ActivityRun run)
    {
        var branches = run.Node.PortList("branches");
        run.Position = branches.Count;
        foreach (var branch in branches) session.Schedule(run, branch);
        if (branches.Count == 0) session.Complete(run);
    }

    public override void ChildCompleted(BurstSession session, ActivityRun run, ActivityRun child, IReadOnlyList<string> outcomes)
    {
        run.Position--;
        var any = session.Text(run, "joinMode") is "WaitAny" or "0";
        if (run.Breaking || any || run.Position <= 0) session.Complete(run);
    }
}

/// <summary>Runs the activities of the cases that hold, or the default.</summary>
internal sealed class SwitchNode : NodeBehavior
{
    public override void Start(BurstSession session, ActivityRun run)
    {
        var matching = Matching(session, run);
        List<ActivityNode?> chosen = matching.Count > 0 ? [.. matching.Select(c => c.Activity)] : [run.Node.Port("default")];
        var activities = chosen.OfType<ActivityNode>().ToList();
        run.Position = activities.Count;
        foreach (var activity in activities) session.Schedule(run, activity);
        if (activities.Count == 0) session.Complete(run);
    }

    public override void ChildCompleted(BurstSession session, ActivityRun run, ActivityRun child, IReadOnlyList<string> outcomes)
    {
        if (--run.Position <= 0) session.Complete(run);
    }

    /// <summary>The cases that hold; only the first unless the mode is MatchAny.</summary>
    public static List<SwitchCaseNode> Matching(BurstSession session, ActivityRun run)
    {
        var any = session.Text(run, "mode") is "MatchAny" or "1";
        var matching = new List<SwitchCaseNode>();
        foreach (var candidate in run.Node.Cases)
        {
            if (!Values.Flag(session.Evaluate(run, candidate.Condition), "condition")) continue;
            matching.Add(candidate);
            if (!any) break;
        }

        return matching;
    }
}
