using Microsoft.EntityFrameworkCore;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Tests.Definitions;
using ReviewFlow.Persistence.Timers;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Cases;

/// <summary>Events that come before, while and after somebody waits for them.</summary>
public class EventTests(CaseWorld world) : IClassFixture<CaseWorld>
{
    [Fact]
    public async Task Event_BeforeAnybodyWaits_IsKeptAndDeliveredExactlyOnce()
    {
        await PublishAsync(Files.Of("early-teller", Files.Publish("tell", "Early")));
        await PublishAsync(Files.Of("early-hearer", $"{Files.Event("first", "Early")}, {Files.Line("heard")}, {Files.Event("second", "Early")}"));
        await world.Cases.StartTechnicalAsync(CaseWorld.Key(), "early-teller", null, "sam");
        await world.Stimuli.RunAsync();

        var (caseId, instanceId) = await world.Cases.StartTechnicalAsync(CaseWorld.Key(), "early-hearer", null, "sam");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => new StimulusSweep(world.Source, world.NewTransaction(), world.Clock).RunAsync())));
        await world.Stimuli.RunAsync();

        (await WaitsAtAsync(instanceId)).ShouldBe(["second"], "one event wakes one wait");
        await using var context = world.Context();
        (await context.Journal.CountAsync(j => j.CaseId == caseId)).ShouldBe(2);
    }

    [Fact]
    public async Task Event_ForOneCorrelation_IsKeptForItAndWakesNoStranger()
    {
        await PublishAsync(Files.Of("address", Files.Publish("tell", "Addressed", "plan-7")));
        await PublishAsync(Files.Of("named", $$"""{ "id": "name", "type": "Elsa.Correlate", "correlationId": { "expression": { "type": "JavaScript", "value": "getInput('Plan')" } } }, {{Files.Event("wait", "Addressed")}}"""));
        var (_, stranger) = await world.Cases.StartTechnicalAsync(CaseWorld.Key(), "named", new() { ["Plan"] = "plan-8" }, "sam");
        await world.Cases.StartTechnicalAsync(CaseWorld.Key(), "address", null, "sam");
        await world.Stimuli.RunAsync();

        var (_, mine) = await world.Cases.StartTechnicalAsync(CaseWorld.Key(), "named", new() { ["Plan"] = "plan-7" }, "sam");
        await world.Stimuli.RunAsync();

        (await WaitsAtAsync(mine)).ShouldBeEmpty();
        (await WaitsAtAsync(stranger)).ShouldBe(["wait"]);
    }

    [Fact]
    public async Task LocalEvent_BeforeItsWait_IsKeptForTheSameInstance()
    {
        await PublishAsync(Files.Of("to-itself", $"{Files.Publish("tell", "Mine", local: true)}, {Files.Line("meanwhile")}, {Files.Event("wait", "Mine")}"));
        await PublishAsync(Files.Of("bystander", Files.Event("wait", "Mine")));
        var (_, other) = await world.Cases.StartTechnicalAsync(CaseWorld.Key(), "bystander", null, "sam");

        var (_, self) = await world.Cases.StartTechnicalAsync(CaseWorld.Key(), "to-itself", null, "sam");
        await world.Stimuli.RunAsync();
        await world.Stimuli.RunAsync();

        (await WaitsAtAsync(self)).ShouldBeEmpty();
        (await WaitsAtAsync(other)).ShouldBe(["wait"]);
    }

    [Fact]
    public async Task Event_NobodyWaitsForADay_StaysInTheTableWithThatWord()
    {
        await PublishAsync(Files.Of("lonely", Files.Publish("tell", "Unheard")));
        await world.Cases.StartTechnicalAsync(CaseWorld.Key(), "lonely", null, "sam");
        await world.Stimuli.RunAsync();
        await using var context = world.Context();
        await context.Stimuli.Where(s => s.EventName == "Unheard").ExecuteUpdateAsync(set => set.SetProperty(s => s.KeptUntil, CaseWorld.Monday.AddHours(-1)));

        await world.Stimuli.RunAsync();

        var kept = await context.Stimuli.AsNoTracking().SingleAsync(s => s.EventName == "Unheard");
        (kept.AppliedAt, kept.Error).ShouldBe((null, "Nobody waited for it."));
    }

    [Fact]
    public async Task Singleton_StartedTwiceAtOnceByTwoHosts_OnlyOneRunsUntilItEnds()
    {
        await PublishAsync(Files.Of("alone", Files.Event("wait", "Free"), Files.Only("SingletonStrategy")));
        for (var round = 0; round < 10; round++)
        {
            var attempts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => TryAsync("alone"))));

            var started = attempts.OfType<string>().ShouldHaveSingleItem();
            (await TryAsync("alone")).ShouldBeNull("one runs");
            await PublishEventAsync("Free");
            (await WaitsAtAsync(started)).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task CorrelatedSingleton_TwoHostsDispatchForOnePlan_OneRunsForEachPlan()
    {
        await PublishAsync(Files.Of("per-plan", Files.Event("wait", "Never"), Files.Only("CorrelatedSingletonStrategy")));
        await PublishAsync(Files.Of("starter", """{ "id": "d", "type": "Elsa.DispatchWorkflow", "workflowDefinitionId": { "expression": { "type": "Literal", "value": "per-plan" } }, "correlationId": { "expression": { "type": "JavaScript", "value": "getInput('Plan')" } } }"""));
        foreach (var plan in (string[])["one", "one", "two", "one", "two"]) await world.Cases.StartTechnicalAsync(CaseWorld.Key(), "starter", new() { ["Plan"] = plan }, "sam");

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => new StimulusSweep(world.Source, world.NewTransaction(), world.Clock).RunAsync())));

        await using var context = world.Context();
        (await context.Instances.Where(i => i.DefinitionId == "per-plan").Select(i => i.CorrelationId).OrderBy(c => c).ToListAsync()).ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task Correlation_WhileAnythingRunsForThePlan_NothingMoreStarts()
    {
        await PublishAsync(Files.Of("any-plan", Files.Event("wait", "Never"), Files.Only("CorrelationStrategy")));
        await PublishAsync(Files.Of("other-plan", """{ "id": "c", "type": "Elsa.Correlate", "correlationId": "three" }, """ + Files.Event("wait", "Never")));
        await PublishAsync(Files.Of("any-starter", """{ "id": "d", "type": "Elsa.DispatchWorkflow", "workflowDefinitionId": { "expression": { "type": "Literal", "value": "any-plan" } }, "correlationId": "three" }"""));
        await world.Cases.StartTechnicalAsync(CaseWorld.Key(), "other-plan", null, "sam");
        await world.Cases.StartTechnicalAsync(CaseWorld.Key(), "any-starter", null, "sam");

        await world.Stimuli.RunAsync();

        await using var context = world.Context();
        (await context.Instances.CountAsync(i => i.DefinitionId == "any-plan")).ShouldBe(0);
        (await context.Stimuli.SingleAsync(s => s.Kind == "dispatch" && s.Body.Contains("any-plan"))).Error.ShouldNotBeNull().ShouldContain("only one may run");
    }

    private async Task<string?> TryAsync(string definitionId)
    {
        try
        {
            return (await world.NewTransaction().StartTechnicalAsync(CaseWorld.Key(), definitionId, null, "sam")).InstanceId;
        }
        catch (Persistence.Cases.StimulusRefusedException refused)
        {
            refused.Message.ShouldContain("only one may run");
            return null;
        }
    }

    private async Task PublishEventAsync(string name)
    {
        await PublishAsync(Files.Of("teller-of-" + name, Files.Publish("tell", name)));
        await world.Cases.StartTechnicalAsync(CaseWorld.Key(), "teller-of-" + name, null, "sam");
        await world.Stimuli.RunAsync();
    }

    private async Task<IReadOnlyList<string>> WaitsAtAsync(string instanceId)
    {
        await using var context = world.Context();
        return [.. StateSerializer.Deserialize((await context.Instances.AsNoTracking().SingleAsync(i => i.Id == instanceId)).State).Bookmarks.Select(b => b.ActivityId)];
    }

    private async Task PublishAsync(string json) => (await world.Definitions.PublishAsync(json, "grace", CaseWorld.Monday)).Problems.ShouldBeEmpty();
}
