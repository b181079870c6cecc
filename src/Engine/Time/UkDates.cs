using System.Globalization;

namespace ReviewFlow.Engine.Time;

/// <summary>Dates and times in the words of the pages: <c>Tue 16 Jun 2026</c>, <c>5pm</c>, <c>9:10am</c>, <c>midday</c>.</summary>
public static class UkDates
{
    /// <summary>Such as <c>Tue 16 Jun 2026</c>.</summary>
    public static string Day(DateOnly date) => date.ToString("ddd d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>Such as <c>Tue 16 Jun</c>, where the same sentence or row has the year.</summary>
    public static string DayOfYear(DateOnly date) => date.ToString("ddd d MMM", CultureInfo.InvariantCulture);

    /// <summary>Such as <c>5pm</c>, <c>9:10am</c>, <c>midday</c>, <c>midnight</c>; seconds are left out.</summary>
    public static string Time(TimeOnly time) => (time.Hour, time.Minute) switch
    {
        (12, 0) => "midday",
        (0, 0) => "midnight",
        (_, 0) => time.ToString("htt", CultureInfo.InvariantCulture).ToLowerInvariant(),
        _ => time.ToString("h:mmtt", CultureInfo.InvariantCulture).ToLowerInvariant(),
    };

    /// <summary>A moment on the calendar's local clock, such as <c>Wed 17 Jun 2026, 5pm</c>.</summary>
    public static string Moment(WorkingDayCalendar calendar, DateTimeOffset moment) =>
        $"{Day(LocalTime.DayOf(calendar, moment))}, {Time(LocalTime.TimeOf(calendar, moment))}";

    /// <summary>Such as <c>Tue 16</c>, where the same sentence has month and year.</summary>
    internal static string DayOfMonth(DateOnly date) => date.ToString("ddd d", CultureInfo.InvariantCulture);

    internal static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number with its noun: <c>1 day</c>, <c>2 days</c>.</summary>
    internal static string Count(int number, string noun) =>
        $"{Number(number)} {noun}{(number == 1 ? "" : "s")}";
}
