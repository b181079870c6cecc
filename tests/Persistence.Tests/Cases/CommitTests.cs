using System.Text.Json.Nodes;
using ReviewFlow.Persistence.Cases;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Cases;

/// <summary>What an operation costs: counted, not timed.</summary>
[Collection(nameof(Alone))]
public class CommitTests(CaseWorld world) : IClassFixture<CaseWorld>
{
    [Fact]
    public async Task OpenCase_OneWriteCommit_InThreeRoundTrips()
    {
        await world.OpenAsync("one-task");

        var cost = await CostAsync(() => world.OpenAsync("one-task"));

        cost.ShouldBe((1, 3));
    }

    [Fact]
    public async Task ActOnTask_OneWriteCommit_InTwoRoundTrips()
    {
        await world.CompleteAsync(await world.TaskAsync((await world.OpenAsync("two-tasks")).CaseId), CaseWorld.Nadia);
        var task = await world.TaskAsync((await world.OpenAsync("two-tasks")).CaseId);

        var cost = await CostAsync(() => world.CompleteAsync(task, CaseWorld.Nadia));

        cost.ShouldBe((1, 2));
    }

    [Fact]
    public async Task SaveSections_OneWriteCommit_InTwoRoundTrips()
    {
        var opened = await world.OpenAsync("one-task");
        await world.Definitions.FormAsync("about", 1);
        var save = new SectionSave("about", 0, new JsonObject { ["summary"] = "Begun" });

        var cost = await CostAsync(() => world.Cases.ApplyAsync(new SaveSections(CaseWorld.Key(), CaseWorld.Nadia, opened.InstanceId!, [save])));

        cost.ShouldBe((1, 2));
    }

    [Fact]
    public async Task TimerSweep_HundredTimersDue_ShareTwoCommits()
    {
        for (var i = 0; i < 100; i++) await world.OpenAsync("five-days");

        var cost = await CostAsync(() => world.Timers.RunAsync(CaseWorld.Monday.AddDays(7).AddHours(8.5)));

        cost.Commits.ShouldBeLessThanOrEqualTo(4, "50 cases share a commit; each case has two marks due");
    }

    private async Task<(long Commits, int RoundTrips)> CostAsync(Func<Task> operation)
    {
        await world.Definitions.LatestAsync("one-task");
        await world.Organisation.GetAsync();
        await world.Facts.GetAsync();
        return await Cost.OfAsync(world.OwnerAddress, operation);
    }
}

/// <summary>Round trips are heard of over the whole process, so nothing else may run.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public class Alone;
