using System.Collections.Frozen;
using System.Text;
using ReviewFlow.Engine.Expressions.Values;

namespace ReviewFlow.Engine.Expressions.Builtins;

/// <summary>Functions of texts, and those of <c>String</c>. Everything is ordinal: no culture decides.</summary>
internal static class TextMethods
{
    public static readonly FrozenDictionary<string, Value> Statics = Globals.Table(
        ("fromCharCode", Globals.Function(FromCharCode)));

    public static readonly FrozenDictionary<string, Method> Table = Methods.Table(
        ("trim", (run, self, _) => run.ChargeText(self.Text.Trim())),
        ("trimStart", (run, self, _) => run.ChargeText(self.Text.TrimStart())),
        ("trimEnd", (run, self, _) => run.ChargeText(self.Text.TrimEnd())),
        ("toUpperCase", (run, self, _) => run.ChargeText(self.Text.ToUpperInvariant().Replace("ß", "SS", StringComparison.Ordinal))),
        ("toLowerCase", (run, self, _) => run.ChargeText(self.Text.ToLowerInvariant())),
        ("includes", (run, self, a) => TextSearch.IndexOf(run, self.Text, Wanted(run, a), From(run, self, a)) >= 0),
        ("indexOf", (run, self, a) => TextSearch.IndexOf(run, self.Text, Wanted(run, a), From(run, self, a))),
        ("lastIndexOf", (run, self, a) => TextSearch.LastIndexOf(run, self.Text, Wanted(run, a), Globals.At(a, 1))),
        ("startsWith", (run, self, a) => StartsWith(run, self.Text, Wanted(run, a), From(run, self, a))),
        ("endsWith", (run, self, a) => EndsWith(run, self.Text, Wanted(run, a), Globals.At(a, 1))),
        ("slice", (run, self, a) => Slice(run, self.Text, a)),
        ("substring", (run, self, a) => Substring(run, self.Text, a)),
        ("charAt", (run, self, a) => run.ToCount(Globals.At(a, 0)) is var i && i >= 0 && i < self.Text.Length ? self.Text[i].ToString() : ""),
        ("charCodeAt", (run, self, a) => run.ToCount(Globals.At(a, 0)) is var i && i >= 0 && i < self.Text.Length ? self.Text[i] : double.NaN),
        ("at", (run, self, a) => run.ToCount(Globals.At(a, 0)) is var i && (i < 0 ? i + self.Text.Length : i) is var at && at >= 0 && at < self.Text.Length ? self.Text[at].ToString() : Value.Undefined),
        ("concat", Concat),
        ("repeat", (run, self, a) => Repeat(run, self.Text, Globals.At(a, 0))),
        ("padStart", (run, self, a) => run.ChargeText(Padding(run, self.Text, a) + self.Text)),
        ("padEnd", (run, self, a) => run.ChargeText(self.Text + Padding(run, self.Text, a))),
        ("split", (run, self, a) => TextSearch.Split(run, self.Text, Globals.At(a, 0), Globals.At(a, 1))),
        ("replace", (run, self, a) => TextSearch.Replace(run, self.Text, Wanted(run, a), Globals.At(a, 1), isAll: false)),
        ("replaceAll", (run, self, a) => TextSearch.Replace(run, self.Text, Wanted(run, a), Globals.At(a, 1), isAll: true)),
        ("localeCompare", (run, self, a) => Order(run, self.Text, Wanted(run, a))),
        ("toString", (_, self, _) => self));

    private static string Wanted(Run run, ReadOnlySpan<Value> arguments) => run.ToText(Globals.At(arguments, 0));

    private static int From(Run run, Value self, ReadOnlySpan<Value> arguments) =>
        Math.Clamp(run.ToCount(Globals.At(arguments, 1)), 0, self.Text.Length);

    private static Value FromCharCode(Run run, ReadOnlySpan<Value> arguments)
    {
        var text = new StringBuilder();
        foreach (var code in arguments) text.Append((char)(ushort)NumberText.ToInt32(run.ToNumber(code)));
        return run.ChargeText(text.ToString());
    }

    private static bool StartsWith(Run run, string text, string wanted, int from)
    {
        run.ChargeRead(wanted.Length);
        return text.AsSpan(from).StartsWith(wanted, StringComparison.Ordinal);
    }

    private static bool EndsWith(Run run, string text, string wanted, Value end)
    {
        run.ChargeRead(wanted.Length);
        return text.AsSpan(0, Math.Clamp(run.ToCount(end, text.Length), 0, text.Length)).EndsWith(wanted, StringComparison.Ordinal);
    }

    private static string Slice(Run run, string text, ReadOnlySpan<Value> arguments)
    {
        var from = Methods.Clamp(run, Globals.At(arguments, 0), text.Length, 0);
        var to = Methods.Clamp(run, Globals.At(arguments, 1), text.Length, text.Length);
        return from < to ? run.ChargeText(text[from..to]) : "";
    }

    private static string Substring(Run run, string text, ReadOnlySpan<Value> arguments)
    {
        var a = Math.Clamp(run.ToCount(Globals.At(arguments, 0)), 0, text.Length);
        var b = Math.Clamp(run.ToCount(Globals.At(arguments, 1), text.Length), 0, text.Length);
        return run.ChargeText(text[Math.Min(a, b)..Math.Max(a, b)]);
    }

    private static Value Concat(Run run, Value self, ReadOnlySpan<Value> arguments)
    {
        var text = self;
        foreach (var argument in arguments) text = run.Add(text, run.ToText(argument));
        return text;
    }

    private static Value Repeat(Run run, string text, Value times)
    {
        var count = run.ToCount(times);
        if (count < 0) throw run.Fail("'repeat' cannot take a number below 0.");
        if (text.Length == 0 || count == 0) return "";
        run.CheckText((long)text.Length * count);
        return run.ChargeText(new StringBuilder(text.Length * count).Insert(0, text, count).ToString());
    }

    private static string Padding(Run run, string text, ReadOnlySpan<Value> arguments)
    {
        var length = run.ToCount(Globals.At(arguments, 0));
        var filler = Globals.At(arguments, 1).Kind == ValueKind.Undefined ? " " : run.ToText(arguments[1]);
        var missing = length - (long)text.Length;
        if (missing <= 0 || filler.Length == 0) return "";
        run.CheckText(length);
        run.Charge(missing / 64);
        return new StringBuilder().Insert(0, filler, ((int)missing / filler.Length) + 1).ToString(0, (int)missing);
    }

    // Letters first without, then with their case; the same on every machine.
    private static double Order(Run run, string left, string right)
    {
        run.ChargeRead(Math.Min(left.Length, right.Length));
        var order = string.Compare(left, right, StringComparison.OrdinalIgnoreCase);
        return Math.Sign(order != 0 ? order : string.CompareOrdinal(right, left));
    }
}
