using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReviewFlow.Persistence.Definitions;

/// <summary>Whether two states of a definition differ in more than where the boxes stand.</summary>
public static class DraftChange
{
    private static readonly HashSet<string> s_places = new(StringComparer.Ordinal)
    {
        "nodeId", "links", "createdAt", "vertices", "toolVersion", "isLatest", "isPublished", "isReadonly", "id#definition", "version#definition",
    };

    private static readonly JsonDocumentOptions s_deep = new() { MaxDepth = 128 };

    /// <summary>Compares without positions, order of the activities and what the designer fills in by itself.</summary>
    public static bool MoreThanPositions(string before, string after) => !string.Equals(Essence(before), Essence(after), StringComparison.Ordinal);

    /// <summary>The definition without what does not matter, as a text to compare.</summary>
    public static string Essence(string json)
    {
        var text = new StringBuilder();
        Write(JsonNode.Parse(json, documentOptions: s_deep), "definition", text);
        return text.ToString();
    }

    private static void Write(JsonNode? node, string name, StringBuilder text)
    {
        switch (node)
        {
            case JsonObject o:
                text.Append('{');
                foreach (var (key, value) in o.OrderBy(m => m.Key, StringComparer.Ordinal))
                {
                    if (value is null || s_places.Contains(key) || s_places.Contains($"{key}#{name}") || (name == "metadata" && key == "designer") || IsSpelling(key, o)) continue;
                    text.Append(key).Append(':');
                    Write(value, key, text);
                    text.Append(',');
                }

                text.Append('}');
                break;
            case JsonArray a:
                var items = a.Select(Item).ToList();
                if (name is "activities" or "connections") items.Sort(StringComparer.Ordinal);
                text.Append('[').AppendJoin(',', items).Append(']');
                break;
            default:
                text.Append(node?.ToJsonString() ?? "null");
                break;
        }
    }

    // The designer drops both from an input once it was touched; the type comes from the activity anyway.
    private static bool IsSpelling(string key, JsonObject owner) => key is "typeName" or "memoryReference" && owner.ContainsKey("expression");

    private static string Item(JsonNode? item)
    {
        var text = new StringBuilder();
        if (item is JsonObject o && o["id"] is JsonValue id && id.GetValueKind() == JsonValueKind.String) text.Append(id).Append('=');
        Write(item, "", text);
        return text.ToString();
    }
}
