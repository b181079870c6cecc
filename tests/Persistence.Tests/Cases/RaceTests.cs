using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Timers;
using ReviewFlow.Workflows.Forms;
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
        (await context.Alerts.CountAsync(a => a.Rung == "due" && context.WorkTasks.Any(t => t.CaseId == a.CaseId && t.Title == "Race"))).ShouldBe(Rounds - completed);
        (await context.Timers.CountAsync(t => context.WorkTasks.Any(w => w.CaseId == t.CaseId && w.Title == "Race"))).ShouldBe(0);
        (await context.Incidents.CountAsync()).ShouldBe(0);
        (await context.Journal.CountAsync(j => context.WorkTasks.Any(t => t.CaseId == j.CaseId && t.Title == "Race"))).ShouldBe(2 * Rounds);
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

    [Fact]
    public async Task ActOnTask_SameOperationTenTimesAtOnce_HasOneEffectAndOneAnswer()
    {
        for (var round = 0; round < 20; round++)
        {
            var opened = await world.OpenAsync("two-tasks");
            var task = await world.TaskAsync(opened.CaseId);
            var other = world.NewTransaction();
            var command = new ActOnTask(CaseWorld.Key(), CaseWorld.Nadia, task.Id, task.Revision, "complete", null, null, null);

            var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(n => Task.Run(() => (n % 2 == 0 ? world.Cases : other).ApplyAsync(command))));

            outcomes.Select(o => o.ShouldBeOfType<CaseOutcome.Done>().Result.ToJsonString()).Distinct().ShouldHaveSingleItem();
            await using var context = world.Context();
            (await context.Journal.CountAsync(j => j.CaseId == opened.CaseId)).ShouldBe(2);
            (await context.WorkTasks.CountAsync(t => t.CaseId == opened.CaseId)).ShouldBe(2);
        }
    }

    [Fact]
    public async Task OpenCase_SameOperationTenTimesAtOnce_OpensOneCase()
    {
        var command = new OpenCase(CaseWorld.Key(), CaseWorld.Nadia, "child", "robin");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => world.Cases.ApplyAsync(command))));

        var caseId = outcomes.Select(o => o.ShouldBeOfType<CaseOutcome.Done>().CaseId).Distinct().ShouldHaveSingleItem();
        await using var context = world.Context();
        (await context.Operations.SingleAsync(o => o.Key == command.OperationKey)).CaseId.ShouldBe(caseId);
    }

    [Fact]
    public async Task Sign_InTwoTabsAtOnce_OneSignatureAndTheOtherIsTold()
    {
        var form = await world.Definitions.FormAsync("about", 1);
        for (var round = 0; round < 20; round++)
        {
            var opened = await world.OpenAsync("signing");
            var task = await world.TaskAsync(opened.CaseId);
            var save = new SaveSections(CaseWorld.Key(), CaseWorld.Nadia, opened.InstanceId!, [new SectionSave("about", 0, new JsonObject { ["summary"] = "What was read" })]);
            (await world.Cases.ApplyAsync(save)).ShouldBeOfType<CaseOutcome.Done>();
            var shown = CanonicalContent.Of(form, ["about"], [new SectionContent("about", 1, new JsonObject { ["summary"] = "What was read" })]);
            var given = new SignatureGiven("demo", TimeProvider.System.GetUtcNow(), shown.Hash, "I have read it.");

            var outcomes = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => world.CompleteAsync(task, CaseWorld.Nadia, signature: given))));

            outcomes.Count(o => o is CaseOutcome.Done).ShouldBe(1);
            outcomes.OfType<CaseOutcome.Refused>().ShouldHaveSingleItem().Kind.ShouldBeOneOf(RefusalKind.Conflict, RefusalKind.Forbidden);
            await using var context = world.Context();
            (await context.Signatures.CountAsync(s => s.CaseId == opened.CaseId)).ShouldBe(1);
        }
    }

    [Fact]
    public async Task TwoHosts_ManyTimersDue_EachFiresOnce()
    {
        const int Cases = 120;
        var due = CaseWorld.Monday.AddDays(7).AddHours(8.5);
        var ids = new List<string>();
        for (var i = 0; i < Cases; i++) ids.Add((await world.OpenAsync("five-days")).CaseId);
        var other = new TimerSweep(world.Source, world.NewTransaction(), world.Clock);

        await Task.WhenAll(Task.Run(() => world.Timers.RunAsync(due)), Task.Run(() => other.RunAsync(due)));
        await world.Timers.RunAsync(due);

        await using var context = world.Context();
        var alerts = await context.Alerts.Where(a => ids.Contains(a.CaseId)).Select(a => new { a.CaseId, a.Rung }).ToListAsync();
        alerts.Count.ShouldBe(2 * Cases);
        alerts.Distinct().Count().ShouldBe(2 * Cases);
        (await context.Timers.CountAsync(t => ids.Contains(t.CaseId))).ShouldBe(0);
    }

    [Fact]
    public async Task TimerSweep_OneCaseCannotBeFired_TheOthersAreFiredAllTheSame()
    {
        var due = CaseWorld.Monday.AddDays(7).AddHours(8.5);
        var sound = (await world.OpenAsync("five-days")).CaseId;
        var broken = (await world.OpenAsync("five-days")).CaseId;
        await using var context = world.Context();
        await context.Instances.Where(i => i.CaseId == broken).ExecuteUpdateAsync(set => set.SetProperty(i => i.State, "not a state"u8.ToArray()));

        await world.Timers.RunAsync(due);

        (await context.Alerts.CountAsync(a => a.CaseId == sound)).ShouldBe(2);
        (await context.Timers.CountAsync(t => t.CaseId == broken)).ShouldBe(1, "it is tried again with the next sweep");
        await context.Timers.Where(t => t.CaseId == broken).ExecuteDeleteAsync();
        await context.Cases.Where(c => c.Id == broken).ExecuteUpdateAsync(set => set.SetProperty(c => c.Status, CaseStatus.Voided));
    }
}
