using ReviewFlow.Engine.Definitions;

namespace ReviewFlow.Engine.Execution.Nodes;

/// <summary>A flowchart seen from one start: which connections lead forward, which back. Computed once for each start.</summary>
internal sealed class FlowGraph
{
    private static readonly FlowConnection[] s_none = [];
    private readonly Dictionary<ActivityNode, FlowConnection[]> _outbound;
    private readonly Dictionary<ActivityNode, FlowConnection[]> _inbound;
    private readonly Dictionary<ActivityNode, FlowConnection[]> _forwardInbound;
    private readonly HashSet<FlowConnection> _forward;
    private readonly System.Collections.Concurrent.ConcurrentDictionary<ActivityNode, HashSet<ActivityNode>> _ancestors = new();
    private readonly System.Collections.Concurrent.ConcurrentDictionary<FlowConnection, bool> _valid = new();

    private FlowGraph(ActivityNode flowchart, ActivityNode start)
    {
        Start = start;
        _outbound = Group(flowchart.Connections, c => c.Source);
        _inbound = Group(flowchart.Connections, c => c.Target);
        _forward = Forward(start);
        _forwardInbound = Group([.. flowchart.Connections.Where(_forward.Contains)], c => c.Target);
    }

    /// <summary>Where it begins.</summary>
    public ActivityNode Start { get; }

    /// <summary>The graph of a flowchart; null when it has no activities.</summary>
    public static FlowGraph? Of(ActivityNode flowchart, string? triggerActivityId)
    {
        var activities = flowchart.PortList("activities");
        var triggered = triggerActivityId is null ? null : activities.FirstOrDefault(a => a.Id == triggerActivityId);
        if (triggered is not null) return flowchart.Compiled("graph:" + triggered.Id, f => new FlowGraph(f, triggered));
        return activities.Count == 0 ? null : flowchart.Compiled("graph", f => new FlowGraph(f, FirstOf(f)));
    }

    public FlowConnection[] Outbound(ActivityNode node) => _outbound.GetValueOrDefault(node, s_none);

    public FlowConnection[] Inbound(ActivityNode node) => _inbound.GetValueOrDefault(node, s_none);

    public FlowConnection[] ForwardInbound(ActivityNode node) => _forwardInbound.GetValueOrDefault(node, s_none);

    public bool IsBackward(FlowConnection connection) => !_forward.Contains(connection);

    /// <summary>Whether it can be reached from the start.</summary>
    public bool Reaches(ActivityNode node) => node == Start || _forwardInbound.ContainsKey(node);

    /// <summary>Whether every forward path from the start to its source passes through its target.</summary>
    public bool IsValidBackward(FlowConnection connection) => _valid.GetOrAdd(connection, c =>
    {
        if (c.Target == Start || c.Target == c.Source || c.Source == Start) return c.Source != Start || c.Target == Start;
        var seen = new HashSet<ActivityNode> { Start };
        var open = new Stack<ActivityNode>(seen);
        while (open.TryPop(out var node))
        {
            foreach (var next in Outbound(node))
            {
                if (!_forward.Contains(next) || next.Target == c.Target || !seen.Add(next.Target)) continue;
                if (next.Target == c.Source) return false;
                open.Push(next.Target);
            }
        }

        return true;
    });

    /// <summary>Every activity from which a forward path leads to this one.</summary>
    public HashSet<ActivityNode> Ancestors(ActivityNode node) => _ancestors.GetOrAdd(node, n =>
    {
        var found = new HashSet<ActivityNode>();
        var open = new Stack<ActivityNode>();
        open.Push(n);
        while (open.TryPop(out var current))
        {
            foreach (var connection in ForwardInbound(current))
            {
                if (found.Add(connection.Source)) open.Push(connection.Source);
            }
        }

        return found;
    });

    private static ActivityNode FirstOf(ActivityNode flowchart)
    {
        var activities = flowchart.PortList("activities");
        var targets = flowchart.Connections.Select(c => c.Target).ToHashSet();
        return activities.FirstOrDefault(a => a.Type == "Elsa.Start")
            ?? activities.FirstOrDefault(a => a.CanStartWorkflow)
            ?? activities.FirstOrDefault(a => !targets.Contains(a))
            ?? activities[0];
    }

    private static Dictionary<ActivityNode, FlowConnection[]> Group(IReadOnlyList<FlowConnection> connections, Func<FlowConnection, ActivityNode> by) =>
        connections.GroupBy(by).ToDictionary(g => g.Key, g => g.ToArray());

    /// <summary>Breadth-first in list order: a connection that would close a circle of forward ones is left out.</summary>
    private HashSet<FlowConnection> Forward(ActivityNode start)
    {
        var forward = new HashSet<FlowConnection>();
        var targets = new Dictionary<ActivityNode, HashSet<ActivityNode>>();
        var visited = new HashSet<ActivityNode>();
        var open = new Queue<ActivityNode>();
        open.Enqueue(start);
        while (open.TryDequeue(out var source))
        {
            if (!visited.Add(source)) continue;
            var reached = targets[source] = [];
            foreach (var connection in Outbound(source))
            {
                if (!reached.Contains(connection.Target))
                {
                    if (Leads(targets, connection.Target, source)) continue;
                    reached.Add(connection.Target);
                    open.Enqueue(connection.Target);
                }

                forward.Add(connection);
            }
        }

        return forward;
    }

    private static bool Leads(Dictionary<ActivityNode, HashSet<ActivityNode>> targets, ActivityNode from, ActivityNode to)
    {
        if (from == to) return true;
        if (!targets.ContainsKey(from)) return false;
        var seen = new HashSet<ActivityNode> { from };
        var open = new Stack<ActivityNode>(seen);
        while (open.TryPop(out var node))
        {
            if (!targets.TryGetValue(node, out var next)) continue;
            foreach (var target in next)
            {
                if (target == to) return true;
                if (seen.Add(target)) open.Push(target);
            }
        }

        return false;
    }
}
