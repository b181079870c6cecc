using System.Collections.Frozen;
using System.Globalization;
using System.Numerics;
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
        run.Charge(digits / 8);
        var text = Scale(Math.Abs(number), digits).ToString(CultureInfo.InvariantCulture).PadLeft(digits + 1, '0');
        return (number < 0 ? "-" : "") + text[..^digits] + (digits == 0 ? "" : "." + text[^digits..]);
    }

    // The number times 10^digits, rounded with halves up. The double is taken exactly: 1.005 lies below its half.
    private static BigInteger Scale(double number, int digits)
    {
        var bits = BitConverter.DoubleToInt64Bits(number);
        var exponent = (int)(bits >> 52);
        var fraction = bits & 0xFFFFFFFFFFFFF;
        BigInteger exact = exponent == 0 ? fraction : fraction | (1L << 52);
        var shift = Math.Max(exponent, 1) - 1075;
        exact *= BigInteger.Pow(10, digits);
        return shift >= 0 ? exact << shift : ((exact >> (-shift - 1)) + 1) >> 1;
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
