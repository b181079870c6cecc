namespace ReviewFlow.Engine.Time;

/// <summary>Arithmetic over a calendar given as data. (Domain, part 0.1: WD-1 to WD-6.)</summary>
public static class WorkingDays
{
    // No calendar has a run of days off as long as this; more means that the data is wrong.
    private const int LongestRun = 400;

    /// <summary>Whether the day is worked: not a Saturday, a Sunday or a day off of the calendar.</summary>
    public static bool IsWorkingDay(WorkingDayCalendar calendar, DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !calendar.DaysOff.ContainsKey(day);

    /// <summary>Why the day does not count: "Saturday", "Sunday" or the title of the day off; null for a working day.</summary>
    public static string? WhyOff(WorkingDayCalendar calendar, DateOnly day) =>
        calendar.DaysOff.TryGetValue(day, out var title) ? title
        : day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? day.DayOfWeek.ToString()
        : null;

    /// <summary>
    /// The n-th working day after a day (day 0, which may itself be off); before it when negative. With 0, the day
    /// itself when it is worked, else the next working day.
    /// </summary>
    public static DateOnly Add(WorkingDayCalendar calendar, DateOnly from, int days)
    {
        if (days == 0) return OnOrAfter(calendar, from);
        var step = Math.Sign(days);
        var day = from;
        for (var left = Math.Abs(days); left > 0; left--)
        {
            day = Step(calendar, day, step);
        }
        return day;
    }

    /// <summary>
    /// Working days after <paramref name="from"/> up to and including <paramref name="to"/>; when it lies before, the working
    /// days back to and including it, negative. Undoes <see cref="Add"/>: <c>Between(d, Add(d, n))</c> is n, unless n is 0.
    /// </summary>
    public static int Between(WorkingDayCalendar calendar, DateOnly from, DateOnly to)
    {
        var step = to < from ? -1 : 1;
        var count = 0;
        for (var day = from; day != to;)
        {
            day = day.AddDays(step);
            if (IsWorkingDay(calendar, day)) count += step;
        }
        return count;
    }

    /// <summary>The day itself when it is worked, else the next working day.</summary>
    public static DateOnly OnOrAfter(WorkingDayCalendar calendar, DateOnly day) =>
        IsWorkingDay(calendar, day) ? day : Step(calendar, day, 1);

    private static DateOnly Step(WorkingDayCalendar calendar, DateOnly from, int step)
    {
        var day = from;
        for (var tried = 0; tried < LongestRun; tried++)
        {
            day = day.AddDays(step);
            if (IsWorkingDay(calendar, day)) return day;
        }
        throw new CalendarWithoutWorkException(calendar.Id, from);
    }
}
