using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using ReviewFlow.Engine.Expressions.Values;

namespace ReviewFlow.Engine.Expressions.Builtins;

/// <summary>Functions of numbers, and those of <c>Number</c>.</summary>
internal static class NumberMethods
{
    public static readonly FrozenDictionary<string, Value> Statics = Globals.Table(
        ("isInteger", Globals.Function((_, a) => Globals.At(a, 0).IsNumber && double.IsInteger(a[0].Number))),
        ("isSafeInteger", Globals.Function((_, a) => Globals.At(a, 0).IsNumber && double.IsInteger(a[0].Number) && Math.Abs(a[0].Number) <= NumberText.MaxSafeInteger)),
        ("isFinite", Globals.Function((_, a) => Globals.At(a, 0).IsNumber && double.IsFinite(a[0].Number))),
        ("isNaN", Globals.Function((_, a) => Globals.At(a, 0).IsNumber && double.IsNaN(a[0].Number))),
        ("parseInt", Globals.Function((run, a) => Globals.ParseInt(run, Globals.At(a, 0), Globals.At(a, 1)))),
        ("parseFloat", Globals.Function((run, a) => Globals.ParseFloat(run, Globals.At(a, 0)))),
        ("MAX_SAFE_INTEGER", NumberText.MaxSafeInteger),
        ("MIN_SAFE_INTEGER", -NumberText.MaxSafeInteger),
        ("EPSILON", Math.Pow(2, -52)));

    public static readonly FrozenDictionary<string, Method> Table = Methods.Table(
        ("toFixed", (run, self, a) => ToFixed(run, self.Number, Globals.At(a, 0))),
        ("toString", (run, self, a) => ToRadix(run, self.Number, Globals.At(a, 0))));

    private static Value ToFixed(Run run, double number, Value digitsGiven)
    {
        var digits = run.ToCount(digitsGiven);
        if (digits is < 0 or > 100) throw run.Fail("'toFixed' takes 0 to 100 digits.");
        if (!double.IsFinite(number) || Math.Abs(number) >= 1e21) return NumberText.Format(number);
        return number == 0
            ? 0m.ToString("F" + digits, CultureInfo.InvariantCulture)
            : number.ToString("F" + digits, CultureInfo.InvariantCulture);
    }

    private static Value ToRadix(Run run, double number, Value radixGiven)
    {
        var radix = run.ToCount(radixGiven, 10);
        if (radix == 10 || !double.IsFinite(number)) return NumberText.Format(number);
        if (radix is < 2 or > 36) throw run.Fail("'toString' takes a base from 2 to 36.");
        if (!double.IsInteger(number) || Math.Abs(number) > NumberText.MaxSafeInteger) throw run.Fail("'toString' with a base takes whole numbers only.");
        var digits = new StringBuilder();
        var rest = (long)Math.Abs(number);
        do
        {
            digits.Insert(0, "0123456789abcdefghijklmnopqrstuvwxyz"[(int)(rest % radix)]);
            rest /= radix;
        }
        while (rest > 0);
        return (number < 0 ? "-" : "") + digits;
    }
}
