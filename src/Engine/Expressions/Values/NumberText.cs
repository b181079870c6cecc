using System.Buffers;
using System.Globalization;

namespace ReviewFlow.Engine.Expressions.Values;

/// <summary>Numbers as JavaScript writes and reads them.</summary>
internal static class NumberText
{
    /// <summary>Largest whole number up to which every whole number has a double of its own.</summary>
    public const double MaxSafeInteger = 9007199254740991;

    private static readonly SearchValues<char> s_decimal = SearchValues.Create("0123456789+-.eE");

    public static string Format(double number)
    {
        if (number == Math.Truncate(number) && Math.Abs(number) < 1e15) return ((long)number).ToString(CultureInfo.InvariantCulture);
        if (double.IsNaN(number)) return "NaN";
        if (double.IsInfinity(number)) return number > 0 ? "Infinity" : "-Infinity";
        return Layout(number.ToString("R", CultureInfo.InvariantCulture).AsSpan(number < 0 ? 1 : 0), number < 0 ? "-" : "");
    }

    /// <summary>The value of a text as a number; NaN when it is none.</summary>
    public static double Parse(string text)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.IsEmpty) return 0;
        if (trimmed.Length > 2 && trimmed[0] == '0' && char.ToLowerInvariant(trimmed[1]) is 'x' or 'o' or 'b') return ParseRadix(trimmed);
        if (trimmed is "Infinity" or "+Infinity") return double.PositiveInfinity;
        if (trimmed is "-Infinity") return double.NegativeInfinity;
        if (trimmed.ContainsAnyExcept(s_decimal)) return double.NaN;
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(trimmed, style, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;
    }

    /// <summary>The value of a digit in a radix up to 36; -1 when it is no digit.</summary>
    public static int Digit(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'z' => c - 'a' + 10,
        >= 'A' and <= 'Z' => c - 'A' + 10,
        _ => -1,
    };

    public static int ToInt32(double number)
    {
        if (double.IsNaN(number) || double.IsInfinity(number)) return 0;
        if (number is >= int.MinValue and <= int.MaxValue) return (int)number;
        var remainder = Math.Truncate(number) % 4294967296.0;
        if (remainder < 0) remainder += 4294967296.0;
        return unchecked((int)(uint)remainder);
    }

    private static double ParseRadix(ReadOnlySpan<char> text)
    {
        var radix = char.ToLowerInvariant(text[1]) switch { 'x' => 16, 'o' => 8, _ => 2 };
        var number = 0.0;
        foreach (var c in text[2..])
        {
            var digit = Digit(c);
            if (digit < 0 || digit >= radix) return double.NaN;
            number = (number * radix) + digit;
        }

        return number;
    }

    // The rules of Number::toString: plain digits between 1e-7 and 1e21, an exponent outside.
    private static string Layout(ReadOnlySpan<char> shortest, string sign)
    {
        var (digits, point) = Split(shortest);
        if (point is > 0 and <= 21)
        {
            if (digits.Length <= point) return sign + digits.PadRight(point, '0');
            return $"{sign}{digits[..point]}.{digits[point..]}";
        }

        if (point is > -6 and <= 0) return $"{sign}0.{new string('0', -point)}{digits}";
        var fraction = digits.Length > 1 ? "." + digits[1..] : "";
        return $"{sign}{digits[0]}{fraction}e{(point > 0 ? "+" : "-")}{Math.Abs(point - 1)}";
    }

    // The significant digits, and how many of them stand before the decimal point.
    private static (string Digits, int Point) Split(ReadOnlySpan<char> shortest)
    {
        var e = shortest.IndexOf('E');
        var mantissa = e < 0 ? shortest : shortest[..e];
        var exponent = e < 0 ? 0 : int.Parse(shortest[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var dot = mantissa.IndexOf('.');
        var all = mantissa.ToString().Replace(".", "", StringComparison.Ordinal);
        var leading = all.Length - all.TrimStart('0').Length;
        return (all.Trim('0'), (dot < 0 ? mantissa.Length : dot) + exponent - leading);
    }
}
