using ReviewFlow.Engine.Time;
using Shouldly;
using Xunit;
using static ReviewFlow.Engine.Tests.Time.TestCalendars;

namespace ReviewFlow.Engine.Tests.Time;

public sealed class ClockCardTests
{
    private static readonly DateTimeOffset s_now = Moment("2026-06-16T08:10:00Z");

    [Fact]
    public void Explain_RequestOnItsFourthDay_SaysWhatTheStepPageShows()
    {
        ClockCard card = ClockExplanation.Explain(Wait("2026-06-10T09:00:00Z", 5), s_now, England);
        card.Headline.ShouldBe("Day 4 of 5");
        card.Due.ShouldBe("Wed 17 Jun 2026, 5pm");
        card.Left.ShouldBe("1 working day left.");
        card.NotCounted.ShouldBe("Sat 13 and Sun 14 Jun (weekend).");
        card.Calendar.ShouldBe("Calendar: England and Wales.");
        card.ShowsDays.ShouldBeTrue();
        card.Days.Select(day => day.Number).ShouldBe([0, 1, 2, null, null, 3, 4, 5]);
        card.Days.Single(day => day.IsToday).Number.ShouldBe(4);
        card.Days.Count(day => day.IsSpent).ShouldBe(4);
    }

    [Fact]
    public void Explain_WholeDisputeOnDay16_SaysWhatTheCasePageShows()
    {
        ClockWait clock = Wait("2026-05-22T09:00:00Z", 20, [.. ClockDefaults.TotalMarks(20, 15, ["iroManager"])]);
        ClockCard card = ClockExplanation.Explain(clock, s_now, England);
        card.Headline.ShouldBe("Day 16 of 20");
        card.Due.ShouldBe("Mon 22 Jun 2026, 5pm");
        card.Left.ShouldBe("4 working days left.");
        card.NotCounted.ShouldBe("8 weekend days, and Mon 25 May (Spring bank holiday).");
        card.ShowsDays.ShouldBeFalse();
        card.Tone.ShouldBe(ClockTone.Amber);
    }

    [Theory]
    [InlineData("2026-06-12T09:00:00Z", ClockTone.Calm)] // day 14
    [InlineData("2026-06-15T09:00:00Z", ClockTone.Amber)] // day 15
    [InlineData("2026-06-22T09:00:00Z", ClockTone.Red)] // day 20
    public void Explain_TotalClock_IsAmberFromDay15AndRedFromDay20(string now, ClockTone tone)
    {
        ClockWait clock = Wait("2026-05-22T09:00:00Z", 20, [.. ClockDefaults.TotalMarks(20, 15, [])]);
        ClockExplanation.Explain(clock, Moment(now), England).Tone.ShouldBe(tone);
    }

    [Theory]
    [InlineData("2026-06-15T15:00:00Z", "Day 1 of 1", "Due today by 5pm.")]
    [InlineData("2026-06-15T16:00:01Z", "Overdue since 5pm today", "Overdue since 5pm today.")]
    [InlineData("2026-06-16T08:10:00Z", "Overdue by 1 working day", "Overdue by 1 working day. It was due Mon 15 Jun 2026, 5pm.")]
    [InlineData("2026-06-21T08:10:00Z", "Overdue by 4 working days", "Overdue by 4 working days. It was due Mon 15 Jun 2026, 5pm.")]
    public void Explain_AroundTheDueMoment_SaysHowLate(string now, string headline, string left)
    {
        ClockCard card = ClockExplanation.Explain(Wait("2026-06-12T09:00:00Z", 1), Moment(now), England);
        card.Headline.ShouldBe(headline);
        card.Left.ShouldBe(left);
    }

