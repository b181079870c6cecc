namespace ReviewFlow.Engine.Time;

/// <summary>Between local days and moments. 5pm local stays 5pm local when the clocks change (WD-6).</summary>
public static class LocalTime
{
    /// <summary>The calendar's time zone.</summary>
    public static TimeZoneInfo Zone(WorkingDayCalendar calendar) => TimeZoneInfo.FindSystemTimeZoneById(calendar.Zone);

    /// <summary>Moment (UTC) of a local day and time. A time skipped in spring moves on by the hour; one that comes twice in autumn is the first.</summary>
    public static DateTimeOffset ToUtc(WorkingDayCalendar calendar, DateOnly day, TimeOnly time)
    {
        var zone = Zone(calendar);
        var local = day.ToDateTime(time, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(local)) local = local.AddHours(1);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    /// <summary>Local day of a moment.</summary>
    public static DateOnly DayOf(WorkingDayCalendar calendar, DateTimeOffset moment) => DateOnly.FromDateTime(Local(calendar, moment));

    /// <summary>Local time of day of a moment.</summary>
    public static TimeOnly TimeOf(WorkingDayCalendar calendar, DateTimeOffset moment) => TimeOnly.FromDateTime(Local(calendar, moment));

    private static DateTime Local(WorkingDayCalendar calendar, DateTimeOffset moment) =>
        TimeZoneInfo.ConvertTime(moment, Zone(calendar)).DateTime;
}
