using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;
using ReviewFlow.Workflows.Calendars;
using ReviewFlow.Workflows.People;
using ReviewFlow.Workflows.Work;
using Shouldly;
using Xunit;

namespace ReviewFlow.Workflows.Tests.Work;

/// <summary>Whom the days of a clock count against.</summary>
public sealed class BallTests
{
    private static readonly WorkingDayCalendar s_calendar = UkCalendars.Shipped["england-and-wales"];

    [Fact]
    public void Shares_RequestOutAndBack_CountsEachDayAgainstWhoeverHadItAtItsClose()
    {
        // Sent on Monday; returned on Wednesday at 10; sent again on Thursday at 9; now it is Friday at 11.
        RequestSent[] requests = [Asked(new(2026, 3, 2), 9, new(2026, 3, 4), 10), Asked(new(2026, 3, 5), 9, null, 0)];
        var now = At(new(2026, 3, 6), 11);
        var card = ClockExplanation.Explain(new ClockWait { Anchor = At(new(2026, 3, 2), 9), Rule = new ClockRule { WorkingDays = 5 } }, now, s_calendar);

        Ball.Shares(card, Step, requests, Fernshire.Council, Close, now)
            .ShouldBe("Of the 4 days so far, 3 were with the Team Manager and 1 with the Independent Reviewing Officer.");
        Ball.Holder(Step, At(new(2026, 3, 2), 8), requests, Fernshire.Council, "disputes", new(2026, 3, 6)).ShouldBe("With Sian Corley (Team Manager) since Thu 5 Mar 2026, 9am.");
    }

    [Fact]
    public void Shares_AlwaysWithTheSame_SaysNothing()
    {
        var now = At(new(2026, 3, 4), 11);
        var card = ClockExplanation.Explain(new ClockWait { Anchor = At(new(2026, 3, 2), 9), Rule = new ClockRule { WorkingDays = 5 } }, now, s_calendar);

        Ball.Shares(card, Step, [Asked(new(2026, 3, 2), 9, null, 0)], Fernshire.Council, Close, now).ShouldBeNull();
    }

    [Fact]
    public void Holder_ReturnedOrCovered_SaysWhoHasItNow()
    {
        Ball.Holder(Step, At(new(2026, 3, 2), 8), [Asked(new(2026, 3, 2), 9, new(2026, 3, 4), 10)], Fernshire.Council, "disputes", new(2026, 3, 4))
            .ShouldBe("With Nadia Petrov-Lane (Independent Reviewing Officer) since Wed 4 Mar 2026, 10am.");
        var away = Fernshire.Council with { Absences = [new Absence("sian", "tom", null, new(2026, 3, 2), new(2026, 3, 6))] };
        Ball.Holder(Step, At(new(2026, 3, 2), 8), [Asked(new(2026, 3, 2), 9, null, 0)], away, "disputes", new(2026, 3, 4))
            .ShouldBe("With Tom Reyes, acting for Sian Corley (Team Manager), since Mon 2 Mar 2026, 9am.");
    }

    private static WorkItem Step { get; } = new() { TaskId = "step", InstanceId = "i", ActivityId = "ask", Kind = TaskKind.Step, Title = "Ask", Role = Roles.Iro, Actions = [], AssigneeId = "nadia" };

    private static RequestSent Asked(DateOnly sent, int sentAt, DateOnly? back, int backAt) => new(
        Step with { TaskId = $"request-{sent:yyyyMMdd}", Kind = TaskKind.Request, AssigneeId = "sian", ClosedAt = back is { } day ? At(day, backAt) : null }, At(sent, sentAt), null);

    private static DateTimeOffset Close(DateOnly day) => At(day, 17);

    // Winter: London's time is UTC.
    private static DateTimeOffset At(DateOnly day, int hour) => new(day.ToDateTime(new TimeOnly(hour, 0)), TimeSpan.Zero);
}
