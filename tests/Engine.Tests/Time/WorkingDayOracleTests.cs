using ReviewFlow.Engine.Time;
using Shouldly;
using Xunit;

namespace ReviewFlow.Engine.Tests.Time;

/// <summary>A million generated cases against a different algorithm: a sorted list of all working days, and positions in it.</summary>
public sealed class WorkingDayOracleTests
{
    private const int Cases = 1_000_000;
    private const int Seed = 20260616;
    private static readonly DateOnly s_first = new(2000, 1, 1);
    private static readonly DateOnly s_last = new(2060, 12, 31);

    [Fact]
    public void AddAndBetween_GeneratedCases_AgreeWithTheList()
    {
        var random = new Random(Seed);
        var differences = 0;
        for (var round = 0; round < 50; round++)
        {
            var calendar = Generated(random);
            var worked = Worked(calendar);
            for (var i = 0; i < Cases / 50; i++)
            {
                var from = s_first.AddDays(random.Next(2_000, 18_000));
                var days = random.Next(-60, 61);
                var expected = Expected(worked, from, days);
                if (WorkingDays.Add(calendar, from, days) != expected) differences++;
                if (days > 0 && WorkingDays.Between(calendar, from, expected) != days) differences++;
            }
        }
        differences.ShouldBe(0);
    }

    [Fact]
    public void DueAt_GeneratedMoments_AgreesWithTheListAndTheRuleOfSummerTime()
    {
        var random = new Random(Seed + 1);
        var (differences, summers) = (0, 0);
        for (var round = 0; round < 50; round++)
        {
            var calendar = Generated(random);
            var worked = Worked(calendar);
            for (var i = 0; i < Cases / 50; i++)
            {
                var anchor = new DateTimeOffset(s_first.AddDays(random.Next(2_000, 18_000)).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddMinutes(random.Next(1_440));
                var days = random.Next(1, 61);
                var due = Expected(worked, DateOnly.FromDateTime(anchor.AddHours(IsSummer(anchor) ? 1 : 0).DateTime), days);
                var close = new DateTimeOffset(due.ToDateTime(new TimeOnly(17, 0)), TimeSpan.Zero);
                var expected = close.AddHours(IsSummer(close) ? -1 : 0);
                if (IsSummer(anchor) != IsSummer(expected)) summers++;
                if (Clock.DueAt(new ClockWait { Anchor = anchor, Rule = new ClockRule { WorkingDays = days } }, calendar) != expected) differences++;
            }
        }
        differences.ShouldBe(0);
        summers.ShouldBeGreaterThan(Cases / 10, "many of them cross a change of the clocks");
    }

    [Fact]
    public void ToUtcAndBack_EveryHourOfManyYears_KeepsTheLocalDay()
    {
        var calendar = Generated(new Random(Seed));
        for (var day = new DateOnly(2020, 1, 1); day < new DateOnly(2040, 1, 1); day = day.AddDays(1))
        {
            for (var hour = 0; hour < 24; hour += 3)
            {
                LocalTime.DayOf(calendar, LocalTime.ToUtc(calendar, day, new TimeOnly(hour, 30))).ShouldBe(day);
            }
        }
    }

    // Since 1996: from 01:00 UTC on the last Sunday of March to 01:00 UTC on the last Sunday of October.
    private static bool IsSummer(DateTimeOffset moment) => moment >= LastSunday(moment.UtcDateTime.Year, 3) && moment < LastSunday(moment.UtcDateTime.Year, 10);

    private static DateTimeOffset LastSunday(int year, int month)
    {
        var last = new DateTimeOffset(year, month, 31, 1, 0, 0, TimeSpan.Zero);
        return last.AddDays(-(int)last.DayOfWeek);
    }

    private static DateOnly Expected(DateOnly[] worked, DateOnly from, int days)
    {
        var at = Array.BinarySearch(worked, from);
        var next = at >= 0 ? at : ~at; // first working day on or after
        if (days == 0) return worked[next];
        return days > 0 ? worked[(at >= 0 ? at : next - 1) + days] : worked[next + days];
    }

    private static DateOnly[] Worked(WorkingDayCalendar calendar)
    {
        var days = new List<DateOnly>();
        for (var number = s_first.DayNumber; number <= s_last.DayNumber; number++)
        {
            // Day number 0 is Monday 1 January of year 1.
            if (number % 7 < 5 && !calendar.DaysOff.ContainsKey(DateOnly.FromDayNumber(number))) days.Add(DateOnly.FromDayNumber(number));
        }
        return [.. days];
    }

    private static WorkingDayCalendar Generated(Random random)
    {
        var off = new Dictionary<DateOnly, string>();
        for (var i = 0; i < random.Next(0, 1_500); i++) off[s_first.AddDays(random.Next(0, 20_000))] = "Day off";
        return new WorkingDayCalendar { Id = "generated", Name = "Generated", DaysOff = off, KnownUntil = s_last };
    }
}
