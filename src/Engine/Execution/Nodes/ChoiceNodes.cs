using System.Text.Json.Nodes;

namespace ReviewFlow.Engine.Execution.Nodes;

/// <summary>Runs one of two children; a missing one just ends it.</summary>
internal sealed class IfNode : NodeBehavior
{
    public override void Start(BurstSession session, ActivityRun run)
    {
        var holds = Values.Flag(session.Input(run, "condition"), "condition");
        session.SetOutput(run, "result", JsonValue.Create(holds));
        if (run.Node.Port(holds ? "then" : "else") is { } next) session.Schedule(run, next);
        else session.Complete(run);
    }
}

/// <summary>A box around one activity.</summary>
internal sealed class BodyNode : NodeBehavior
{
    public override void Start(BurstSession session, ActivityRun run)
    {
        if (run.Node.Port("body") is { } body) session.Schedule(run, body);
        else session.Complete(run);
    }
}

/// <summary>Outcomes are the labels of the cases that hold, or Default.</summary>
internal sealed class FlowSwitchNode : NodeBehavior
{
    public override void Start(BurstSession session, ActivityRun run)
    {
        var matching = SwitchNode.Matching(session, run);
        session.Complete(run, matching.Count > 0 ? [.. matching.Select(c => c.Label)] : ["Default"]);
    }
}

/// <summary>Where branches meet. The flowchart decides when it runs; here it cancels what still runs before it.</summary>
internal sealed class FlowJoinNode : NodeBehavior
{
    public override void Start(BurstSession session, ActivityRun run)
    {
        if (!session.State.TokenFlow && run.Parent is { Graph: not null } flowchart) FlowchartNode.CancelAncestors(session, flowchart, run.Node);
        session.Complete(run);
    }
}
