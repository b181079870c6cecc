using System.Globalization;
using System.Text.Json.Nodes;

namespace ReviewFlow.Engine.Expressions;

/// <summary>
/// Dates as ISO texts: <c>2026-06-16</c>, or with a time and perhaps an offset, of which the day as written counts.
/// Moving to another time zone is the scope's business.
/// </summary>
internal static class DateFunctions
{
    private const string Day = "yyyy-MM-dd";

    public static DateOnly? Parse(string text)
    {
        if (text.Length < Day.Length || (text.Length > Day.Length && !IsTime(text))) return null;
        return DateOnly.TryParseExact(text.AsSpan(0, Day.Length), Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
    }

    public static string Iso(DateOnly date) => date.ToString(Day, CultureInfo.InvariantCulture);

    /// <summary>As people in the United Kingdom write it: 16 June 2026.</summary>
    public static string Format(DateOnly date) => date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>The date so many days later, its time of day kept as written; null when there is no such date.</summary>
    public static string? AddDays(string text, int days)
    {
        if (Parse(text) is not { } date) return null;
        var number = (long)date.DayNumber + days;
        if (number < DateOnly.MinValue.DayNumber || number > DateOnly.MaxValue.DayNumber) return null;
        return Iso(DateOnly.FromDayNumber((int)number)) + text[Day.Length..];
    }

    /// <summary>The earliest or latest of some dates or of a list of dates; missing ones do not count; null when none is left.</summary>
    public static JsonNode? Pick(Arguments arguments, bool earliest)
    {
        var given = arguments is { Count: 1 } && arguments.Node(0) is JsonArray list ? arguments with { Nodes = [.. list] } : arguments;
        (DateOnly Date, string Text)? picked = null;
        for (var i = 0; i < given.Count; i++)
        {
            if (given.Node(i) is null) continue;
            var (date, text) = (given.Date(i), given.Text(i));
            if (picked is null || IsFurther((date, text), picked.Value, earliest)) picked = (date, text);
        }

        return picked?.Text;
    }

    // Two moments of one day are compared as they are written.
    private static bool IsFurther((DateOnly Date, string Text) a, (DateOnly Date, string Text) b, bool earliest)
    {
        var order = a.Date.CompareTo(b.Date);
        if (order == 0) order = string.CompareOrdinal(a.Text, b.Text);
        return earliest ? order < 0 : order > 0;
    }

    private static bool IsTime(string text) =>
        text[Day.Length] is 'T' or ' ' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);
}
