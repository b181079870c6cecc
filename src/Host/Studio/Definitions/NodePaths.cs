using System.Text.Json.Nodes;

namespace ReviewFlow.Host.Studio.Definitions;

/// <summary>Walks activities in a definition's JSON.</summary>
internal static class NodePaths
{
    /// <summary>Whether an object is an activity.</summary>
    public static bool IsActivity(JsonObject json) => json.ContainsKey("type") && json.ContainsKey("id") && json.ContainsKey("version");

    /// <summary>The activities directly inside one, with the member that holds them.</summary>
    public static IEnumerable<(string Port, JsonObject Activity)> Children(JsonObject activity)
    {
        foreach (var (name, value) in activity)
        {
            if (name is "metadata" or "customProperties") continue;
            if (value is JsonObject one && IsActivity(one)) yield return (name, one);
            if (value is not JsonArray list) continue;
            foreach (var item in list.OfType<JsonObject>())
            {
                if (IsActivity(item)) yield return (name, item);
                else if (item["activity"] is JsonObject inCase && IsActivity(inCase)) yield return (name, inCase);
            }
        }
    }

    /// <summary>Puts its path on an activity and on all inside it.</summary>
    public static void Put(JsonObject activity, string parent)
    {
        var path = $"{parent}:{activity["id"]}";
        activity["nodeId"] = path;
        foreach (var (_, child) in Children(activity).ToList()) Put(child, path);
    }
}

/// <summary>
/// Types that the designer has no descriptor for would leave its canvas blank, and its next save would wipe everything.
/// They are shown as one that it knows, which carries what was there, and come back when it is saved.
/// </summary>
internal static class UnknownActivities
{
    /// <summary>The type that stands in.</summary>
    public const string Stand = "Elsa.NotFoundActivity";

    private static readonly System.Text.Json.JsonDocumentOptions s_deep = new() { MaxDepth = 64 };

    public static void Hide(JsonObject activity, IReadOnlySet<string> known)
    {
        foreach (var (_, child) in NodePaths.Children(activity).ToList())
        {
            if (known.Contains(child.Text("type") ?? "")) Hide(child, known);
            else child.ReplaceWith(StandIn(child));
        }
    }

    /// <summary>Puts back what was there, with the place that it has now.</summary>
    /// <exception cref="System.Text.Json.JsonException">What it carries is no JSON.</exception>
    public static void Restore(JsonObject activity)
    {
        foreach (var (_, child) in NodePaths.Children(activity).ToList())
        {
            if (child.Text("type") == Stand && child.Text("originalActivityJson") is { } text && JsonNode.Parse(text, documentOptions: s_deep) is JsonObject original)
            {
                original["id"] = child["id"]?.DeepClone();
                original["metadata"] = child["metadata"]?.DeepClone();
                child.ReplaceWith(original);
            }
            else
            {
                Restore(child);
            }
        }
    }

    private static JsonObject StandIn(JsonObject original) => new()
    {
        ["id"] = original["id"]?.DeepClone(),
        ["name"] = original["name"]?.DeepClone(),
        ["type"] = Stand,
        ["version"] = 1,
        ["customProperties"] = new JsonObject(),
        ["metadata"] = original["metadata"]?.DeepClone() ?? new JsonObject(),
        ["missingTypeName"] = original["type"]?.ToString(),
        ["missingTypeVersion"] = original.Number("version") ?? 1,
        ["originalActivityJson"] = original.ToJsonString(),
    };
}
