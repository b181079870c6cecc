using System.Text.Json;
using System.Text.Json.Nodes;
using ReviewFlow.Persistence.Definitions;

namespace ReviewFlow.Host.Studio.Definitions;

/// <summary>A definition as the designer reads it: no list missing, a path on every activity, and nothing that it could not draw.</summary>
internal static class DefinitionFace
{
    /// <summary>Custom property that carries the draft's revision there and back.</summary>
    public const string Revision = "reviewFlowRevision";

    private static readonly JsonDocumentOptions s_deep = new() { MaxDepth = 80 };

    private static readonly string[] s_lists = ["variables", "inputs", "outputs", "outcomes"];

    public static JsonObject Parse(string content) => (JsonObject)JsonNode.Parse(content.TrimStart('\uFEFF'), documentOptions: s_deep)!;

    /// <summary>The whole definition.</summary>
    /// <param name="content">The stored definition.</param>
    /// <param name="entry">What is known of the version.</param>
    /// <param name="outermost">Id of the workflow itself in the paths of its steps.</param>
    /// <param name="known">Types that the designer can draw.</param>
    public static JsonObject Of(string content, DefinitionEntry entry, string outermost, IReadOnlySet<string> known)
    {
        var json = Parse(content);
        foreach (var list in s_lists) json[list] = json[list] as JsonArray is { } given ? Detached(json, list, given) : new JsonArray();
        json["id"] = entry.Id;
        json["definitionId"] = entry.DefinitionId;
        json["name"] = entry.Name;
        json["description"] ??= "";
        json["createdAt"] = entry.At.ToString("O");
        json["version"] = entry.Version;
        json["toolVersion"] = ToolVersion(json);
        json["isLatest"] = entry.IsLatest;
        json["isPublished"] = entry.IsPublished;
        (json["isReadonly"], json["isSystem"]) = (false, false);
        json["materializerName"] = "Json";
        (json["materializerContext"], json["providerName"]) = (null, null);
        DefinitionOptions.Fill(json);
        if (json["customProperties"] is not JsonObject custom) json["customProperties"] = custom = [];
        custom[Revision] = entry.Revision;
        json["links"] = JsonSerializer.SerializeToNode(StudioLinks.Of(entry.DefinitionId), StudioAnswers.Options);
        if (json["root"] is JsonObject root)
        {
            UnknownActivities.Hide(root, known);
            NodePaths.Put(root, outermost);
        }

        return json;
    }

    /// <summary>A version in a list.</summary>
    public static object Summary(DefinitionEntry entry) => new
    {
        entry.Id,
        entry.DefinitionId,
        entry.Name,
        entry.Description,
        entry.Version,
        toolVersion = "3.8.2.0",
        entry.IsLatest,
        entry.IsPublished,
        isReadonly = false,
        providerName = (string?)null,
        materializerName = "Json",
        isMaterializerAvailable = true,
        createdAt = entry.At,
        links = StudioLinks.Of(entry.DefinitionId),
    };

    private static JsonArray Detached(JsonObject json, string name, JsonArray list)
    {
        json.Remove(name);
        return list;
    }

    private static string ToolVersion(JsonObject json) => json.Text("toolVersion") is { } given && Version.TryParse(given, out _) ? given : "3.8.2.0";
}

/// <summary>The options that the designer reads; words that say nothing are not kept.</summary>
internal static class DefinitionOptions
{
    private static readonly string[] s_words = ["activationStrategyType", "activityCategory", "incidentStrategyType", "commitStrategyName"];

    private static readonly string[] s_flags = ["usableAsActivity", "autoUpdateConsumingWorkflows"];

    public static void Fill(JsonObject json)
    {
        if (json["options"] is not JsonObject options) json["options"] = options = [];
        foreach (var word in s_words.Where(w => !options.ContainsKey(w))) options[word] = null;
        foreach (var flag in s_flags.Where(f => options[f] is null)) options[flag] = false;
    }

    public static void Tidy(JsonObject options)
    {
        foreach (var word in s_words.Where(w => options[w] is null)) options.Remove(word);
    }
}

/// <summary>What may be done, as the designer looks for it: without the right words it shows everything read-only.</summary>
internal static class StudioLinks
{
    public sealed record Link(string Href, string Rel, string Method);

    public static readonly IReadOnlyList<Link> OfList =
    [
        new("/workflow-definitions", "self", "GET"),
        new("/workflow-definitions", "create", "POST"),
        new("/bulk-actions/publish/workflow-definitions/by-definition-ids", "bulk-publish", "POST"),
        new("/bulk-actions/retract/workflow-definitions/by-definition-ids", "bulk-retract", "POST"),
        new("/bulk-actions/delete/workflow-definitions/by-definition-id", "bulk-delete", "POST"),
    ];

    public static IReadOnlyList<Link> Of(string definitionId)
    {
        var here = $"/workflow-definitions/{Uri.EscapeDataString(definitionId)}";
        return [new(here, "self", "GET"), new($"{here}/publish", "publish", "POST"), new($"{here}/retract", "retract", "POST"), new(here, "delete", "DELETE")];
    }
}
