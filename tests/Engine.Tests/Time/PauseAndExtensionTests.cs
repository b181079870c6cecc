using ReviewFlow.Engine.Time;
using Shouldly;
using Xunit;
using static ReviewFlow.Engine.Tests.Time.TestCalendars;

namespace ReviewFlow.Engine.Tests.Time;

/// <summary>A clock from Mon 1 Jun 2026, due Mon 8 Jun, paused and extended.</summary>
public sealed class PauseAndExtensionTests
{
    private static readonly ClockMark s_reminder = new() { Key = "reminder-2", Kind = ClockMarkKind.Reminder, WorkingDays = -2, TimeOfDay = new TimeOnly(9, 0) };
    private static readonly ClockWait s_clock = Wait("2026-06-01T09:00:00Z", 5, s_reminder);

    [Theory]
    [InlineData("2026-06-03T09:00:00Z", "2026-06-05T08:00:00Z", 10)] // Wed morning to Fri morning: Wed and Thu
    [InlineData("2026-06-03T09:00:00Z", "2026-06-03T15:00:00Z", 8)] // within one day
    [InlineData("2026-06-02T22:50:00Z", "2026-06-02T23:10:00Z", 8)] // over local midnight
    [InlineData("2026-06-05T17:30:00Z", "2026-06-08T07:00:00Z", 8)] // over a weekend
    [InlineData("2026-06-10T08:00:00Z", "2026-06-12T08:00:00Z", 8)] // after the miss
    public void DueOn_PausedClock_LeavesOutDaysPausedAtCloseOfBusiness(string from, string to, int dayOfJune) =>
        Clock.DueOn(Paused(s_clock, from, to), England).ShouldBe(new DateOnly(2026, 6, dayOfJune));

    [Fact]
    public void DueOn_PausedWhileWaitingForAReport_IsTheDateOfTheSpecification()
    {
        // Sent Thu 19 Nov, 30 Nov off in Scotland, Wed 25 and Thu 26 paused: due Tue 1 Dec.
        ClockWait clock = Paused(Wait("2026-11-19T10:00:00Z", 5), "2026-11-25T09:00:00Z", "2026-11-27T08:00:00Z");
        Clock.DueOn(clock, Scotland).ShouldBe(new DateOnly(2026, 12, 1));
    }

    [Fact]
    public void DueAt_PausedDelay_MovesOnByTheTimePausedBeforeItOnly()
    {
        ClockWait clock = new() { Anchor = Moment("2026-06-01T09:00:00Z"), Rule = new ClockRule { Delay = TimeSpan.FromHours(2) } };
        Clock.DueAt(Paused(clock, "2026-06-01T10:00:00Z", "2026-06-01T10:30:00Z"), England).ShouldBe(Moment("2026-06-01T11:30:00Z"));
        Clock.DueAt(Paused(clock, "2026-06-01T12:00:00Z", "2026-06-01T13:00:00Z"), England).ShouldBe(Moment("2026-06-01T11:00:00Z"));
    }

    [Fact]
    public void DueOn_PausedAfterAnExtension_MovesTheAgreedDate()
    {
        ClockWait extended = Clock.Extend(s_clock, England, new DateOnly(2026, 6, 12), "nadia", "leave", Moment("2026-06-03T10:00:00Z"));
        Clock.DueOn(Paused(extended, "2026-06-09T08:00:00Z", "2026-06-11T08:00:00Z"), England).ShouldBe(new DateOnly(2026, 6, 16));
    }

    [Fact]
    public void DueOn_PausedBeforeAnExtension_KeepsTheAgreedDate()
    {
        ClockWait paused = Paused(s_clock, "2026-06-02T08:00:00Z", "2026-06-03T08:00:00Z");
        ClockWait extended = Clock.Extend(paused, England, new DateOnly(2026, 6, 12), "nadia", "leave", Moment("2026-06-03T10:00:00Z"));
        Clock.DueOn(extended, England).ShouldBe(new DateOnly(2026, 6, 12));
    }

    [Fact]
    public void Next_ExtendedToTheNextDay_SendsNoReminderOfDaysGoneBy()
    {
        ClockWait missed = new[] { "reminder-2", "due" }.Aggregate(s_clock, Clock.WithFired);
        ClockWait extended = Clock.Extend(missed, England, new DateOnly(2026, 6, 10), "nadia", "leave", Moment("2026-06-09T10:00:00Z"));
        ScheduledMark next = Clock.Next(extended, England).ShouldNotBeNull();
        next.Key.ShouldBe("due");
        next.At.ShouldBe(Moment("2026-06-10T16:00:00Z"));
    }

    [Fact]
    public void WithFired_RepeatsMissedDuringDowntime_FireOnceNotEach()
    {
        ClockWait clock = Wait("2026-06-01T09:00:00Z", 5, new ClockMark { Key = "due", Kind = ClockMarkKind.Due, RepeatWorkingDays = 2 });
        ClockWait back = Clock.WithFired(Clock.WithFired(clock, "due"), "due#1", England, Moment("2026-06-17T08:00:00Z"));
        ScheduledMark next = Clock.Next(back, England).ShouldNotBeNull();
        next.At.ShouldBe(Moment("2026-06-18T16:00:00Z"));
    }

    [Fact]
    public void DueAt_FractionOfAMicrosecond_IsRoundedUpSoThatStoringCannotMakeItEarly()
    {
        DateTimeOffset anchor = Moment("2026-06-01T09:00:00Z").AddTicks(3);
        ClockWait clock = new() { Anchor = anchor, Rule = new ClockRule { Delay = TimeSpan.FromSeconds(1) } };
        Clock.DueAt(clock, England).ShouldBe(anchor.AddSeconds(1).AddTicks(7));
    }

    [Fact]
    public void DueAt_RuleThatSaysNothing_IsRefused() =>
        Should.Throw<ArgumentException>(() => Clock.DueAt(s_clock with { Rule = new ClockRule() }, England));

    [Theory]
    [InlineData(-1)]
    [InlineData(-7)]
    [InlineData(3)]
    public void Between_FromASunday_UndoesAdd(int days)
    {
        DateOnly sunday = new(2026, 6, 7);
        WorkingDays.Between(England, sunday, WorkingDays.Add(England, sunday, days)).ShouldBe(days);
    }

    private static ClockWait Paused(ClockWait clock, string from, string to) =>
        Clock.Resume(Clock.Pause(clock, Moment(from), "nadia", "waiting for the report"), Moment(to));
}
