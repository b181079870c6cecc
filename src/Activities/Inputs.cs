using System.Globalization;
using System.Text.Json.Nodes;
using ReviewFlow.Engine;
using ReviewFlow.Engine.Activities;

namespace ReviewFlow.Activities;

/// <summary>Reads the inputs that our activities share.</summary>
internal static class Inputs
{
    /// <summary>A list of texts: a JSON array, or one text with commas.</summary>
    public static IReadOnlyList<string> List(ActivityContext context, string input) => List(context.Inputs[input]);

    /// <summary>A list of texts from a node.</summary>
    public static IReadOnlyList<string> List(JsonNode? node) => node switch
    {
        JsonArray array => [.. array.Select(Text).OfType<string>()],
        null => [],
        _ => [.. (Text(node) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
    };

    /// <summary>The objects of a JSON array; empty when not set.</summary>
    public static IEnumerable<JsonObject> Objects(ActivityContext context, string input) =>
        context.Inputs[input] is JsonArray array ? array.OfType<JsonObject>() : [];

    /// <summary>Text of a node; null when missing or empty.</summary>
    public static string? Text(JsonNode? node) => node switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text.Length == 0 ? null : text,
        _ => node.ToJsonString(),
    };

    /// <summary>Whether a node is true.</summary>
    public static bool Flag(JsonNode? node, bool otherwise = false) => node is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : otherwise;

    /// <summary>A whole number; null when missing.</summary>
    public static int? Number(JsonNode? node) => node switch
    {
        JsonValue value when value.TryGetValue<int>(out var number) => number,
        JsonValue value when value.TryGetValue<double>(out var number) => (int)number,
        JsonValue value when value.TryGetValue<string>(out var text) && int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    /// <summary>A day, from <c>2026-06-16</c> or the beginning of a moment; null when missing.</summary>
    public static DateOnly? Day(JsonNode? node) =>
        Text(node) is { Length: >= 10 } text && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>Text that must be set.</summary>
    /// <exception cref="MissingInputException">It is not.</exception>
    public static string Needed(ActivityContext context, string input) =>
        context.Text(input) ?? throw new MissingInputException(context.NodeId, input);
}

/// <summary>An activity cannot run because an input is missing. Publishing checks it, too.</summary>
internal sealed class MissingInputException(string nodeId, string input)
    : ReviewFlowException($"'{nodeId}' needs the input '{input}'.");
