using ReviewFlow.Engine.Time;
using ReviewFlow.Workflows.Calendars;
using ReviewFlow.Workflows.Rehearsals;
using ReviewFlow.Workflows.Tests.Disputes;
using Shouldly;
using Xunit;

namespace ReviewFlow.Workflows.Tests.Rehearsals;

public sealed class RehearsalTests
{
    private static RehearsalResult Play(string definition, DateOnly start, string calendar = "england-and-wales", int? answersAfter = null, int? lateBy = null) =>
        Rehearsal.Run(new RehearsalSetup(definition, start, UkCalendars.Shipped[calendar]) { AnswersAfter = answersAfter, LateBy = lateBy }, [.. Shipped.Definitions.Values], Shipped.Facts);

    [Fact]
    public void Run_NobodyAnswersOverChristmas_RemindsAlertsAndNamesEveryBankHoliday()
    {
        var played = Play("qap", new DateOnly(2026, 12, 22));

        played.Failed.ShouldBeFalse(played.Ending);
        played.Events.ShouldContain(e => e.Kind == RehearsalKind.Reminder && e.Who.Contains("Team Manager", StringComparison.Ordinal));
        played.Events.ShouldContain(e => e.Kind == RehearsalKind.Alert);
        played.Events.Where(e => e.Kind == RehearsalKind.DayOff).Select(e => e.About)
            .ShouldContain($"25 December did not count: {England.DaysOff[new DateOnly(2026, 12, 25)]}");
        played.Ending.ShouldStartWith("Everything has ended");
    }

    [Fact]
    public void Run_AWholeReview_ComesToItsEndWithEveryPart()
    {
        var played = Play("imr", new DateOnly(2026, 1, 12));

        played.Failed.ShouldBeFalse(played.Ending);
        played.Ending.ShouldStartWith("Everything has ended");
        foreach (var part in new[] { "Register the review", "Oversight for quality and compliance", "Oversight for safeguarding", "Complete the themes", "Agree the action plan", "Action 2", "Write and sign the closing summary", "Accept Appendix C", "Action 1: check its impact" })
            played.Events.ShouldContain(e => e.About.Contains(part, StringComparison.Ordinal), part);
    }

    [Fact]
    public void Run_AWholeReview_PrintsItsCalendarOverAYear()
    {
        var (start, played) = (new DateOnly(2026, 1, 12), Play("imr", new DateOnly(2026, 1, 12)));
        var lines = RehearsalLine.Of(played);

        played.Events.Select(e => e.At).ShouldBeInOrder();
        LocalTime.DayOf(England, played.Events[^1].At).ShouldBeGreaterThan(start.AddMonths(11));
        played.Ending.ShouldStartWith("Everything has ended");
        foreach (var kind in new[] { RehearsalKind.Work, RehearsalKind.DayOff }) played.Events.ShouldContain(e => e.Kind == kind);
        lines.Where(l => !l.IsEnding).ShouldAllBe(l => l.When.Length > 0);
        lines.ShouldContain(l => l.What.Contains("Register the review", StringComparison.Ordinal) && l.Due != null);
    }

