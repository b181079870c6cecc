using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReviewFlow.Engine.Definitions;

/// <summary>Reading members of foreign JSON: camel case first, then any case.</summary>
internal static class JsonMembers
{
    public static JsonElement? Member(this JsonElement json, string name)
    {
        if (json.ValueKind != JsonValueKind.Object) return null;
        if (json.TryGetProperty(name, out var exact)) return exact;
        foreach (var member in json.EnumerateObject())
        {
            if (string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase)) return member.Value;
        }

        return null;
    }

    public static string? Text(this JsonElement json, string name) => json.Member(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static bool? Flag(this JsonElement json, string name) => json.Member(name) switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.String } text when bool.TryParse(text.GetString(), out var flag) => flag,
        _ => null,
    };

    public static int? Number(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : null;

    /// <summary>Items of a list, also of Elsa's <c>{"$values":[…]}</c>; empty for anything else.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement? json)
    {
        var list = json is { ValueKind: JsonValueKind.Object } wrapped ? wrapped.Member("$values") : json;
        return list is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];
    }

    public static JsonNode? ToNode(this JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.String => JsonValue.Create(json.GetString()),
        JsonValueKind.True => JsonValue.Create(true),
        JsonValueKind.False => JsonValue.Create(false),
        _ => JsonNode.Parse(json.GetRawText()),
    };
}
