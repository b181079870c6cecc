using System.Globalization;
using ReviewFlow.Engine.Time;
using Shouldly;
using Xunit;

namespace ReviewFlow.Engine.Tests.Time;

public sealed class ClockTests
{
    private static readonly WorkingDayCalendar s_calendar = new()
    {
        Id = "test",
        Name = "Test",
        KnownUntil = new DateOnly(2030, 12, 31),
        DaysOff = new Dictionary<DateOnly, string> { [new(2026, 4, 3)] = "Good Friday", [new(2026, 4, 6)] = "Easter Monday" },
    };

    private static readonly ClockWait s_stage = new()
    {
        Anchor = Moment("2026-03-30T15:45:00Z"),
        Rule = new ClockRule
        {
            WorkingDays = 5,
            Marks =
            [
                new ClockMark { Key = "reminder-2", Kind = ClockMarkKind.Reminder, WorkingDays = -2, TimeOfDay = new TimeOnly(9, 0) },
                new ClockMark { Key = "reminder-0", Kind = ClockMarkKind.Reminder, TimeOfDay = new TimeOnly(9, 0) },
                new ClockMark { Key = "last-call", Kind = ClockMarkKind.LastCall, TimeOfDay = new TimeOnly(12, 0) },
                new ClockMark { Key = "due", Kind = ClockMarkKind.Due, RepeatWorkingDays = 2 },
                new ClockMark { Key = "rung-1", Kind = ClockMarkKind.Rung, WorkingDays = 1, TimeOfDay = new TimeOnly(9, 0) },
            ],
        },
    };

    [Fact]
    public void Next_StageClockOverEaster_FiresEachMarkOnceAndInOrder()
    {
        var fired = new List<string>();
        var clock = s_stage;
        for (var i = 0; i < 7; i++)
        {
            var next = Clock.Next(clock, s_calendar).ShouldNotBeNull();
            fired.Add($"{next.Key} {next.At:yyyy-MM-ddTHH:mm}");
            clock = Clock.WithFired(clock, next.Key);
        }
        fired.ShouldBe(
        [
            "reminder-2 2026-04-02T08:00",
            "reminder-0 2026-04-08T08:00",
            "last-call 2026-04-08T11:00",
            "due 2026-04-08T16:00",
            "rung-1 2026-04-09T08:00",
            "due#1 2026-04-10T16:00",
            "due#2 2026-04-14T16:00",
        ]);
    }

    [Fact]
    public void Next_ReminderBeforeTheStart_IsLeftOut()
    {
        var shortClock = s_stage with { Rule = s_stage.Rule with { WorkingDays = 1 } };
        Clock.Next(shortClock, s_calendar).ShouldNotBeNull().Key.ShouldBe("reminder-0");
    }

    [Fact]
    public void Next_RuleWithoutMarks_IsTheDueMoment() =>
        Clock.Next(new ClockWait { Anchor = s_stage.Anchor, Rule = new ClockRule { WorkingDays = 5 } }, s_calendar).ShouldNotBeNull().Key.ShouldBe("due");

    [Theory]
    [InlineData(1)]
    [InlineData(26 * 86_400)]
    [InlineData(50 * 86_400)]
    [InlineData(400L * 86_400)]
    [InlineData(3_653L * 86_400)]
    public void DueAt_DelayFromOneSecondToTenYears_IsExact(long seconds)
    {
        var clock = new ClockWait { Anchor = s_stage.Anchor, Rule = new ClockRule { Delay = TimeSpan.FromSeconds(seconds) } };
        Clock.DueAt(clock, s_calendar).ShouldBe(s_stage.Anchor.AddSeconds(seconds));
    }

    [Fact]
    public void Extend_AfterTheMiss_KeepsTheOldDateAndClimbsNoRungTwice()
    {
        var late = new[] { "reminder-2", "reminder-0", "last-call", "due", "rung-1" }.Aggregate(s_stage, Clock.WithFired);
        var extended = Clock.Extend(late, s_calendar, new DateOnly(2026, 4, 15), "nadia", "waiting for the health visitor", Moment("2026-04-09T10:00:00Z"));
        extended.Extensions.ShouldHaveSingleItem().OldDueOn.ShouldBe(new DateOnly(2026, 4, 8));
        Clock.DueOn(extended, s_calendar).ShouldBe(new DateOnly(2026, 4, 15));
        Clock.FirstDueAt(extended, s_calendar).ShouldBe(Moment("2026-04-08T16:00:00Z"));
        extended.Fired.ShouldBe(["rung-1"]);
    }