    [Fact]
    public void Run_AReviewWhoseWorkIsDoneLate_RemindsAndAlertsOnTheWay()
    {
        var played = Play("imr", new DateOnly(2026, 1, 12), answersAfter: 2, lateBy: 3);

        played.Failed.ShouldBeFalse(played.Ending);
        played.Events[^1].About.ShouldEndWith("its impact was checked");
        var register = played.Events.First(e => e.Kind == RehearsalKind.Work && e.About.StartsWith("Register the review", StringComparison.Ordinal));
        var done = played.Events.First(e => e.Kind == RehearsalKind.Does && e.About.StartsWith("Register the review", StringComparison.Ordinal));
        WorkingDays.Between(England, LocalTime.DayOf(England, register.DueAt!.Value), LocalTime.DayOf(England, done.At)).ShouldBe(3);
        played.Events.ShouldContain(e => e.Kind == RehearsalKind.Alert && e.At > register.At && e.At < done.At);
        played.Events.ShouldContain(e => e.Kind == RehearsalKind.Reminder);
        played.Events.ShouldNotContain(e => e.About.Contains("action-", StringComparison.Ordinal), "every message has its words");
        played.Events.ShouldNotContain(e => e.Who.Contains("group", StringComparison.Ordinal) || e.Who.Contains("named-person", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_APlanOverAYear_GoesFromReviewToReview_AndAlertsWhoHoldsALateAction()
    {
        var played = Play("pip", new DateOnly(2026, 5, 5));

        played.Failed.ShouldBeFalse(played.Ending);
        foreach (var part in new[] { "Arrange the improvement planning meeting", "Write the plan", "Confirm that the plan is accurate", "Check the quality of the plan", "Distribute the plan", "Action 1.1" })
            played.Events.ShouldContain(e => e.About.Contains(part, StringComparison.Ordinal), part);
        played.Events.Count(e => e.Kind == RehearsalKind.Does && e.About.Contains("Distribute the plan", StringComparison.Ordinal)).ShouldBeGreaterThan(4, "a version after each meeting");
        played.Events.ShouldContain(e => e.Kind == RehearsalKind.Alert && e.About.Contains("Action", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("pip-meeting")]
    [InlineData("pip-conclusion")]
    [InlineData("pip-disagreement")]
    public void Run_APartOfAPlan_ComesToItsEnd(string definition) => Play(definition, new DateOnly(2026, 5, 5)).Ending.ShouldStartWith("Everything has ended");

    [Theory]
    [InlineData("imr-gate")]
    [InlineData("imr-oversight")]
    [InlineData("imr-accuracy")]
    public void Run_APartOfAReview_ComesToItsEnd(string definition) => Play(definition, new DateOnly(2026, 1, 12)).Ending.ShouldStartWith("Everything has ended");

    [Fact]
    public void Run_EverybodyAnswersTheNextWorkingDay_AlertsNobody()
    {
        var played = Play("qap", new DateOnly(2026, 3, 30), answersAfter: 1);

        played.Failed.ShouldBeFalse(played.Ending);
        played.Events.ShouldContain(e => e.Kind == RehearsalKind.Does && e.About.EndsWith(": Respond", StringComparison.Ordinal) && UkDates.Moment(England, e.At) == "Tue 31 Mar 2026, 10am");
        played.Events.ShouldNotContain(e => e.Kind == RehearsalKind.Alert);
    }

    [Fact]
    public void Run_WholeDispute_FollowsQualityAssuranceIntoTheStages()
    {
        var played = Play("dispute", new DateOnly(2026, 3, 30));

        played.Failed.ShouldBeFalse(played.Ending);
        played.Events.ShouldContain(e => e.About.StartsWith("Stage 1: record the dispute", StringComparison.Ordinal));
        played.Events.ShouldContain(e => e.Kind == RehearsalKind.Work && e.About.StartsWith("Stage 2:", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_SameRequestInScotland_IsDueOnAnotherDay()
    {
        var start = new DateOnly(2026, 8, 27);

        DueOf(Play("qap", start)).ShouldNotBe(DueOf(Play("qap", start, "scotland")));
    }

    [Fact]
    public void Run_Twice_IsTheSame() =>
        Play("qap", new DateOnly(2026, 12, 22)).Events.ShouldBe(Play("qap", new DateOnly(2026, 12, 22)).Events);

    [Fact]
    public void Run_EventsInOrder_OldestFirst() =>
        Play("dispute", new DateOnly(2026, 12, 22)).Events.Select(e => e.At).ShouldBeInOrder();

    [Fact]
    public void Run_UnknownDefinition_SaysWhich() =>
        Should.Throw<KeyNotFoundException>(() => Play("nothing", new DateOnly(2026, 3, 30))).Message.ShouldContain("nothing");

    private static WorkingDayCalendar England => UkCalendars.Shipped["england-and-wales"];

    private static DateTimeOffset? DueOf(RehearsalResult played) => played.Events.First(e => e.DueAt is not null).DueAt;
}
