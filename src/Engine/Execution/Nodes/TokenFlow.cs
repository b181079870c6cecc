using ReviewFlow.Engine.Definitions;

namespace ReviewFlow.Engine.Execution.Nodes;

/// <summary>Flow by tokens: one for each followed connection, consumed by the step it leads to.</summary>
internal readonly struct TokenFlow(BurstSession session, ActivityRun run, FlowGraph graph, FlowMemory flow)
{
    private readonly List<FlowToken> _tokens = flow.Tokens ??= [];

    /// <summary>Follows the outcomes of an activity. False: nothing was scheduled.</summary>
    public bool Completed(ActivityNode activity, IReadOnlyList<string> outcomes)
    {
        var active = graph.Outbound(activity).Where(c => outcomes.Contains(c.Port)).ToList();
        foreach (var connection in active) _tokens.Add(new(activity.Id, connection.Port, connection.Target.Id));
        _tokens.RemoveAll(t => !t.Blocked && t.To == activity.Id);
        var scheduled = false;
        foreach (var connection in active) scheduled |= Arrive(connection);
        return scheduled;
    }

    /// <summary>Tokens from and to a cancelled activity are gone.</summary>
    public void Canceled(ActivityNode activity) => _tokens.RemoveAll(t => t.From == activity.Id || t.To == activity.Id);

    /// <summary>A race is decided when its winner starts: rivals that were queued before and blocked since are cancelled.</summary>
    public static void Win(BurstSession session, ActivityRun started)
    {
        if (started.Parent is { Graph: not null } flowchart && JoinModes.Merge(session, flowchart, started.Node) == MergeMode.Race)
            FlowchartNode.CancelAncestors(session, flowchart, started.Node);
    }

    private bool Arrive(FlowConnection connection) => JoinModes.Merge(session, run, connection.Target) switch
    {
        MergeMode.Race => Race(connection, cancel: true),
        MergeMode.Cascade => Race(connection, cancel: false),
        MergeMode.Merge => Meet(connection.Target, graph.ForwardInbound(connection.Target)),
        MergeMode.Converge => Meet(connection.Target, graph.Inbound(connection.Target)),
        _ => Stream(connection.Target),
    };

    private bool Race(FlowConnection connection, bool cancel)
    {
        var blocked = _tokens.FindIndex(t => t.Blocked && t.To == connection.Target.Id && t.From == connection.Source.Id && t.Port == connection.Port);
        if (blocked >= 0)
        {
            _tokens.RemoveAt(blocked);
            _tokens.RemoveAll(t => !t.Blocked && t.To == connection.Target.Id && t.From == connection.Source.Id && t.Port == connection.Port);
            return false;
        }

        session.Schedule(run, connection.Target);
        foreach (var other in graph.ForwardInbound(connection.Target))
        {
            if (other.Source != connection.Source) _tokens.Add(new(other.Source.Id, other.Port, connection.Target.Id, Blocked: true));
        }

        if (cancel) FlowchartNode.CancelAncestors(session, run, connection.Target);
        return true;
    }

    private bool Meet(ActivityNode target, FlowConnection[] inbound)
    {
        if (inbound.Length > 1 && !inbound.All(Arrived)) return false;
        session.Schedule(run, target);
        return true;
    }

    private bool Arrived(FlowConnection connection) =>
        _tokens.Exists(t => !t.Blocked && t.From == connection.Source.Id && t.To == connection.Target.Id && t.Port == connection.Port);

    private bool Stream(ActivityNode target)
    {
        foreach (var inbound in graph.ForwardInbound(target))
        {
            if (_tokens.Exists(t => !t.Blocked && t.To == inbound.Source.Id)) return false;
        }

        session.Schedule(run, target);
        return true;
    }
}
