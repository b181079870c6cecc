using System.Text.Json;

namespace ReviewFlow.Engine.Definitions;

/// <summary>Reads the connections of a flowchart in all the forms that exist.</summary>
internal static class ConnectionReader
{
    /// <summary>Connections to unknown activities are left out; a duplicate counts once.</summary>
    public static List<FlowConnection> Read(JsonElement json, IReadOnlyList<ActivityNode> activities)
    {
        var byId = new Dictionary<string, ActivityNode>(StringComparer.Ordinal);
        foreach (var activity in activities) byId.TryAdd(activity.Id, activity);
        var connections = new List<FlowConnection>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var items = json.ValueKind == JsonValueKind.Object && json.Member("source") is not null ? [json] : ((JsonElement?)json).Items();
        foreach (var item in items)
        {
            if (Ends(item) is not { } ends || !byId.TryGetValue(ends.Source, out var source) || !byId.TryGetValue(ends.Target, out var target)) continue;
            var connection = new FlowConnection(source, ends.Port, target, ends.TargetPort);
            if (seen.Add(connection.Key)) connections.Add(connection);
        }

        return connections;
    }

    /// <summary>The two ends of one connection; null when it cannot be understood.</summary>
    public static (string Source, string Port, string Target, string TargetPort)? Ends(JsonElement json)
    {
        var source = End(json, "source", "sourcePort");
        var target = End(json, "target", "targetPort");
        return source.Activity is null || target.Activity is null ? null : (source.Activity, source.Port ?? "Done", target.Activity, target.Port ?? "In");
    }

    private static (string? Activity, string? Port) End(JsonElement json, string name, string portName)
    {
        var end = json.Member(name);
        var flatPort = json.Text(portName) is { Length: > 0 } p ? p : null;
        if (end is { ValueKind: JsonValueKind.String } id) return (id.GetString(), flatPort);
        if (end is not { ValueKind: JsonValueKind.Object } endpoint) return (null, null);
        return (endpoint.Text("activity") ?? endpoint.Text("activityId"), endpoint.Text("port") is { Length: > 0 } port ? port : flatPort);
    }
}
