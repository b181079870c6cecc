using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReviewFlow.Engine.Execution;

/// <summary>Converts values to the types that definitions name by alias.</summary>
internal static class Values
{
    /// <summary>The value as the type; unknown aliases leave it as it is.</summary>
    /// <exception cref="InvalidInputException">It cannot be converted.</exception>
    public static JsonNode? Convert(JsonNode? value, string typeName, bool isArray, string name)
    {
        if (value is null) return null;
        if (isArray) return value is JsonArray ? value : Parsed(value) as JsonArray ?? new JsonArray(value.DeepClone());
        return typeName switch
        {
            "String" => value.GetValueKind() == JsonValueKind.String ? value : JsonValue.Create(Text(value)),
            "Boolean" => JsonValue.Create(Flag(value, name)),
            "Int32" or "Int64" or "Int16" or "Byte" => Whole(value, typeName, name),
            "Decimal" or "Double" or "Single" => Decimal(value, typeName, name),
            "ObjectDictionary" or "JsonObject" or "ObjectArray" or "JsonArray" => value.GetValueKind() == JsonValueKind.String ? Parsed(value) ?? value : value,
            _ => value,
        };
    }

    /// <summary>The value as text: booleans as True and False, objects as JSON; null stays null.</summary>
    public static string? Text(JsonNode? value) => value?.GetValueKind() switch
    {
        null => null,
        JsonValueKind.String => value.GetValue<string>(),
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        _ => value.ToJsonString(),
    };

    public static bool Flag(JsonNode? value, string name) => value?.GetValueKind() switch
    {
        null => false,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => Number(value, "Boolean", name) != 0,
        JsonValueKind.String when bool.TryParse(value.GetValue<string>(), out var flag) => flag,
        JsonValueKind.String when value.GetValue<string>().Length == 0 => false,
        _ => throw new InvalidInputException(name, "Boolean"),
    };

    public static decimal Number(JsonNode? value, string wanted, string name)
    {
        var text = value?.GetValueKind() is JsonValueKind.Number or JsonValueKind.String ? value.ToString() : "";
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw new InvalidInputException(name, wanted);
    }

    /// <summary>The items of a list, or of a text that holds a JSON list; a single value is a list of one.</summary>
    public static JsonArray List(JsonNode? value) => value switch
    {
        null => [],
        JsonArray array => array,
        _ => Parsed(value) as JsonArray ?? new JsonArray(value.DeepClone()),
    };

    public static IReadOnlyList<string> Texts(JsonNode? value) => [.. List(value).Select(Text).OfType<string>()];

    private static JsonNode? Parsed(JsonNode value)
    {
        if (value.GetValueKind() != JsonValueKind.String) return null;
        try
        {
            return JsonNode.Parse(value.GetValue<string>());
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonNode? Whole(JsonNode value, string wanted, string name)
    {
        if (Empty(value)) return null;
        var number = Number(value, wanted, name);
        var (low, high) = wanted switch { "Int64" => (long.MinValue, long.MaxValue), "Int16" => (short.MinValue, short.MaxValue), "Byte" => (byte.MinValue, byte.MaxValue), _ => (int.MinValue, (long)int.MaxValue) };
        if (number < low || number > high) throw new InvalidInputException(name, wanted);
        return JsonValue.Create((long)Math.Round(number, MidpointRounding.ToEven));
    }

    private static JsonNode? Decimal(JsonNode value, string wanted, string name) =>
        Empty(value) ? null : value.GetValueKind() == JsonValueKind.Number ? value : JsonValue.Create(Number(value, wanted, name));

    private static bool Empty(JsonNode value) => value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Length == 0;
}
