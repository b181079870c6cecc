using System.Text.Json.Nodes;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Time;

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
        definitions.MapPost("{definitionId}/update-references", UpdateAsync);
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

    // Which version a step uses was settled when its process was published. Each process that uses an older one gets a draft with the newest; publishing it is looked at like any other.
    private static async Task<IResult> UpdateAsync(string definitionId, HttpContext context, StudioDefinitions all, DefinitionStore store, BusinessClock clock, CancellationToken cancel)
    {
        if (await all.FindAsync(definitionId, "Latest", cancel) is null) return StudioAnswers.NotFound();
        var affected = new List<string>();
        if (await all.FindAsync(definitionId, "Published", cancel) is not { } newest) return StudioAnswers.Ok(new { affectedWorkflows = affected });
        foreach (var user in await ConsumersAsync(definitionId, all, store, cancel))
        {
            var json = DefinitionFace.Parse((await store.ContentAsync(user.Id, cancel))!);
            if (json["root"] is not JsonObject root || !Point(root, newest) || DefinitionModel.Read(json).Model is not { } model) continue;
            await store.SaveDraftAsync(new DraftSave(user.DefinitionId, user.Name, model.Content, context.User.PersonId()), clock.Now(), cancel);
            affected.Add(user.DefinitionId);
        }

        return StudioAnswers.Ok(new { affectedWorkflows = affected });
    }

    private static bool Point(JsonObject step, DefinitionEntry newest)
    {
        var changed = step.Text("workflowDefinitionId") == newest.DefinitionId && step.Text("workflowDefinitionVersionId") is { } pinned && pinned != newest.Id;
        if (changed) step["workflowDefinitionVersionId"] = newest.Id;
        foreach (var (_, child) in NodePaths.Children(step).ToList()) changed |= Point(child, newest);
        return changed;
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
