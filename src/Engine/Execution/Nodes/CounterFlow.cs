using ReviewFlow.Engine.Definitions;

namespace ReviewFlow.Engine.Execution.Nodes;

/// <summary>
/// Flow by counting visits, Elsa's default. A step runs when all its forward connections were visited; connections that
/// will never be followed are visited, too (dead-path elimination), so that a join does not wait for ever.
/// </summary>
internal readonly struct CounterFlow(BurstSession session, ActivityRun run, FlowGraph graph, FlowMemory flow)
{
    private enum Verdict
    {
        Wait,
        Schedule,
        Skip,
    }

    /// <summary>Follows the outcomes of an activity. False: nothing was scheduled.</summary>
    public bool Completed(ActivityNode activity, IReadOnlyList<string> outcomes, bool cameBackward)
    {
        if (!graph.Reaches(activity)) throw new InvalidConnectionException($"'{activity.Id}' cannot be reached from the start of its flowchart.");
        var scheduled = false;
        var open = new Stack<(FlowConnection[] Connections, int Next, IReadOnlyList<string> Outcomes)>();
        if (!cameBackward) CountVisit(activity);
        open.Push((graph.Outbound(activity), 0, outcomes));
        while (open.TryPop(out var at))
        {
            if (at.Next == at.Connections.Length) continue;
            var connection = at.Connections[at.Next];
            open.Push((at.Connections, at.Next + 1, at.Outcomes));
            var followed = at.Outcomes.Contains(connection.Port);
            CountVisit(connection, followed);
            if (graph.IsBackward(connection))
            {
                scheduled |= followed && GoBack(connection);
                continue;
            }

            var verdict = Judge(connection, followed);
            scheduled |= verdict == Verdict.Schedule;
            if (verdict != Verdict.Skip) continue;
            CountVisit(connection.Target);
            open.Push((graph.Outbound(connection.Target), 0, []));
        }

        return scheduled;
    }

    private bool GoBack(FlowConnection connection)
    {
        if (!graph.IsValidBackward(connection))
        {
            throw new InvalidConnectionException(
                $"Invalid backward connection: every path from the start to '{connection.Source.Id}' must go through '{connection.Target.Id}', to which it leads back.");
        }

        session.Schedule(run, connection.Target, backward: true);
        return true;
    }

    private Verdict Judge(FlowConnection connection, bool followed)
    {
        var target = connection.Target;
        var mode = JoinModes.Of(session, run, target);
        var inbound = graph.ForwardInbound(target);
        if (mode == JoinMode.WaitAny) return JudgeAny(connection, inbound, followed);
        if (!AllVisited(target, inbound)) return Verdict.Wait;
        if (!(mode == JoinMode.WaitAll ? NewestFollowed(target, inbound, all: true) : NewestFollowed(target, inbound, all: false))) return Verdict.Skip;
        session.Schedule(run, target);
        return Verdict.Schedule;
    }

    /// <summary>A connection that was not followed never starts the join: cancelling the losers must not run it again.</summary>
    private Verdict JudgeAny(FlowConnection connection, FlowConnection[] inbound, bool followed)
    {
        var target = connection.Target;
        if (Visits(connection) <= flow.Visits.GetValueOrDefault(target.Id) || session.IsQueued(run, target)) return Verdict.Wait;
        if (followed)
        {
            session.Schedule(run, target);
            FlowchartNode.CancelAncestors(session, run, target);
            return Verdict.Schedule;
        }

        return AllVisited(target, inbound) && !NewestFollowed(target, inbound, all: false) ? Verdict.Skip : Verdict.Wait;
    }

    private bool AllVisited(ActivityNode target, FlowConnection[] inbound)
    {
        var visits = flow.Visits.GetValueOrDefault(target.Id);
        foreach (var connection in inbound)
        {
            if (Visits(connection) <= visits) return false;
        }

        return true;
    }

    private bool NewestFollowed(ActivityNode target, FlowConnection[] inbound, bool all)
    {
        var newest = 0;
        foreach (var connection in inbound) newest = Math.Max(newest, Visits(connection));
        if (newest <= flow.Visits.GetValueOrDefault(target.Id)) return false;
        foreach (var connection in inbound)
        {
            var hit = flow.Connections.GetValueOrDefault(connection.Key) == newest;
            if (hit != all) return hit;
        }

        return all;
    }

    private int Visits(FlowConnection connection) => Math.Abs(flow.Connections.GetValueOrDefault(connection.Key));

    private void CountVisit(ActivityNode activity) => flow.Visits[activity.Id] = flow.Visits.GetValueOrDefault(activity.Id) + 1;

    private void CountVisit(FlowConnection connection, bool followed)
    {
        var visits = Visits(connection) + 1;
        flow.Connections[connection.Key] = followed ? visits : -visits;
    }
}
