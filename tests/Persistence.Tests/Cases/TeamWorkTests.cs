using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Work;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Work;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Cases;

/// <summary>Work that is a team's or several people's until somebody takes it .</summary>
public sealed class TeamWorkTests(CaseWorld world) : IClassFixture<CaseWorld>
{
    private static readonly Actor s_tom = new("tom");

    [Fact]
    public async Task StartTask_FromAQueueByTwo_TellsTheSecondWhoHasIt()
    {
        var opened = await world.OpenAsync("team");
        var task = await world.TaskAsync(opened.CaseId);
        (await StartAsync(task, new Actor("dev"))).ShouldBeOfType<CaseOutcome.Refused>().Kind.ShouldBe(RefusalKind.NotFound);
        (await StartAsync(task, CaseWorld.Sian)).ShouldBeOfType<CaseOutcome.Refused>().Kind.ShouldBe(RefusalKind.Forbidden);
        (await StartAsync(task, s_tom)).ShouldBeOfType<CaseOutcome.Done>();

        var second = (await StartAsync(task, CaseWorld.Sian)).ShouldBeOfType<CaseOutcome.Refused>();
        second.Message.ShouldContain("Tom Reyes");
    }

    [Fact]
    public async Task ReleaseTask_ByItsHolder_GivesItBackToTheQueue()
    {
        var opened = await world.OpenAsync("team");
        await StartAsync(await world.TaskAsync(opened.CaseId), s_tom);
        var taken = await world.TaskAsync(opened.CaseId);
        (await ReleaseAsync(taken, CaseWorld.Sian)).ShouldBeOfType<CaseOutcome.Refused>().Kind.ShouldBe(RefusalKind.Forbidden);
        (await ReleaseAsync(taken, s_tom, taken.Revision - 1)).ShouldBeOfType<CaseOutcome.Refused>().Kind.ShouldBe(RefusalKind.Conflict);
        (await ReleaseAsync(taken, s_tom)).ShouldBeOfType<CaseOutcome.Done>();

        (await world.TaskAsync(opened.CaseId)).ShouldSatisfyAllConditions(t => t.AssigneeId.ShouldBeNull(), t => t.StartedAt.ShouldBeNull(), t => t.TeamId.ShouldBe("lac"));
        var queue = await new InboxQueries(world.Source, world.Organisation, world.Facts, world.Clock).PageAsync(s_tom, new InboxQuery(InboxFolder.Team));
        queue.Rows.ShouldContain(r => r.CaseId == opened.CaseId);
    }

    [Fact]
    public async Task ReleaseTask_OfOnesOwnStep_HasNoQueueToGoBackTo()
    {
        var opened = await world.OpenAsync("one-task");
        var own = await world.TaskAsync(opened.CaseId);
        (await ReleaseAsync(own, CaseWorld.Nadia)).ShouldBeOfType<CaseOutcome.Refused>().Message.ShouldContain("no queue");
    }

    [Fact]
    public async Task StartTask_OfferedToSeveralPeople_IsSeenByThemAndTakenByOne()
    {
        var opened = await world.OpenAsync("offered");
        var task = await world.TaskAsync(opened.CaseId);
        task.CandidateIds.ShouldBe(["sam", "una"], ignoreOrder: true);
        var inbox = new InboxQueries(world.Source, world.Organisation, world.Facts, world.Clock);
        (await inbox.PageAsync(CaseWorld.Sam, new InboxQuery(InboxFolder.Team))).Rows.ShouldContain(r => r.CaseId == opened.CaseId);
        (await inbox.CountsAsync(CaseWorld.Sam)).Team.ShouldBeGreaterThan(0);
        (await StartAsync(task, CaseWorld.Sam)).ShouldBeOfType<CaseOutcome.Done>();
        (await StartAsync(task, new Actor("una"))).ShouldBeOfType<CaseOutcome.Refused>().Kind.ShouldBe(RefusalKind.NotFound, "it is somebody else's now");
        await using var context = world.Context();
        var taken = await context.WorkTasks.AsNoTracking().SingleAsync(t => t.Id == task.Id);
        (await ReleaseAsync(taken, CaseWorld.Sam)).ShouldBeOfType<CaseOutcome.Done>();
        (await StartAsync(task, new Actor("una"))).ShouldBeOfType<CaseOutcome.Done>();
    }

    [Fact]
    public async Task ReleaseTask_Repeated_HasOneEffect()
    {
        var opened = await world.OpenAsync("team");
        await StartAsync(await world.TaskAsync(opened.CaseId), s_tom);
        var taken = await world.TaskAsync(opened.CaseId);
        var release = new ReleaseTask(CaseWorld.Key(), s_tom, taken.Id, taken.Revision);
        (await world.Cases.ApplyAsync(release)).ShouldBeOfType<CaseOutcome.Done>();
        (await world.Cases.ApplyAsync(release)).ShouldBeOfType<CaseOutcome.Done>();
        await using var context = world.Context();
        (await context.Audit.CountAsync(a => a.CaseId == opened.CaseId && a.Action == "task.released")).ShouldBe(1);
    }

    private Task<CaseOutcome> StartAsync(WorkTaskRow task, Actor who) => world.Cases.ApplyAsync(new StartTask(CaseWorld.Key(), who, task.Id));

    private Task<CaseOutcome> ReleaseAsync(WorkTaskRow task, Actor who, int? revision = null) =>
        world.Cases.ApplyAsync(new ReleaseTask(CaseWorld.Key(), who, task.Id, revision ?? task.Revision));
}
