using System.Collections.Frozen;
using System.Globalization;
using ReviewFlow.Engine.Expressions.Values;

namespace ReviewFlow.Engine.Expressions.Builtins;

/// <summary>The names of the language itself. The list is closed; a script cannot declare or change them.</summary>
internal static class Globals
{
    private static readonly FrozenDictionary<string, Value> s_values = Table(
        ("undefined", Value.Undefined),
        ("NaN", double.NaN),
        ("Infinity", double.PositiveInfinity),
        ("parseInt", Function((run, a) => ParseInt(run, At(a, 0), At(a, 1)))),
        ("parseFloat", Function((run, a) => ParseFloat(run, At(a, 0)))),
        ("isNaN", Function((run, a) => double.IsNaN(run.ToNumber(At(a, 0))))),
        ("isFinite", Function((run, a) => double.IsFinite(run.ToNumber(At(a, 0))))),
        ("Number", Function((run, a) => a.Length == 0 ? 0 : run.ToNumber(a[0]))),
        ("String", Function((run, a) => a.Length == 0 ? "" : run.ToText(a[0]))),
        ("Boolean", Function((_, a) => At(a, 0).IsTruthy)));

    private static readonly FrozenDictionary<string, FrozenDictionary<string, Value>> s_groups =
        new Dictionary<string, FrozenDictionary<string, Value>>(StringComparer.Ordinal)
        {
            ["Math"] = MathFunctions.Table,
            ["JSON"] = JsonText.Table,
            ["Object"] = ObjectFunctions.Objects,
            ["Array"] = ObjectFunctions.Arrays,
            ["Number"] = NumberMethods.Statics,
            ["String"] = TextMethods.Statics,
        }.ToFrozenDictionary(StringComparer.Ordinal);

    public static bool IsReserved(string name) => s_values.ContainsKey(name) || s_groups.ContainsKey(name);

    public static bool TryFind(string name, out Value value) => s_values.TryGetValue(name, out value);

    /// <summary>Whether the name is one like <c>Math</c>, whose members are functions.</summary>
    public static bool IsGroup(string name) => s_groups.ContainsKey(name);

    public static bool TryFindIn(string group, string name, out Value value) => s_groups[group].TryGetValue(name, out value);

    public static string ExampleOf(string group) => $"{group}.{s_groups[group].Keys.Max(StringComparer.Ordinal)}";

    public static FrozenDictionary<string, Value> Table(params (string Name, Value Value)[] members) =>
        members.ToFrozenDictionary(m => m.Name, m => m.Value, StringComparer.Ordinal);

    public static Value Function(Builtin builtin) => new FunctionValue(builtin);

    /// <summary>An argument; undefined when it is not there.</summary>
    public static Value At(ReadOnlySpan<Value> arguments, int index) => index < arguments.Length ? arguments[index] : Value.Undefined;

    public static Value ParseInt(Run run, Value value, Value radixGiven)
    {
        var text = run.ToText(value).AsSpan().Trim();
        run.ChargeRead(text.Length * 8L);
        var isNegative = text is ['-', ..];
        if (text is ['-' or '+', ..]) text = text[1..];
        var radix = run.ToCount(radixGiven);
        if (radix is 0 or 16 && text is ['0', 'x' or 'X', ..])
        {
            text = text[2..];
            radix = 16;
        }

        if (radix == 0) radix = 10;
        if (radix is < 2 or > 36) return double.NaN;
        var length = 0;
        while (length < text.Length && NumberText.Digit(text[length]) is >= 0 and var digit && digit < radix) length++;
        if (length == 0) return double.NaN;
        var number = radix == 10 ? double.Parse(text[..length], NumberStyles.None, CultureInfo.InvariantCulture) : 0;
        if (radix != 10)
        {
            foreach (var c in text[..length]) number = (number * radix) + NumberText.Digit(c);
        }

        return isNegative ? -number : number;
    }

    public static Value ParseFloat(Run run, Value value)
    {
        var text = run.ToText(value).AsSpan().Trim();
        run.ChargeRead(text.Length * 8L);
        var unsigned = text is ['-' or '+', ..] ? text[1..] : text;
        if (unsigned.StartsWith("Infinity")) return text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        var length = text.Length - unsigned.Length;
        var (digits, point) = (0, false);
        while (length < text.Length && (char.IsAsciiDigit(text[length]) || (text[length] == '.' && !point)))
        {
            if (text[length] == '.') point = true;
            else digits++;
            length++;
        }

        if (digits == 0) return double.NaN;
        return NumberText.Parse(text[..(length + ExponentLength(text[length..]))].ToString());
    }

    private static int ExponentLength(ReadOnlySpan<char> text)
    {
        if (text is not ['e' or 'E', ..]) return 0;
        var start = text.Length > 1 && text[1] is '+' or '-' ? 2 : 1;
        var end = start;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        return end == start ? 0 : end;
    }
}
