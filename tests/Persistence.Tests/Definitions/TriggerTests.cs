using Microsoft.EntityFrameworkCore;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Tests.Cases;
using ReviewFlow.Persistence.Timers;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Definitions;

public class TriggerTests(CaseWorld world) : IClassFixture<CaseWorld>
{
    private TriggerSweep Host() => new(world.Source, world.NewTransaction(), world.Clock);

    [Fact]
    public async Task Publish_StartingSteps_AreIndexedAndFollowTheVersionInForce()
    {
        var steps = string.Join(',', Files.Starts("cron", "Cron", "cronExpression", "0 0 8 * * *"), Files.Starts("timer", "Timer", "interval", "01:00:00"), Files.Starts("once", "StartAt", "dateTime", "2026-06-01T08:00:00Z"), Files.Starts("go", "Event", "eventName", "Go"), Files.Starts("call", "HttpEndpoint", "path", "/Calls/"));
        await PublishAsync(Files.Of("many", steps));

        (await TriggersAsync("many")).ShouldBe(
        [
            "call Http calls ", "cron Cron 0 0 8 * * * 2026-03-03T08:00", "go Event Go ", "once StartAt 2026-06-01T08:00:00Z 2026-06-01T08:00", "timer Timer 01:00:00 2026-03-02T10:00",
        ]);

        await PublishAsync(Files.Of("many", Files.Starts("go", "Event", "eventName", "Gone")));
        (await TriggersAsync("many")).ShouldBe(["go Event Gone "]);

        await world.Definitions.DeleteVersionAsync("many-v2", CaseWorld.Monday);
        (await TriggersAsync("many")).Count.ShouldBe(5, "the version before is in force again");

        await world.Definitions.RetireAsync("many", CaseWorld.Monday);
        (await TriggersAsync("many")).ShouldBeEmpty();

        await world.Definitions.ReviveAsync("many-v1", CaseWorld.Monday);
        (await TriggersAsync("many")).Count.ShouldBe(5);
        await world.Definitions.RetireAsync("many", CaseWorld.Monday);
    }

    [Fact]
    public async Task Cron_TwoHostsAndThreePublications_StartsOneCaseForEachDueMoment()
    {
        await PublishAsync(Nightly("first"));
        var hosts = Enumerable.Range(0, 4).Select(_ => Host()).ToList();
        for (var day = 3; day <= 5; day++)
        {
            var due = new DateTimeOffset(2026, 3, day, 8, 0, 0, TimeSpan.Zero);
            await Task.WhenAll(hosts.Select(h => Task.Run(() => h.RunAsync(due.AddMinutes(-1)))));
            (await StartedAsync("nightly")).ShouldBe(day - 3, "never early");

            await Task.WhenAll([.. hosts.Select(h => Task.Run(() => h.RunAsync(due))), Task.Run(() => PublishAsync(Nightly($"changed on {day}")))]);
            await Task.WhenAll(hosts.Select(h => Task.Run(() => h.RunAsync(due.AddSeconds(1)))));

            (await StartedAsync("nightly")).ShouldBe(day - 2);
        }

        await world.Definitions.RetireAsync("nightly", CaseWorld.Monday);
    }

    [Fact]
    public async Task Timer_DownForHours_StartsOnceAndKeepsItsBeat()
    {
        await PublishAsync(Files.Of("beat", Files.Starts("t", "Timer", "interval", "01:00:00")));

        await Host().RunAsync(CaseWorld.Monday.AddHours(5.5));

        (await StartedAsync("beat")).ShouldBe(1);
        (await TriggersAsync("beat")).ShouldBe(["t Timer 01:00:00 2026-03-02T15:00"]);
        await world.Definitions.RetireAsync("beat", CaseWorld.Monday);
    }

    [Fact]
    public async Task HostDiesBetweenStartAndNextDueMoment_StartsNothingAgain()
    {
        await PublishAsync(Files.Of("crash", Files.Starts("t", "Timer", "interval", "01:00:00")));
        var due = CaseWorld.Monday.AddHours(1);
        await Host().RunAsync(due);
        await using var context = world.Context();
        await context.Triggers.Where(t => t.DefinitionId == "crash").ExecuteUpdateAsync(set => set.SetProperty(t => t.DueAt, due));

        await Host().RunAsync(due);

        (await StartedAsync("crash")).ShouldBe(1);
        await world.Definitions.RetireAsync("crash", CaseWorld.Monday);
    }

