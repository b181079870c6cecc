using System.Globalization;

namespace ReviewFlow.Engine.Activities.BuiltIn;

/// <summary>
/// A cron expression of six fields (second, minute, hour, day, month, weekday) or five (without seconds), in UTC.
/// Lists, ranges, steps, names of months and days, <c>*</c> and <c>?</c>. Sunday is 0 or 7.
/// </summary>
public sealed class CronExpression
{
    private static readonly string[] s_months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] s_days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
    private readonly bool[][] _fields;
    private readonly bool _anyDay;
    private readonly bool _anyWeekday;

    private CronExpression(bool[][] fields, bool anyDay, bool anyWeekday) => (_fields, _anyDay, _anyWeekday) = (fields, anyDay, anyWeekday);

    /// <summary>Parses an expression; null when it is not one.</summary>
    public static CronExpression? Parse(string text)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 5) parts = ["0", .. parts];
        if (parts.Length != 6) return null;
        bool[]?[] fields = [Field(parts[0], 0, 59, []), Field(parts[1], 0, 59, []), Field(parts[2], 0, 23, []), Field(parts[3], 1, 31, []), Field(parts[4], 1, 12, s_months, 1), Field(parts[5], 0, 7, s_days)];
        if (fields.Any(f => f is null)) return null;
        var weekdays = fields[5]!;
        weekdays[0] |= weekdays[7];
        return new(fields!, parts[3] is "*" or "?", parts[5] is "*" or "?");
    }

    /// <summary>The first moment after <paramref name="after"/>; null when there is none within ten years.</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        var start = after.UtcDateTime.AddSeconds(1);
        var day = start.Date;
        for (var last = day.AddYears(10); day <= last; day = day.AddDays(1))
        {
            if (Matches(day) && FirstTime(day == start.Date ? start.TimeOfDay : TimeSpan.Zero) is { } time) return new DateTimeOffset(day + time, TimeSpan.Zero);
        }

        return null;
    }

    private bool Matches(DateTime day)
    {
        if (!_fields[4][day.Month]) return false;
        var (byDay, byWeekday) = (_fields[3][day.Day], _fields[5][(int)day.DayOfWeek]);
        return _anyDay || _anyWeekday ? byDay && byWeekday : byDay || byWeekday;
    }

    private TimeSpan? FirstTime(TimeSpan from)
    {
        for (var hour = from.Hours; hour < 24; hour++)
        {
            if (!_fields[2][hour]) continue;
            for (var minute = hour == from.Hours ? from.Minutes : 0; minute < 60; minute++)
            {
                if (!_fields[1][minute]) continue;
                var first = hour == from.Hours && minute == from.Minutes ? from.Seconds : 0;
                var second = Array.IndexOf(_fields[0], true, first);
                if (second >= 0) return new TimeSpan(hour, minute, second);
            }
        }

        return null;
    }

    private static bool[]? Field(string text, int low, int high, string[] names, int firstName = 0)
    {
        var field = new bool[high + 1];
        foreach (var item in text.Split(','))
        {
            var stepped = item.Split('/');
            var step = 1;
            if (stepped.Length > 2 || (stepped.Length == 2 && (!int.TryParse(stepped[1], NumberStyles.None, CultureInfo.InvariantCulture, out step) || step < 1))) return null;
            if (Range(stepped[0], low, high, names, firstName, stepped.Length == 2) is not { } range) return null;
            for (var value = range.From; value <= range.To; value += step) field[value] = true;
        }

        return field;
    }

    private static (int From, int To)? Range(string text, int low, int high, string[] names, int firstName, bool open)
    {
        if (text is "*" or "?") return (low, high);
        var ends = text.Split('-');
        if (ends.Length > 2 || Value(ends[0], names, firstName) is not { } from || Value(ends[^1], names, firstName) is not { } to) return null;
        if (open && ends.Length == 1) to = high;
        return from < low || to > high || from > to ? null : (from, to);
    }

    private static int? Value(string text, string[] names, int firstName)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        var index = Array.FindIndex(names, n => n.Equals(text, StringComparison.OrdinalIgnoreCase));
        return index < 0 ? null : index + firstName;
    }
}
