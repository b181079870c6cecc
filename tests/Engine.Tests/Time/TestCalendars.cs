using System.Globalization;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Engine.Tests.Time;

internal static class TestCalendars
{
    public static readonly WorkingDayCalendar England = Of("england-and-wales", "England and Wales", new()
    {
        [new(2026, 4, 3)] = "Good Friday",
        [new(2026, 4, 6)] = "Easter Monday",
        [new(2026, 5, 25)] = "Spring bank holiday",
        [new(2026, 8, 31)] = "Summer bank holiday",
    });

    public static readonly WorkingDayCalendar Scotland = Of("scotland", "Scotland", new() { [new(2026, 11, 30)] = "St Andrew’s Day" });

    public static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    public static ClockWait Wait(string anchor, int workingDays, params IReadOnlyList<ClockMark> marks) =>
        new() { Anchor = Moment(anchor), Rule = new ClockRule { WorkingDays = workingDays, Marks = marks } };

    private static WorkingDayCalendar Of(string id, string name, Dictionary<DateOnly, string> daysOff) =>
        new() { Id = id, Name = name, DaysOff = daysOff, KnownUntil = new DateOnly(2027, 12, 31) };
}
