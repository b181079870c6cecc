using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ReviewFlow.Engine;
using ReviewFlow.Engine.Activities;

namespace ReviewFlow.Activities.Inputs;

/// <summary>Reads inputs and the values that people's actions carry.</summary>
internal static class Given
{
    private static readonly JsonSerializerOptions s_web = new(JsonSerializerDefaults.Web);

    /// <summary>A list of texts, given as a list, as JSON text or as words between commas.</summary>
    public static IReadOnlyList<string> Texts(ActivityContext context, string input) => context.Inputs[input] switch
    {
        null => [],
        JsonArray list => [.. list.Select(i => i?.ToString() ?? "").Where(t => t.Length > 0)],
        JsonValue one when one.ToString() is ['[', ..] json => Read<List<string>>(json, input),
        var one => one.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
    };

    /// <summary>A list of objects, given as a list or as JSON text; null when not set.</summary>
    public static IReadOnlyList<T>? List<T>(ActivityContext context, string input) => context.Inputs[input] switch
    {
        null => null,
        JsonValue text when text.GetValueKind() == JsonValueKind.String => text.ToString().Length == 0 ? null : Read<List<T>>(text.ToString(), input),
        var node => Read<List<T>>(node.ToJsonString(), input),
    };

    /// <summary>A date in an input; null when not set. A moment counts with its date.</summary>
    /// <exception cref="InvalidInputException">It is no date.</exception>
    public static DateOnly? Date(ActivityContext context, string input)
    {
        if (context.Text(input) is not { } text) return null;
        return Date(text) ?? throw new InvalidInputException(input, "a date (yyyy-mm-dd)");
    }

    public static DateOnly? Date(string? text) =>
        text is { Length: >= 10 } && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    /// <summary>A text that an action carries; null when there is none or nothing in it.</summary>
    public static string? Text(JsonObject? values, string name) =>
        values?[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String && value.ToString().Trim() is { Length: > 0 } text ? text : null;

    private static T Read<T>(string json, string input)
        where T : new()
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, s_web) ?? new T();
        }
        catch (JsonException)
        {
            throw new InvalidInputException(input, "a list");
        }
    }
}
