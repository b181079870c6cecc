using System.Text.Json;
using System.Text.Json.Nodes;
using ReviewFlow.Engine.Definitions;

namespace ReviewFlow.Workflows.Designs;

/// <summary>Steps and their inputs as administrators know them.</summary>
internal static class StepWords
{
    private const int LongestValue = 160;

    /// <summary>Where it stands on the canvas; empty when nowhere.</summary>
    public static string Place(ActivityNode step) =>
        Member(Member(Member(step.Json, "metadata"), "designer"), "position") is { } place ? $"{Member(place, "x")},{Member(place, "y")}" : "";

    /// <summary>"workingDays" as "working days".</summary>
    public static string Input(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? " " : "") + char.ToLowerInvariant(c) : c.ToString()));

    /// <summary>A value on one line, not overlong; "nothing" when it is empty.</summary>
    public static string Value(InputExpression? input)
    {
        if (input is null || Canonical(input) is not { Length: > 0 } text) return "nothing";
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > LongestValue ? line[..LongestValue] + "…" : line;
    }

    /// <summary>The value without what the designer rewrites: order of blanks, upper and lower case of true and false.</summary>
    public static string Canonical(InputExpression input)
    {
        var text = input.Value.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null => "",
            JsonValueKind.String => input.Value.GetString()!,
            _ => input.Value.GetRawText(),
        };
        if (bool.TryParse(text, out var flag)) return flag ? "yes" : "no";
        return input.Kind is "Object" or "Json" || input.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? Compact(text) : text;
    }

    private static string Compact(string text)
    {
        try
        {
            return JsonNode.Parse(text)?.ToJsonString() ?? "";
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static JsonElement? Member(JsonElement? json, string name) =>
        json is { ValueKind: JsonValueKind.Object } element && element.TryGetProperty(name, out var member) ? member : null;
}
