using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReviewFlow.Engine.Expressions;

/// <summary>Arguments of a standard function, read as what it needs.</summary>
internal readonly record struct Arguments(string Function, IReadOnlyList<JsonNode?> Nodes)
{
    public int Count => Nodes.Count;

    public JsonNode? Node(int index) => index < Nodes.Count ? Nodes[index] : null;

    /// <summary>A text, number or truth value as text; null when missing.</summary>
    public string? TextOrNull(int index) => Node(index) switch
    {
        null => null,
        JsonValue value => value.ToString(),
        _ => throw Wrong(index, "a text"),
    };

    public string Text(int index) => TextOrNull(index) ?? throw Wrong(index, "a text");

    public int Whole(int index)
    {
        if (Node(index) is JsonValue value
            && value.GetValueKind() is JsonValueKind.Number or JsonValueKind.String
            && double.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsInteger(number) && Math.Abs(number) <= 1_000_000) return (int)number;
        throw Wrong(index, "a whole number up to 1,000,000");
    }

    public DateOnly Date(int index) => DateFunctions.Parse(Text(index)) ?? throw WrongDate(index);

    /// <summary>A date that calendars can be asked about, far from the ends of what a date can be.</summary>
    public DateOnly CalendarDate(int index) => Date(index) is { Year: >= 1900 and < 2200 } date ? date : throw Wrong(index, "a date from 1900 to 2199");

    /// <summary>A number of days that can be counted one by one: some forty years of work.</summary>
    public int CalendarDays(int index) => Whole(index) is >= -10_000 and <= 10_000 and var days ? days : throw Wrong(index, "a whole number up to 10,000");

    public byte[] Bytes(int index)
    {
        var text = Text(index);
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var written) ? bytes[..written] : throw Wrong(index, "bytes in base 64");
    }

    public ScriptException Wrong(int index, string wanted) => new($"'{Function}' needs {wanted} as value {index + 1}.");

    public ScriptException WrongDate(int index) => Wrong(index, "a date such as '2026-06-16'");
}
