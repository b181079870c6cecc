using Microsoft.EntityFrameworkCore;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Cases;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Cases;

public class TimerTests(CaseWorld world) : IClassFixture<CaseWorld>
{
    private static readonly DateTimeOffset Due = new(2026, 3, 9, 17, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task TimerSweep_AfterDowntime_FiresEachMarkOnceInOrder()
    {
        var opened = await world.OpenAsync("five-days");
        (await world.TaskAsync(opened.CaseId)).DueAt.ShouldBe(Due);

        await world.Timers.RunAsync(Due.AddDays(1));
        await world.Timers.RunAsync(Due.AddDays(2));

        await using var context = world.Context();
        var alerts = await context.Alerts.Where(a => a.CaseId == opened.CaseId).OrderBy(a => a.Id).ToListAsync();
        alerts.Select(a => a.Rung).ShouldBe(["reminder-2", "due"]);
        alerts.ShouldAllBe(a => a.RaisedAt == Due.AddDays(1));
        alerts[1].DueAt.ShouldBe(Due);
        alerts[1].PersonIds.ShouldBe(["nadia", "grace"], ignoreOrder: true);
        (await context.Timers.AnyAsync(t => t.CaseId == opened.CaseId)).ShouldBeFalse();
    }

    [Fact]
    public async Task TimerSweep_BeforeDue_FiresNothing()
    {
        var opened = await world.OpenAsync("five-days");

        await world.Timers.RunAsync(new DateTimeOffset(2026, 3, 5, 8, 59, 59, TimeSpan.Zero));

        await using var context = world.Context();
        (await context.Alerts.AnyAsync(a => a.CaseId == opened.CaseId)).ShouldBeFalse();
        (await context.Timers.SingleAsync(t => t.CaseId == opened.CaseId)).Mark.ShouldBe("reminder-2");
    }

    [Fact]
    public async Task ExtendClock_WithReason_MovesDateAndKeepsTheOldOne()
    {
        var opened = await world.OpenAsync("five-days");
        var task = await world.TaskAsync(opened.CaseId);

        var outcome = await world.Cases.ApplyAsync(new ExtendClock(CaseWorld.Key(), CaseWorld.Nadia, task.Id, task.Revision, new DateOnly(2026, 3, 16), "Father asked for time"));

        outcome.ShouldBeOfType<CaseOutcome.Done>();
        var extended = await world.TaskAsync(opened.CaseId);
        extended.DueAt.ShouldBe(Due.AddDays(7));
        extended.FirstDueAt.ShouldBe(Due);
        await using var context = world.Context();
        var state = StateSerializer.Deserialize((await context.Instances.SingleAsync(i => i.CaseId == opened.CaseId)).State);
        state.Bookmarks.ShouldHaveSingleItem().Clock!.Extensions.ShouldHaveSingleItem().Reason.ShouldBe("Father asked for time");
    }

    [Fact]
    public async Task AcknowledgeAlert_ByThoseTold_SettlesIt()
    {
        var opened = await world.OpenAsync("five-days");
        await world.Timers.RunAsync(Due);
        await using var context = world.Context();
        var alert = await context.Alerts.AsNoTracking().FirstAsync(a => a.CaseId == opened.CaseId && a.Rung == "due");

        (await world.Cases.ApplyAsync(new AcknowledgeAlert(CaseWorld.Key(), CaseWorld.Grace, alert.Id))).ShouldBeOfType<CaseOutcome.Done>();

        (await context.Alerts.AsNoTracking().SingleAsync(a => a.Id == alert.Id)).AcknowledgedBy.ShouldBe("grace");
    }

    [Fact]
    public async Task RaiseImmediateConcern_Unacknowledged_GoesToTheNextPersonAfterHalfAnHour()
    {
        var opened = await world.OpenAsync("child");
        var now = world.Clock.Now();

        (await world.Cases.ApplyAsync(new RaiseImmediateConcern(CaseWorld.Key(), CaseWorld.Nadia, opened.CaseId, "Duty manager", now, null))).ShouldBeOfType<CaseOutcome.Done>();

        await using var context = world.Context();
        var alert = await context.Alerts.SingleAsync(a => a.CaseId == opened.CaseId);
        alert.Critical.ShouldBeTrue();
        alert.PersonIds.ShouldBe(["sian", "marcus"], ignoreOrder: true);
        await world.Timers.RunAsync(now.AddMinutes(29));
        (await context.Alerts.CountAsync(a => a.CaseId == opened.CaseId)).ShouldBe(1);
        await world.Timers.RunAsync(now.AddMinutes(31));
        (await context.Alerts.SingleAsync(a => a.CaseId == opened.CaseId && a.Id != alert.Id)).PersonIds.ShouldBe(["ruth"]);
        (await world.Cases.ApplyAsync(new AcknowledgeAlert(CaseWorld.Key(), new("ruth"), alert.Id + "+3"))).ShouldBeOfType<CaseOutcome.Done>();
        (await context.Alerts.AsNoTracking().Where(a => a.CaseId == opened.CaseId).ToListAsync()).ShouldAllBe(a => a.AcknowledgedBy == "ruth");
    }
}
