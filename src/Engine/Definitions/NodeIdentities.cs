namespace ReviewFlow.Engine.Definitions;

/// <summary>Gives ids to activities without one, and every activity its path.</summary>
internal static class NodeIdentities
{
    /// <summary>Ids of generated names count up per short type name, as Elsa's do: <c>WriteLine1</c>, <c>Workflow2</c>.</summary>
    public static Dictionary<string, ActivityNode> Assign(ActivityNode workflow)
    {
        var all = new List<ActivityNode>();
        Collect(workflow, all);
        var taken = all.Where(n => n.Id.Length > 0).Select(n => n.Id).ToHashSet(StringComparer.Ordinal);
        var counters = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var node in all.Where(n => n.Id.Length == 0)) node.Id = NextId(node.Type.Split('.')[^1], counters, taken);
        var nodes = new Dictionary<string, ActivityNode>(all.Count, StringComparer.Ordinal);
        Place(workflow, "", nodes);
        return nodes;
    }

    private static void Collect(ActivityNode node, List<ActivityNode> all)
    {
        all.Add(node);
        foreach (var child in node.Children) Collect(child, all);
    }

    private static string NextId(string type, Dictionary<string, int> counters, HashSet<string> taken)
    {
        while (true)
        {
            var number = counters.GetValueOrDefault(type) + 1;
            counters[type] = number;
            if (taken.Add(type + number)) return type + number;
        }
    }

    private static void Place(ActivityNode node, string prefix, Dictionary<string, ActivityNode> nodes)
    {
        node.NodeId = prefix + node.Id;
        for (var copy = 2; !nodes.TryAdd(node.NodeId, node); copy++) node.NodeId = $"{prefix}{node.Id}#{copy}";
        foreach (var child in node.Children) Place(child, node.NodeId + ":", nodes);
    }
}
