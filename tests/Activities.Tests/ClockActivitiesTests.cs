using System.Text.Json.Nodes;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;
using Shouldly;
using Xunit;

namespace ReviewFlow.Activities.Tests;

public sealed class ClockActivitiesTests
{
    [Fact]
    public void Timer_WorkingDays_WaitsOverEaster()
    {
        var bench = Bench.With("ReviewFlow.WorkingDayTimer", new { workingDays = 5 }, "2026-03-30 16:45");
        bench.Until("2026-04-08 16:59");
        bench.Ended.ShouldBeFalse();
        bench.Until("2026-04-08 17:00");
        bench.Outcome.ShouldBe("Done");
    }

    [Theory]
    [InlineData("2026-03-09", false)]
    [InlineData("2026-03-02", true)]
    [InlineData("", true)]
    public void Timer_Until_GoesOnAtOnceWhenTheDayHasBegun(string until, bool atOnce) =>
        Bench.With("ReviewFlow.WorkingDayTimer", new { until }).Ended.ShouldBe(atOnce);

    [Fact]
    public void Timer_Until_EndsWhenTheDayBegins()
    {
        var bench = Bench.With("ReviewFlow.WorkingDayTimer", new { until = "2026-04-07" });
        Clock.DueAt(bench.Wait.Clock!, Bench.Calendar).ShouldBe(Bench.Moment("2026-04-07 00:00"));
    }

    [Fact]
    public void Timer_WithATitle_IsSeenByItsRoleAndCanBeOpenedEarly()
    {
        var bench = Bench.With("ReviewFlow.WorkingDayTimer", new { until = "2026-04-07", title = "Stage 2", role = "iro", template = "scheduled-soon" });
        bench.Wait.Task!.ShouldSatisfyAllConditions(t => t.Role.ShouldBe("iro"), t => t.Title.ShouldBe("Stage 2"), t => t.ScheduledFor.ShouldBe(new DateOnly(2026, 4, 7)));
        bench.Until("2026-04-01 09:00").OfType<Notify>().Single().ShouldSatisfyAllConditions(n => n.Template.ShouldBe("scheduled-soon"), n => n.Roles.ShouldBe(["holder"]));
        bench.Ended.ShouldBeFalse();
        bench.Act("openNow").Outcome.ShouldBe("Done");
    }

    [Fact]
    public void Timer_WithoutATitle_IsNobodysWork() =>
        Bench.With("ReviewFlow.WorkingDayTimer", new { until = "2026-04-07", role = "iro" }).Wait.Task.ShouldBeNull();

    [Fact]
    public void TotalClock_Started_RecordsWarnsTellsAndNeverEnds()
    {
        var bench = Bench.With("ReviewFlow.TotalClock", new { startEvent = "go", title = "Whole" });
        bench.Wait.Clock.ShouldBeNull("it does not run before the event");
        bench.Runner.Publish("go", new JsonObject { ["dateOfDispute"] = "2026-03-02" }, "case");
        bench.Effects.OfType<RecordOnCase>().ToDictionary(r => r.Field, r => r.Value)["totalClock"]!["due"]!.GetValue<DateTimeOffset>().ShouldBe(Bench.Moment("2026-03-30 17:00"));
        bench.Until("2026-04-30 09:00").OfType<RaiseAlert>().Select(a => (a.Rung, a.Template)).ShouldBe([("amber", "drp-total-clock"), ("due", "drp-total-clock")]);
        bench.Ended.ShouldBeFalse();
    }

    [Fact]
    public void TotalClock_Moved_CountsFromTheNewDay()
    {
        var bench = Bench.With("ReviewFlow.TotalClock", new { startEvent = "go" });
        bench.Runner.Publish("go", null, "case");
        bench.Runner.Publish("go", new JsonObject { ["date"] = "2026-02-23" }, "case");
        Clock.DueOn(bench.Wait.Clock!, Bench.Calendar).ShouldBe(new DateOnly(2026, 3, 30), "it starts once");
        bench.Runner.Publish("goMoved", new JsonObject { ["date"] = "2026-02-23" }, "case");
        Clock.DueOn(bench.Wait.Clock!, Bench.Calendar).ShouldBe(new DateOnly(2026, 3, 23));
    }

    [Fact]
    public void Ladder_Climbs_AndNeverEnds()
    {
        var bench = Bench.With("ReviewFlow.EscalationLadder", new { dueWorkingDays = 1, rungs = new object[] { new { afterWorkingDays = 0, roles = new[] { "teamManager" } }, new { afterWorkingDays = 2, at = "09:00", roles = new[] { "serviceManager" }, template = "drp-overdue" } } });
        var told = bench.Until("2026-03-20 09:00");
        told.OfType<RaiseAlert>().Select(a => (a.Roles.Single(), a.Template)).ShouldBe([("teamManager", "task-overdue"), ("serviceManager", "drp-overdue")]);
        told.Count.ShouldBe(2);
        bench.Ended.ShouldBeFalse();
    }
}
