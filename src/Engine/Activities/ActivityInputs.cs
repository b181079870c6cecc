using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReviewFlow.Engine.Activities;

/// <summary>Reads evaluated inputs.</summary>
internal static class ActivityInputs
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web);

    public static T Convert<T>(JsonObject inputs, string input, T otherwise)
    {
        if (!inputs.TryGetPropertyValue(input, out var node) || node is null) return otherwise;
        if (node is JsonValue simple && simple.TryGetValue<T>(out var value)) return value;
        try
        {
            return node.Deserialize<T>(s_options) ?? otherwise;
        }
        catch (JsonException)
        {
            throw new InvalidInputException(input, typeof(T).Name);
        }
    }

    public static string? Text(JsonObject inputs, string input)
    {
        if (!inputs.TryGetPropertyValue(input, out var node) || node is null) return null;
        var text = node is JsonValue value && value.TryGetValue<string>(out var s) ? s : node.ToJsonString();
        return text.Length == 0 ? null : text;
    }
}
