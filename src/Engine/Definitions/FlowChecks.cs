using System.Text.Json;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution.Nodes;

namespace ReviewFlow.Engine.Definitions;

/// <summary>Checks the connections of one flowchart.</summary>
internal sealed class FlowChecks(ActivityNode flowchart, ActivityCatalog catalog, List<DefinitionProblem> problems)
{
    public void Check()
    {
        var activities = flowchart.PortList("activities");
        CheckDropped(activities);
        if (FlowGraph.Of(flowchart, null) is not { } graph) return;
        var starts = activities.Where(a => a.CanStartWorkflow && a != graph.Start).Select(a => FlowGraph.Of(flowchart, a.Id)!).Append(graph).ToList();
        foreach (var activity in activities)
        {
            if (!starts.Exists(g => g.Reaches(activity))) problems.Add(new(activity.JsonPath, activity.NodeId, $"'{activity.Title}' can never be reached. Connect it, or remove it.", "unreachable-step"));
            else CheckOutcomes(activity, graph);
        }

        foreach (var connection in flowchart.Connections.Where(c => graph.Reaches(c.Source) && graph.IsBackward(c) && !graph.IsValidBackward(c)))
        {
            problems.Add(new(
                flowchart.JsonPath + ".connections",
                connection.Source.NodeId,
                $"The connection from '{connection.Source.Title}' back to '{connection.Target.Title}' cannot work: some ways to '{connection.Source.Title}' do not pass '{connection.Target.Title}'.",
                "invalid-backward-connection"));
        }
    }

    /// <summary>One outcome may end a branch; of several, one that leads nowhere is usually forgotten.</summary>
    private void CheckOutcomes(ActivityNode activity, FlowGraph graph)
    {
        var outcomes = Outcomes(activity);
        if (outcomes.Count < 2) return;
        var connected = graph.Outbound(activity).Select(c => c.Port).ToHashSet(StringComparer.Ordinal);
        foreach (var outcome in outcomes.Where(o => !connected.Contains(o)))
            problems.Add(new(activity.JsonPath, activity.NodeId, $"The outcome '{outcome}' of '{activity.Title}' leads nowhere.", "unconnected-outcome"));
    }

    private List<string> Outcomes(ActivityNode activity)
    {
        if (activity.Definition is { } used) return used.Outcomes.Count > 0 ? [.. used.Outcomes] : ["Done"];
        if (!catalog.TryGet(activity.Type, out var descriptor)) return [];
        var outcomes = descriptor.Outcomes.ToList();
        outcomes.AddRange(activity.Cases.Select(c => c.Label));
        if (descriptor.OutcomesFromInput is { } name && activity.Inputs.TryGetValue(name, out var input)) outcomes.AddRange(FromInput(input));
        return [.. outcomes.Distinct()];
    }

    private static IEnumerable<string> FromInput(InputExpression input)
    {
        var list = input.Value;
        if (list.ValueKind == JsonValueKind.String && DefinitionJson.TryParse(list.GetString()!) is { } parsed) list = parsed;
        return ((JsonElement?)list).Items().Select(i => i.ValueKind == JsonValueKind.String ? i.GetString() : i.Text("outcome") ?? i.Text("key") ?? i.Text("label")).OfType<string>();
    }

    private void CheckDropped(IReadOnlyList<ActivityNode> activities)
    {
        var ids = activities.Select(a => a.Id).ToHashSet(StringComparer.Ordinal);
        var index = 0;
        foreach (var item in flowchart.Json.Member("connections").Items())
        {
            if (ConnectionReader.Ends(item) is not { } ends || !ids.Contains(ends.Source) || !ids.Contains(ends.Target))
                problems.Add(new($"{flowchart.JsonPath}.connections[{index}]", flowchart.NodeId, "This connection leads to or from a step that does not exist; it is left out.", "dropped-connection"));
            index++;
        }
    }
}

/// <summary>JSON inside JSON.</summary>
internal static class DefinitionJson
{
    public static JsonElement? TryParse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
