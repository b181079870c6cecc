using ReviewFlow.Engine;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Persistence.Cases;

/// <summary>Clocks under the calendar that they name.</summary>
internal static class Clocks
{
    public static DateTimeOffset DueAt(ClockWait clock, Facts facts) => Clock.DueAt(clock, Calendar(clock.Rule.Calendar, facts));

    public static DateTimeOffset FirstDueAt(ClockWait clock, Facts facts) => Clock.FirstDueAt(clock, Calendar(clock.Rule.Calendar, facts));

    public static ScheduledMark? Next(ClockWait clock, Facts facts) => Clock.Next(clock, Calendar(clock.Rule.Calendar, facts));

    /// <summary>
    /// The calendar of an id; the organisation's when null, or when it was taken away while clocks ran by it: one lost
    /// calendar must not stop every alarm.
    /// </summary>
    public static WorkingDayCalendar Calendar(string? id, Facts facts) =>
        id is not null && facts.Calendars.TryGetValue(id, out var named) ? named
        : facts.Calendars.TryGetValue(facts.DefaultCalendar, out var usual) ? usual
        : throw new UnknownCalendarException("clock", facts.DefaultCalendar);

    /// <summary>09:00 of the next working day: when mail goes that is not critical (ruling 2).</summary>
    public static DateTimeOffset NextMorning(DateTimeOffset now, Facts facts)
    {
        var clock = new ClockWait { Anchor = now, Rule = new ClockRule { WorkingDays = 1, CloseOfBusiness = new TimeOnly(9, 0) } };
        return DueAt(clock, facts);
    }
}