    [Fact]
    public void Explain_PausedAndExtended_NamesReasonsPeopleAndTheOldDate()
    {
        ClockWait paused = Clock.Pause(Wait("2026-06-10T09:00:00Z", 5), Moment("2026-06-15T09:00:00Z"), "A. Khan", "waiting for the GP report");
        ClockCard open = ClockExplanation.Explain(paused, s_now, England);
        open.Headline.ShouldBe("Paused on day 3 of 5");
        open.IsLate.ShouldBeFalse();
        open.NotCounted.ShouldBe("Sat 13 and Sun 14 Jun (weekend), Mon 15 Jun (paused: waiting for the GP report).");
        open.Pauses.ShouldBe(["Paused since Mon 15 Jun 2026, 10am: waiting for the GP report (A. Khan)."]);

        ClockWait extended = Clock.Extend(Clock.Resume(paused, s_now), England, new DateOnly(2026, 6, 25), "Grace Halloran", "school closed", s_now);
        ClockExplanation.Explain(extended, s_now, England).Extensions
            .ShouldBe(["Due Thu 25 Jun 2026, extended from Thu 18 Jun 2026: school closed (Grace Halloran)."]);
    }

    [Fact]
    public void Explain_DelayOfHalfAnHour_SpeaksOfMinutes()
    {
        ClockWait clock = new() { Anchor = s_now, Rule = new ClockRule { Delay = TimeSpan.FromMinutes(30) } };
        ClockExplanation.Explain(clock, s_now.AddMinutes(5), England).Headline.ShouldBe("25 minutes left");
        ClockExplanation.Explain(clock, s_now.AddMinutes(31), England).Headline.ShouldBe("Overdue by 1 minute");
    }

    [Fact]
    public void Explain_DueAfterTheTableEnds_SaysSo() =>
        ClockExplanation.Explain(Wait("2027-12-30T09:00:00Z", 5), Moment("2027-12-30T10:00:00Z"), England).Calendar!.ShouldContain("known to Fri 31 Dec 2027");

    [Fact]
    public void NotStarted_TotalClock_SaysDay0() =>
        ClockCard.NotStarted(20, "It starts on the date of dispute.").Headline.ShouldBe("Day 0 of 20: not started");

    [Theory]
    [InlineData("2026-06-18T16:00:00Z", "2 days", 2)]
    [InlineData("2026-06-17T16:00:00Z", "1 day", 1)]
    [InlineData("2026-06-16T16:00:00Z", "Today by 5pm", 0)]
    [InlineData("2026-06-16T08:00:00Z", "Overdue since 9am", -1)]
    [InlineData("2026-06-15T16:00:00Z", "Overdue 1 day", -2)]
    [InlineData("2026-06-12T16:00:00Z", "Overdue 2 days", -3)]
    public void For_DueCell_CountsWorkingDays(string dueAt, string full, int sort)
    {
        DueWords words = DueWords.For(Moment(dueAt), s_now, England);
        words.Full.ShouldBe(full);
        words.Sort.ShouldBe(sort);
    }

    [Fact]
    public void For_MissedOnFriday_OnSaturdayNamesTheMoment() =>
        DueWords.For(Moment("2026-06-12T16:00:00Z"), Moment("2026-06-13T09:00:00Z"), England).Full.ShouldBe("Overdue since Fri 12 Jun, 5pm");

    [Theory]
    [InlineData(9, 10, "9:10am")]
    [InlineData(17, 0, "5pm")]
    [InlineData(12, 0, "midday")]
    [InlineData(12, 30, "12:30pm")]
    [InlineData(0, 0, "midnight")]
    public void Time_OfDay_ReadsAsStaffWriteIt(int hour, int minute, string words) =>
        UkDates.Time(new TimeOnly(hour, minute)).ShouldBe(words);

    [Fact]
    public void StageMarks_SentOn27August_FireAsTheRehearsalPageShows()
    {
        ClockWait clock = Wait("2026-08-27T09:00:00Z", 5, [.. ClockDefaults.StageMarks(["holder"], ["holder", "owner"], ["serviceManager"], ["serviceDirector"])]);
        List<string> fired = [];
        for (int i = 0; i < 6; i++)
        {
            ScheduledMark next = Clock.Next(clock, England).ShouldNotBeNull();
            fired.Add($"{UkDates.Moment(England, next.At)} {next.Key}");
            clock = Clock.WithFired(clock, next.Key);
        }

        fired.ShouldBe(
        [
            "Wed 2 Sep 2026, 9am reminder-2", "Fri 4 Sep 2026, 9am reminder-0", "Fri 4 Sep 2026, midday last-call",
            "Fri 4 Sep 2026, 5pm due", "Mon 7 Sep 2026, 9am rung-1", "Tue 8 Sep 2026, 9am rung-2",
        ]);
    }
}
