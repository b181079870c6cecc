using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReviewFlow.Engine.Expressions.Values;

/// <summary>From values to JSON, within the limits of the run. What JSON cannot hold becomes null or is left out.</summary>
internal sealed class JsonWriter(Run run)
{
    private const int ItemSize = 8;

    private static readonly JsonElement[] s_small = [.. Enumerable.Range(0, 256).Select(n => JsonElement.Parse(NumberText.Format(n)))];

    private long _size;
    private int _nodes;

    public JsonNode? Write(Value value)
    {
        run.Charge(1);
        Grow(ItemSize);
        return value.Kind switch
        {
            ValueKind.Boolean => JsonValue.Create(value.Boolean),
            ValueKind.Number => WriteNumber(value.Number),
            ValueKind.Text => WriteText(value.Text),
            ValueKind.List => WriteList(value.List),
            ValueKind.Map => WriteMap(value.Map),
            _ => null,
        };
    }

    /// <summary>Text that any encoder takes: half a surrogate pair becomes the replacement character.</summary>
    public static string WellFormed(string text)
    {
        var i = 0;
        while (i < text.Length && !char.IsSurrogate(text[i])) i++;
        if (i == text.Length) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) clean.Append(rune.ToString());
        return clean.ToString();
    }

    private static JsonNode? WriteNumber(double number)
    {
        if (double.IsNaN(number) || double.IsInfinity(number)) return null;
        if (number is >= 0 and < 256 && number == Math.Truncate(number)) return JsonValue.Create(s_small[(int)number]);
        return JsonValue.Create(JsonElement.Parse(NumberText.Format(number)));
    }

    private JsonNode WriteText(string text)
    {
        Grow(text.Length);
        run.ChargeRead(text.Length);
        return JsonValue.Create(WellFormed(text));
    }

    private JsonNode WriteList(ListValue list)
    {
        using var deeper = run.Deeper();
        if (list.Untouched is { } source) return Copy(source);
        var array = new JsonArray();
        foreach (var item in list.Items) array.Add(Write(item));
        return array;
    }

    private JsonNode WriteMap(MapValue map)
    {
        using var deeper = run.Deeper();
        if (map.Untouched is { } source) return Copy(source);
        var result = new JsonObject();
        foreach (var (name, value) in map.Members)
        {
            if (value.Kind is ValueKind.Undefined or ValueKind.Function) continue;
            Grow(name.Length);
            result[WellFormed(name)] = Write(value);
        }

        return result;
    }

    private JsonNode Copy(JsonNode source)
    {
        Measure(source, 0);
        run.Charge(_nodes / JsonBorder.ItemsPerStep);
        _nodes = 0;
        return source.DeepClone();
    }

    private void Measure(JsonNode? node, int depth)
    {
        if (depth > run.Limits.MaxDepth) throw run.Fail($"A value is nested more than {run.Limits.MaxDepth} levels deep.");
        _nodes++;
        Grow(ItemSize);
        switch (node)
        {
            case JsonArray array:
                foreach (var item in array) Measure(item, depth + 1);
                break;
            case JsonObject map:
                foreach (var (name, value) in JsonBorder.Opened(map, run))
                {
                    Grow(name.Length);
                    Measure(value, depth + 1);
                }

                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                Grow(JsonBorder.ReadText(value, run).Length);
                break;
        }
    }

    private void Grow(int size)
    {
        _size += size;
        if (_size > run.Limits.MaxText) throw run.Fail($"The result is larger than {run.Limits.MaxText} characters.");
    }
}
