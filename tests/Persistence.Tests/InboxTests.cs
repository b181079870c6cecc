using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Disputes;
using ReviewFlow.Persistence.Tests.Cases;
using ReviewFlow.Persistence.Work;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Work;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests;

public class InboxTests(CaseWorld world) : IClassFixture<CaseWorld>
{
    private InboxQueries Inbox => new(world.Source, world.Organisation, world.Facts, world.Clock);

    [Fact]
    public async Task PageAsync_WalkedByKey_ShowsEachTaskOnceInOrderOfDue()
    {
        for (var i = 0; i < 5; i++) await world.OpenAsync("child");
        for (var i = 0; i < 4; i++) await world.OpenAsync("five-days");
        var seen = new List<InboxRow>();
        InboxKey? key = null;
        do
        {
            var page = await Inbox.PageAsync(CaseWorld.Nadia, new InboxQuery(InboxFolder.IncomingWork, After: key, Size: 2));
            seen.AddRange(page.Rows);
            key = page.Next;
        }
        while (key is not null);

        var counts = await Inbox.CountsAsync(CaseWorld.Nadia);
        seen.Count.ShouldBe(counts.IncomingWork);
        seen.Select(r => r.Item.TaskId).ShouldBeUnique();
        seen.ShouldAllBe(r => r.Folder == InboxFolder.IncomingWork && r.SubjectName == "robin Test");
        seen.Select(r => r.Item.DueAt ?? DateTimeOffset.MaxValue).ShouldBeInOrder();
    }

    [Fact]
    public async Task StartTask_ByItsHolder_MovesWorkToIncomplete()
    {
        var opened = await world.OpenAsync("child");
        var task = await world.TaskAsync(opened.CaseId);

        (await world.Cases.ApplyAsync(new StartTask(CaseWorld.Key(), CaseWorld.Nadia, task.Id))).ShouldBeOfType<CaseOutcome.Done>();

        var rows = (await Inbox.PageAsync(CaseWorld.Nadia, new InboxQuery(InboxFolder.IncompleteWork))).Rows;
        rows.ShouldContain(r => r.Item.TaskId == task.Id);
    }

    [Fact]
    public async Task PageAsync_OfSomebodyElse_ShowsNothingOfNadias()
    {
        await world.OpenAsync("child");

        (await Inbox.PageAsync(new Actor("dev"), new InboxQuery(null))).Rows.ShouldBeEmpty();
        (await Inbox.CountsAsync(new Actor("dev"))).ShouldBe(new InboxCounts(0, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    [Fact]
    public async Task StartTask_FromTheTeamsQueue_TakesIt()
    {
        var opened = await world.OpenAsync("team");
        var task = await world.TaskAsync(opened.CaseId);
        var tom = new Actor("tom");
        (await Inbox.PageAsync(tom, new InboxQuery(InboxFolder.Team))).Rows.ShouldContain(r => r.Item.TaskId == task.Id);

        (await world.Cases.ApplyAsync(new StartTask(CaseWorld.Key(), tom, task.Id))).ShouldBeOfType<CaseOutcome.Done>();

        (await Inbox.PageAsync(tom, new InboxQuery(InboxFolder.Team))).Rows.ShouldBeEmpty();
        (await world.TaskAsync(opened.CaseId)).AssigneeId.ShouldBe("tom");
    }

    [Fact]
    public async Task PageAsync_Finished_ShowsWhatIClosedLatestFirst()
    {
        var opened = await world.OpenAsync("two-tasks");
        await world.CompleteAsync(await world.TaskAsync(opened.CaseId), CaseWorld.Nadia);

        var rows = (await Inbox.PageAsync(CaseWorld.Nadia, new InboxQuery(InboxFolder.Finished))).Rows;

        rows[0].CaseId.ShouldBe(opened.CaseId);
        rows[0].Folder.ShouldBe(InboxFolder.Finished);
    }

    [Fact]
    public async Task DisputesList_ForAnyone_Reads() =>
        (await new DisputesList(world.Source, world.Organisation, world.Clock).ReadAsync(CaseWorld.Grace)).ShouldBeEmpty();
}
