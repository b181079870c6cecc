using ReviewFlow.Engine.Time;
using ReviewFlow.Workflows.Disputes;
using ReviewFlow.Workflows.People;
using Shouldly;
using Xunit;

namespace ReviewFlow.Workflows.Tests.Disputes;

public sealed class StageAnswerTests
{
    private static readonly WorkingDayCalendar Calendar = new() { Id = "plain", Name = "Plain", DaysOff = new Dictionary<DateOnly, string>(), KnownUntil = new DateOnly(2030, 1, 1) };
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Due = new(2026, 3, 9, 17, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(7, 16, StageReply.InTime, 5)]
    [InlineData(7, 18, StageReply.Late, 5)]
    [InlineData(8, 9, StageReply.Late, 6)]
    public void Of_OneRound_CountsToTheMinute(int days, int hour, StageReply reply, int counted)
    {
        var answer = StageAnswer.Of([Round(Monday, Monday.AddDays(days).AddHours(hour - 9), "complete")], null, Monday.AddDays(30), Calendar);
        (answer.Reply, answer.Days).ShouldBe((reply, counted));
    }

    [Fact]
    public void Of_Returned_LeavesOutTheDaysWithTheIro()
    {
        var returned = Round(Monday, Monday.AddDays(1), "return");
        var again = Round(Monday.AddDays(7), Monday.AddDays(10), "complete");
        StageAnswer.Of([returned, again], null, Monday.AddDays(30), Calendar).ShouldBe(new StageAnswer(StageReply.InTime, 4, 4));
    }

    [Fact]
    public void Of_StageWentOnWithoutAnswer_IsNoResponse() =>
        StageAnswer.Of([Round(Monday, null, null)], Monday.AddDays(9), Monday.AddDays(30), Calendar).Reply.ShouldBe(StageReply.NoResponse);

    [Theory]
    [InlineData(3, StageReply.Waiting)]
    [InlineData(9, StageReply.Overdue)]
    public void Of_StillOpen_DependsOnTheDueMoment(int days, StageReply reply) =>
        StageAnswer.Of([Round(Monday, null, null)], null, Monday.AddDays(days), Calendar).Reply.ShouldBe(reply);

    [Fact]
    public void Reasons_ManagerAwayAndExtended_AreFactsOnFile()
    {
        var organisation = Fernshire.Council with { Absences = [new Absence("sian", null, null, new DateOnly(2026, 3, 4), new DateOnly(2026, 3, 6))] };
        var round = Round(Monday, Monday.AddDays(9), "complete") with { DueAt = Due.AddDays(7) };
        var answer = StageAnswer.Of([round], null, Monday.AddDays(30), Calendar);
        answer.Reply.ShouldBe(StageReply.Late);
        answer.Reasons([round], organisation).ShouldBe(["Extended from Mon 9 Mar 2026 to Mon 16 Mar 2026", "Sian Corley was away from 4 Mar to Fri 6 Mar 2026; no cover was set"]);
    }

    [Fact]
    public void Reasons_NothingOnFile_SaysSo()
    {
        var round = Round(Monday, Monday.AddDays(9), "complete");
        StageAnswer.Of([round], null, Monday.AddDays(30), Calendar).Reasons([round], Fernshire.Council).ShouldBe(["No reason is on file"]);
    }

    private static StageRound Round(DateTimeOffset sent, DateTimeOffset? closed, string? outcome) => new(sent, closed, outcome, "sian", Due, Due);
}
