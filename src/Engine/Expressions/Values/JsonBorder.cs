using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReviewFlow.Engine.Expressions.Values;

/// <summary>From JSON to values. Lists and objects are read when they are first used.</summary>
internal static class JsonBorder
{
    /// <summary>Items of a list or object that one step pays for.</summary>
    public const int ItemsPerStep = 8;

    public static Value Read(JsonNode? node, Run run) => node switch
    {
        null => Value.Null,
        JsonArray array => new ListValue(array, run),
        JsonObject map => new MapValue(map, run),
        _ => ReadScalar(node.AsValue(), run),
    };

    public static Value Read(JsonElement element, Run run)
    {
        run.Charge(1);
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var map = run.NewMap();
                foreach (var member in element.EnumerateObject()) run.Set(map, member.Name, Read(member.Value, run));
                return map;
            case JsonValueKind.Array:
                var items = new List<Value>();
                foreach (var item in element.EnumerateArray()) items.Add(Read(item, run));
                return run.NewList(items);
            case JsonValueKind.String: return element.GetString()!;
            case JsonValueKind.Number: return element.GetDouble();
            case JsonValueKind.True: return true;
            case JsonValueKind.False: return false;
            default: return Value.Null;
        }
    }

    /// <summary>The object, once it is sure that it can be gone through: it may be parsed only now.</summary>
    public static JsonObject Opened(JsonObject map, Run run)
    {
        try
        {
            _ = map.Count;
            return map;
        }
        catch (ArgumentException)
        {
            throw run.Fail("An object has a member twice.");
        }
        catch (InvalidOperationException)
        {
            throw run.Fail("A text is not well-formed Unicode.");
        }
    }

    public static string ReadText(JsonValue value, Run run)
    {
        try
        {
            var text = value.TryGetValue<string>(out var known) ? known : Unquote(value);
            run.ChargeRead(text.Length / 4);
            return text;
        }
        catch (InvalidOperationException)
        {
            throw run.Fail("A text is not well-formed Unicode.");
        }
    }

    private static Value ReadScalar(JsonValue value, Run run)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.String: return ReadText(value, run);
            case JsonValueKind.Number:
                if (value.TryGetValue<double>(out var number)) return number;
                if (value.TryGetValue<int>(out var whole)) return whole;
                return double.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);
            case JsonValueKind.True: return true;
            case JsonValueKind.False: return false;
            default: return Value.Null;
        }
    }

    // Dates, ids and the like that were put into the JSON as themselves.
    private static string Unquote(JsonValue value)
    {
        using var document = JsonDocument.Parse(value.ToJsonString());
        return document.RootElement.GetString() ?? "";
    }
}
