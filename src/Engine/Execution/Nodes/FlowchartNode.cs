using ReviewFlow.Engine.Definitions;

namespace ReviewFlow.Engine.Execution.Nodes;

/// <summary>A flowchart: finds its start and hands each ended child to counters or tokens.</summary>
internal sealed class FlowchartNode : NodeBehavior
{
    public override bool BlamesChild => true;

    public override void Start(BurstSession session, ActivityRun run)
    {
        Variables.Declare(run);
        run.Flow = new FlowMemory();
        if (Graph(session, run) is { } graph) session.Schedule(run, graph.Start);
        else session.Complete(run);
    }

    public override void ChildCompleted(BurstSession session, ActivityRun run, ActivityRun child, IReadOnlyList<string> outcomes)
    {
        if (session.BehaviorOf(child.Node).IsTerminal)
        {
            session.Complete(run);
            return;
        }

        var graph = Graph(session, run)!;
        var flow = run.Flow ??= new FlowMemory();
        var scheduled = session.State.TokenFlow
            ? new TokenFlow(session, run, graph, flow).Completed(child.Node, outcomes)
            : new CounterFlow(session, run, graph, flow).Completed(child.Node, outcomes, child.Backward);
        if (!scheduled) CompleteIfIdle(session, run);
    }

    public override void ChildCanceled(BurstSession session, ActivityRun run, ActivityRun child)
    {
        if (Graph(session, run) is not { } graph || run.Flow is not { } flow) return;
        if (session.State.TokenFlow) new TokenFlow(session, run, graph, flow).Canceled(child.Node);
        else if (graph.Reaches(child.Node)) new CounterFlow(session, run, graph, flow).Completed(child.Node, [], false);
        CompleteIfIdle(session, run);
    }

    /// <summary>Cancels what still runs on any path that leads to a join.</summary>
    public static void CancelAncestors(BurstSession session, ActivityRun flowchart, ActivityNode join)
    {
        var ancestors = Graph(session, flowchart)!.Ancestors(join);
        foreach (var child in flowchart.Children.ToArray())
        {
            if (ancestors.Contains(child.Node)) session.Cancel(child);
        }
    }

    /// <summary>Where outcomes of a node lead in the flowchart around it; null when it is in none.</summary>
    public static FlowGraph? Graph(BurstSession session, ActivityRun run) => run.Graph ??= FlowGraph.Of(run.Node, session.State.TriggerActivityId);

    /// <summary>A fault keeps it open: somebody still has to mend it. So do tokens that wait for others.</summary>
    private static void CompleteIfIdle(BurstSession session, ActivityRun run)
    {
        foreach (var child in run.Children)
        {
            if (child.Status is ActivityStatus.Running or ActivityStatus.Faulted) return;
        }

        if (session.IsWorkQueuedUnder(run)) return;
        if (session.State.TokenFlow && run.Flow?.Tokens?.Exists(t => !t.Blocked) == true) return;
        session.Complete(run);
    }
}
