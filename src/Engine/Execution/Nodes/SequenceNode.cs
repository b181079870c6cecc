using ReviewFlow.Engine.Definitions;

namespace ReviewFlow.Engine.Execution.Nodes;

/// <summary>One child after the other. Remembers the child's id, never its position.</summary>
internal sealed class SequenceNode : NodeBehavior
{
    public override bool PassesBreak => true;

    public override void Start(BurstSession session, ActivityRun run)
    {
        Variables.Declare(run);
        Go(session, run, 0);
    }

    public override void ChildCompleted(BurstSession session, ActivityRun run, ActivityRun child, IReadOnlyList<string> outcomes)
    {
        if (run.Breaking || session.BehaviorOf(child.Node).IsTerminal) session.Complete(run);
        else Go(session, run, IndexOf(run, child.Node) + 1);
    }

    private static void Go(BurstSession session, ActivityRun run, int index)
    {
        var activities = run.Node.PortList("activities");
        if (index < activities.Count) session.Schedule(run, activities[index]);
        else session.Complete(run);
    }

    private static int IndexOf(ActivityRun run, ActivityNode child)
    {
        var order = run.Node.Compiled("order", node => node.PortList("activities").Select((activity, i) => (activity, i)).ToDictionary(a => a.activity, a => a.i));
        return order.TryGetValue(child, out var at) ? at : run.Node.PortList("activities").Count;
    }
}
