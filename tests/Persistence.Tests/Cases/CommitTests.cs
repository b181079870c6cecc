using System.Text.Json.Nodes;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Forms;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Cases;

/// <summary>
/// What an operation costs: counted, not timed. On a server of one's own each transaction that writes takes the next number,
/// whatever it leaves behind; round trips are told by the driver.
/// </summary>
[Collection(nameof(Alone))]
public class CommitTests(PrivateCaseWorld world) : IClassFixture<PrivateCaseWorld>
{
    [Fact]
    public async Task OpenCase_OneWriteCommit_InThreeRoundTrips()
    {
        await world.OpenAsync("one-task");

        (await CostAsync(() => world.OpenAsync("one-task"))).ShouldBe((1, 3));
    }

    [Fact]
    public async Task ActOnTask_OneWriteCommit_InTwoRoundTrips()
    {
        await world.CompleteAsync(await world.TaskAsync((await world.OpenAsync("two-tasks")).CaseId), CaseWorld.Nadia);
        var task = await world.TaskAsync((await world.OpenAsync("two-tasks")).CaseId);

        (await CostAsync(() => world.CompleteAsync(task, CaseWorld.Nadia))).ShouldBe((1, 2));
    }

    [Fact]
    public async Task ActOnTask_WhichEndsChildAndWakesParent_IsStillOneCommit()
    {
        var task = await world.TaskAsync((await world.OpenAsync("parent")).CaseId);

        (await CostAsync(() => world.CompleteAsync(task, CaseWorld.Nadia))).ShouldBe((1, 2));
    }

    [Fact]
    public async Task ActOnTask_Signing_OneWriteCommit_InTwoRoundTrips()
    {
        var opened = await world.OpenAsync("signing");
        await ApplyAsync(new SaveSections(CaseWorld.Key(), CaseWorld.Nadia, opened.InstanceId!, [Summary("What is signed")]));
        var form = await world.Definitions.FormAsync("about", 1);
        var shown = CanonicalContent.Of(form, ["about"], [new SectionContent("about", 1, new JsonObject { ["summary"] = "What is signed" })]);
        var given = new SignatureGiven("demo", TimeProvider.System.GetUtcNow(), shown.Hash, "I have read it.");
        var task = await world.TaskAsync(opened.CaseId);

        (await CostAsync(() => world.CompleteAsync(task, CaseWorld.Nadia, signature: given))).ShouldBe((1, 2));
    }

    [Fact]
    public async Task SaveSections_OneWriteCommit_InTwoRoundTrips()
    {
        var opened = await world.OpenAsync("one-task");
        await world.Definitions.FormAsync("about", 1);

        (await CostAsync(() => ApplyAsync(new SaveSections(CaseWorld.Key(), CaseWorld.Nadia, opened.InstanceId!, [Summary("Begun")])))).ShouldBe((1, 2));
    }

    [Fact]
    public async Task StartTask_OneWriteCommit_InTwoRoundTrips() =>
        await CostsAsync("one-task", (_, task) => new StartTask(CaseWorld.Key(), CaseWorld.Nadia, task.Id));

    [Fact]
    public async Task ReassignTask_OneWriteCommit_InTwoRoundTrips() =>
        await CostsAsync("one-task", (_, task) => new ReassignTask(CaseWorld.Key(), CaseWorld.Grace, task.Id, task.Revision, "dev", "Nadia is away"));

    [Fact]
    public async Task ExtendClock_OneWriteCommit_InTwoRoundTrips() =>
        await CostsAsync("five-days", (_, task) => new ExtendClock(CaseWorld.Key(), CaseWorld.Nadia, task.Id, task.Revision, new DateOnly(2026, 3, 16), "Father asked"));

    [Fact]
    public async Task RaiseImmediateConcern_OneWriteCommit_InTwoRoundTrips() =>
        await CostsAsync("child", (opened, _) => new RaiseImmediateConcern(CaseWorld.Key(), CaseWorld.Nadia, opened.CaseId, "Duty manager", world.Clock.Now(), null));

    [Fact]
    public async Task VoidInstance_OneWriteCommit_InTwoRoundTrips() =>
        await CostsAsync("child", (opened, _) => new VoidInstance(CaseWorld.Key(), CaseWorld.Grace, opened.InstanceId!, "Opened by mistake"));

    [Fact]
    public async Task AcknowledgeAlert_OneWriteCommit_InTwoRoundTrips()
    {
        var opened = await world.OpenAsync("child");
        await ApplyAsync(new RaiseImmediateConcern(CaseWorld.Key(), CaseWorld.Nadia, opened.CaseId, "Duty manager", world.Clock.Now(), null));
        await using var context = world.Context();
        var alert = await context.Alerts.SingleAsync(a => a.CaseId == opened.CaseId);

        (await CostAsync(() => ApplyAsync(new AcknowledgeAlert(CaseWorld.Key(), new("sian"), alert.Id)))).ShouldBe((1, 2));
    }

    [Fact]
    public async Task MendIncident_OneWriteCommit_InThreeRoundTrips()
    {
        var opened = await world.OpenAsync("endless");
        await world.CompleteAsync(await world.TaskAsync(opened.CaseId), CaseWorld.Nadia);
        await using var context = world.Context();
        var incident = await context.Incidents.SingleAsync(i => i.CaseId == opened.CaseId);

        (await CostAsync(() => ApplyAsync(new MendIncident(CaseWorld.Key(), CaseWorld.Sam, incident.Id, IncidentRemedy.Cancel, null, "Endless")))).ShouldBe((1, 3));
    }

    [Fact]
    public async Task TimerSweep_HundredTimersDue_ShareTwoCommits()
    {
        for (var i = 0; i < 100; i++) await world.OpenAsync("five-days");

        var cost = await CostAsync(() => world.Timers.RunAsync(CaseWorld.Monday.AddDays(7).AddHours(8.5)));

        cost.Commits.ShouldBeInRange(2, 4, "50 cases share a commit; each case has two marks due");
    }

    private static SectionSave Summary(string text) => new("about", 0, new JsonObject { ["summary"] = text });

    private async Task ApplyAsync(CaseCommand command) => (await world.Cases.ApplyAsync(command)).ShouldBeOfType<CaseOutcome.Done>();

    private async Task CostsAsync(string definition, Func<CaseOutcome.Done, WorkTaskRow, CaseCommand> command)
    {
        var opened = await world.OpenAsync(definition);
        var task = await world.TaskAsync(opened.CaseId);

        (await CostAsync(() => ApplyAsync(command(opened, task)))).ShouldBe((1, 2));
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
