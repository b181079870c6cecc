using ReviewFlow.Engine.Time;

namespace ReviewFlow.Workflows.Notices;

/// <summary>When people may be disturbed: 9am to 5pm local time of working days (rulings 2 and 10). All else is quiet.</summary>
public static class WorkingTime
{
    /// <summary>Mail that waited goes now, and so does the digest (ruling 2).</summary>
    public static readonly TimeOnly Morning = new(9, 0);

    /// <summary>Close of business; not included.</summary>
    public static readonly TimeOnly Close = new(17, 0);

    /// <summary>Whether a moment lies in working time.</summary>
    public static bool Includes(WorkingDayCalendar calendar, DateTimeOffset moment)
    {
        var time = LocalTime.TimeOf(calendar, moment);
        return time >= Morning && time < Close && WorkingDays.IsWorkingDay(calendar, LocalTime.DayOf(calendar, moment));
    }

    /// <summary>The moment itself when it lies in working time, else the next morning of work.</summary>
    public static DateTimeOffset OnOrAfter(WorkingDayCalendar calendar, DateTimeOffset moment)
    {
        if (Includes(calendar, moment)) return moment;
        var day = LocalTime.DayOf(calendar, moment);
        if (LocalTime.TimeOf(calendar, moment) >= Close) day = day.AddDays(1);
        return LocalTime.ToUtc(calendar, WorkingDays.OnOrAfter(calendar, day), Morning);
    }

    /// <summary>Whether a day is the first working day of its week, counted from Monday.</summary>
    public static bool BeginsTheWeek(WorkingDayCalendar calendar, DateOnly day)
    {
        var monday = day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
        return WorkingDays.OnOrAfter(calendar, monday) == day;
    }
}