    [Fact]
    public void Acknowledge_AfterTheMiss_TakesTheRungsAwayUntilAnotherDateIsAgreed()
    {
        var late = new[] { "reminder-2", "reminder-0", "last-call", "due" }.Aggregate(s_stage, Clock.WithFired);
        Clock.Next(late, s_calendar)!.Key.ShouldBe("rung-1");
        var known = Clock.Acknowledge(late, Moment("2026-04-08T17:00:00Z"));
        Clock.Next(known, s_calendar)!.Key.ShouldBe("due#1", "repetitions for the digest go on");
        Clock.Acknowledge(known, Moment("2026-04-09T17:00:00Z")).AcknowledgedAt.ShouldBe(Moment("2026-04-08T17:00:00Z"));
        var extended = Clock.Extend(known, s_calendar, new DateOnly(2026, 4, 15), "nadia", "because", Moment("2026-04-09T10:00:00Z"));
        Clock.Next(Clock.WithFired(new[] { "reminder-2", "reminder-0", "last-call" }.Aggregate(extended, Clock.WithFired), "due"), s_calendar)!.Key.ShouldBe("rung-1");
    }

    [Fact]
    public void Acknowledge_AnAlertToTheHolderAlone_IsNotTakenAway()
    {
        var own = new ClockMark { Key = "own", Kind = ClockMarkKind.Rung, WorkingDays = 1, Own = true };
        var clock = Clock.Acknowledge(s_stage with { Rule = new ClockRule { WorkingDays = 5, Marks = [own] } }, s_stage.Anchor);
        Clock.Next(Clock.WithFired(clock, "due"), s_calendar)!.Key.ShouldBe("own");
    }

    [Theory]
    [InlineData("2026-04-08")]
    [InlineData("2026-04-01")]
    public void Extend_ToADateThatIsNotLater_IsRefused(string day) =>
        Should.Throw<ArgumentException>(() => Clock.Extend(s_stage, s_calendar, DateOnly.Parse(day, CultureInfo.InvariantCulture), "nadia", "because", s_stage.Anchor));

    [Fact]
    public void Extend_WithoutAReason_IsRefused() =>
        Should.Throw<ArgumentException>(() => Clock.Extend(s_stage, s_calendar, new DateOnly(2026, 5, 1), "nadia", " ", s_stage.Anchor));

    [Fact]
    public void PauseAndResume_OverTwoWorkingDays_MovesTheDueDateByTwo()
    {
        var paused = Clock.Pause(s_stage, Moment("2026-03-31T09:00:00Z"), "nadia", "waiting for the report");
        Clock.Next(paused, s_calendar).ShouldBeNull();
        var resumed = Clock.Resume(paused, Moment("2026-04-02T09:00:00Z"));
        Clock.DueOn(resumed, s_calendar).ShouldBe(new DateOnly(2026, 4, 10));
    }

    [Theory]
    [InlineData("2026-04-08T16:00:00Z", 0)]
    [InlineData("2026-04-08T16:00:01Z", 0)]
    [InlineData("2026-04-09T07:00:00Z", 1)]
    [InlineData("2026-04-12T07:00:00Z", 2)]
    [InlineData("2026-04-13T07:00:00Z", 3)]
    public void OverdueDays_AfterTheDueMoment_CountsWorkingDaysTodayIncluded(string now, int days) =>
        Clock.OverdueDays(Moment("2026-04-08T16:00:00Z"), Moment(now), s_calendar).ShouldBe(days);

    [Fact]
    public void DueAt_HolidayAddedLater_IsRecomputedFromTheRule()
    {
        var more = s_calendar with { DaysOff = new Dictionary<DateOnly, string>(s_calendar.DaysOff) { [new(2026, 4, 7)] = "Closure" } };
        Clock.DueOn(s_stage, more).ShouldBe(new DateOnly(2026, 4, 9));
    }

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