    [Fact]
    public async Task StartAt_PublishedAgainAfterItFired_DoesNotFireAgain()
    {
        string Version(string line) => Files.Of("opening", $"{Files.Starts("at", "StartAt", "dateTime", "2026-03-02T12:00:00Z")}, {Files.Line(line)}");
        await PublishAsync(Version("a"));
        await Host().RunAsync(CaseWorld.Monday.AddHours(4));
        await PublishAsync(Version("b"));

        await Host().RunAsync(CaseWorld.Monday.AddDays(1));

        (await StartedAsync("opening")).ShouldBe(1);
    }

    [Fact]
    public async Task Event_StartsEachDefinitionItTriggersOnceWithItsPayload()
    {
        await PublishAsync(Files.Of("listener", $$"""{{Files.Starts("go", "Event", "eventName", "Moved")}}, { "id": "say", "type": "Elsa.WriteLine", "text": { "expression": { "type": "JavaScript", "value": "'moved to ' + getOutputFrom('go')" } } }"""));
        await PublishAsync(Files.Of("teller", """{ "id": "tell", "type": "Elsa.PublishEvent", "eventName": "Moved", "payload": "Ashford" }"""));

        await world.Cases.StartTechnicalAsync(CaseWorld.Key(), "teller", null, "sam");
        await Task.WhenAll(Task.Run(() => world.Stimuli.RunAsync()), Task.Run(() => new StimulusSweep(world.Source, world.NewTransaction(), world.Clock).RunAsync()));
        await world.Stimuli.RunAsync();

        (await StartedAsync("listener")).ShouldBe(1);
        await using var context = world.Context();
        (await context.Journal.SingleAsync(j => context.Instances.Any(i => i.Id == j.InstanceId && i.DefinitionId == "listener"))).Entries.ShouldContain("moved to Ashford");
    }

    [Fact]
    public async Task TriggeredStart_FirstBurstFails_IsAnIncidentAndNotTriedForEver()
    {
        await PublishAsync(Files.Of("broken-start", $$"""{{Files.Starts("t", "Timer", "interval", "01:00:00")}}, { "id": "loop", "type": "Elsa.While", "condition": true, "body": {{Files.Line("again")}} }"""));

        await Host().RunAsync(CaseWorld.Monday.AddHours(1));
        await Host().RunAsync(CaseWorld.Monday.AddHours(1));

        await using var context = world.Context();
        var incident = await context.Incidents.SingleAsync(i => context.Instances.Any(n => n.Id == i.InstanceId && n.DefinitionId == "broken-start"));
        incident.ParkedStimulus.ShouldNotBeNull().ShouldContain(nameof(InstanceStarted));
        await world.Definitions.RetireAsync("broken-start", CaseWorld.Monday);
    }

    [Fact]
    public async Task PublishAsync_PathOfAnotherDefinition_IsRefusedWithThePath()
    {
        await PublishAsync(Files.Of("door", Files.Starts("in", "HttpEndpoint", "path", "visits")));

        var refused = await world.Definitions.PublishAsync(Files.Of("second-door", Files.Starts("in", "HttpEndpoint", "path", "/Visits")), "grace", CaseWorld.Monday);

        refused.VersionId.ShouldBeNull();
        refused.Problems.Single().ShouldBe("$.root.activities[0].path: GET /visits leads to 'door' already. Choose another path.");
    }

    private static string Nightly(string line) => Files.Of("nightly", $"{Files.Starts("at", "Cron", "cronExpression", "0 0 8 * * *")}, {Files.Line(line)}");

    private async Task PublishAsync(string json) => (await world.Definitions.PublishAsync(json, "grace", CaseWorld.Monday)).Problems.ShouldBeEmpty();

    private async Task<int> StartedAsync(string definitionId)
    {
        await using var context = world.Context();
        return await context.Instances.CountAsync(i => i.DefinitionId == definitionId);
    }

    private async Task<IReadOnlyList<string>> TriggersAsync(string definitionId)
    {
        await using var context = world.Context();
        var rows = await context.Triggers.AsNoTracking().Where(t => t.DefinitionId == definitionId).ToListAsync();
        return [.. rows.OrderBy(t => t.ActivityId, StringComparer.Ordinal).Select(t => $"{t.ActivityId} {t.Kind} {t.Value} {t.DueAt?.UtcDateTime:yyyy-MM-dd'T'HH:mm}")];
    }
}
