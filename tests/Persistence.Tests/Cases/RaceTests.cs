using Microsoft.EntityFrameworkCore;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Timers;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Cases;

public class RaceTests(CaseWorld world) : IClassFixture<CaseWorld>
{
    private const int Rounds = 1_000;

    [Fact]
    public async Task CompletionAgainstTimer_ThousandTimesWithTwoWorkers_OneWinsAndNothingIsStale()
    {
        var other = new TimerSweep(world.Source, world.NewTransaction(), world.Clock);
        var completed = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var opened = await world.OpenAsync("race");
            var task = await world.TaskAsync(opened.CaseId);
            var due = world.Clock.Now().AddSeconds(2);
            var completion = Task.Run(() => world.CompleteAsync(task, CaseWorld.Nadia));
            var sweeps = Task.WhenAll(Task.Run(() => world.Timers.RunAsync(due)), Task.Run(() => other.RunAsync(due)));

            var outcome = await completion;
            await sweeps;
            await world.Timers.RunAsync(due);

            if (outcome is CaseOutcome.Done) completed++;
            else outcome.ShouldBeOfType<CaseOutcome.Refused>().Kind.ShouldBe(RefusalKind.Conflict);
        }

        completed.ShouldBeInRange(1, Rounds - 1);
        await using var context = world.Context();
        var rows = await context.WorkTasks.Where(t => t.Title == "Race").ToListAsync();
        rows.Count(t => t.Status == WorkTaskStatus.Done).ShouldBe(completed);
        rows.Count(t => t.Status == WorkTaskStatus.Cancelled).ShouldBe(Rounds - completed);
        (await context.Alerts.CountAsync(a => a.Rung == "due")).ShouldBe(Rounds - completed);
        (await context.Timers.CountAsync()).ShouldBe(0);
        (await context.Incidents.CountAsync()).ShouldBe(0);
        (await context.Journal.CountAsync()).ShouldBe(2 * Rounds);
    }

    [Fact]
    public async Task ActOnTask_TwoHundredRapidCompletions_LeavesNoBookmark()
    {
        var opened = new List<CaseOutcome.Done>();
        for (var i = 0; i < 200; i++) opened.Add(await world.OpenAsync("child"));

        await Parallel.ForEachAsync(opened, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (one, _) =>
            (await world.CompleteAsync(await world.TaskAsync(one.CaseId), CaseWorld.Nadia)).ShouldBeOfType<CaseOutcome.Done>());

        await using var context = world.Context();
        var ids = opened.Select(o => o.CaseId).ToList();
        var instances = await context.Instances.Where(i => ids.Contains(i.CaseId)).ToListAsync();
        instances.ShouldAllBe(i => i.Status == WorkflowStatus.Finished && StateSerializer.Deserialize(i.State).Bookmarks.Count == 0);
        (await context.WorkTasks.CountAsync(t => ids.Contains(t.CaseId) && t.Status == WorkTaskStatus.Open)).ShouldBe(0);
    }

    [Fact]
    public async Task ActOnTask_TenAtOnce_OneWinsAndTheOthersAreToldWho()
    {
        var opened = await world.OpenAsync("child");
        var task = await world.TaskAsync(opened.CaseId);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => world.CompleteAsync(task, CaseWorld.Nadia))));

        outcomes.Count(o => o is CaseOutcome.Done).ShouldBe(1);
        outcomes.OfType<CaseOutcome.Refused>().ShouldAllBe(r => r.Kind == RefusalKind.Forbidden || r.Kind == RefusalKind.Conflict);
    }
}
