using System.Text.Json.Nodes;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Persistence.Definitions;

namespace ReviewFlow.Host.Studio.Definitions;

/// <summary>Parts of a definition as a tree, and which definitions use which.</summary>
internal static class DefinitionGraph
{
    public static void Map(RouteGroupBuilder api)
    {
        var definitions = api.MapGroup("workflow-definitions");
        definitions.MapGet("subgraph/{versionId}", SubgraphAsync);
        definitions.MapGet("subgraph/segments/{versionId}", SegmentsAsync);
        definitions.MapGet("{definitionId}/consumers", async (string definitionId, StudioDefinitions all, DefinitionStore store, CancellationToken cancel) =>
            StudioAnswers.Ok(new { consumingWorkflowDefinitionIds = (await ConsumersAsync(definitionId, all, store, cancel)).Select(e => e.DefinitionId) }));
        // A step finds the newest published version by itself when it runs, so there is nothing to write into those that use it.
        definitions.MapPost("{definitionId}/update-references", async (string definitionId, StudioDefinitions all, CancellationToken cancel) =>
            await all.FindAsync(definitionId, "Latest", cancel) is null ? StudioAnswers.NotFound() : StudioAnswers.Ok(new { affectedWorkflows = Array.Empty<string>() }));
    }

    /// <summary>Definitions whose newest version uses this one as a step.</summary>
    public static async Task<IReadOnlyList<DefinitionEntry>> ConsumersAsync(string definitionId, StudioDefinitions all, DefinitionStore store, CancellationToken cancel)
    {
        var found = new List<DefinitionEntry>();
        foreach (var entry in (await all.AllAsync(cancel)).Where(e => e.IsLatest && e.DefinitionId != definitionId))
        {
            var read = DefinitionReader.Read(await store.ContentAsync(entry.Id, cancel) ?? "");
            if (read.Definition?.References.Any(r => r.DefinitionId == definitionId) == true) found.Add(entry);
        }

        return found;
    }

    private static async Task<IResult> SubgraphAsync(string versionId, string? parentNodeId, StudioDefinitions all, CancellationToken cancel)
    {
        if ((await all.FaceAsync(versionId, cancel))?["root"] is not JsonObject root) return StudioAnswers.NotFound();
        var start = string.IsNullOrEmpty(parentNodeId) ? root : Way(root, parentNodeId).LastOrDefault().Activity;
        return start is null ? StudioAnswers.NotFound() : StudioAnswers.Ok(Node(start, null));
    }

    private static async Task<IResult> SegmentsAsync(string versionId, string? childNodeId, StudioDefinitions all, CancellationToken cancel)
    {
        if ((await all.FaceAsync(versionId, cancel))?["root"] is not JsonObject root) return StudioAnswers.NotFound();
        var way = Way(root, childNodeId ?? "");
        if (way.Count == 0) return StudioAnswers.NotFound();
        var container = way.Count > 1 ? way[^2].Activity : way[^1].Activity;
        var segments = way.Take(way.Count - 1).Select((step, i) => new
        {
            activityNodeId = step.Activity.Text("nodeId"),
            activityId = step.Activity.Text("id"),
            activityType = step.Activity.Text("type"),
            portName = way[i + 1].Port,
        });
        return StudioAnswers.Ok(new { childNode = Node(way[^1].Activity, way[^1].Port), container = Node(container, null), pathSegments = segments });
    }

    /// <summary>From the root to a node, with the member that each lies in; empty when there is no such node.</summary>
    private static List<(string? Port, JsonObject Activity)> Way(JsonObject root, string nodeId)
    {
        List<(string? Port, JsonObject Activity)> way = [(null, root)];
        while (way[^1].Activity.Text("nodeId") != nodeId)
        {
            var next = NodePaths.Children(way[^1].Activity)
                .FirstOrDefault(c => c.Activity.Text("nodeId") is { } path && (path == nodeId || nodeId.StartsWith(path + ":", StringComparison.Ordinal)));
            if (next.Activity is null) return [];
            way.Add(next);
        }

        return way;
    }

    private static JsonObject Node(JsonObject activity, string? port) => new()
    {
        ["activity"] = activity.DeepClone(),
        ["nodeId"] = activity.Text("nodeId"),
        ["port"] = port,
        ["parents"] = new JsonArray(),
        ["children"] = new JsonArray([.. NodePaths.Children(activity).Select(c => (JsonNode)Node(c.Activity, c.Port))]),
    };
}
