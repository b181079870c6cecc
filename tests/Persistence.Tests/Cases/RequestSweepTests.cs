using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Effects;
using ReviewFlow.Persistence.Tests.Definitions;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Cases;

/// <summary>A step asks another system, and goes on with the answer.</summary>
public class RequestSweepTests(CaseWorld world) : IClassFixture<CaseWorld>
{
    private readonly ConcurrentQueue<string> _asked = new();

    [Fact]
    public async Task Request_TwoHostsLook_IsSentOnceAndItsAnswerGoesOn()
    {
        await PublishAsync("asks", """{ "id": "say", "type": "Elsa.WriteLine", "text": { "expression": { "type": "JavaScript", "value": "getOutputFrom('ask', 'StatusCode') + ' ' + getOutputFrom('ask').name" } } }""");
        var (caseId, instanceId) = await world.Cases.StartTechnicalAsync(CaseWorld.Key(), "asks", null, "sam");
        JsonObject Answer() => new() { ["statusCode"] = 200, ["parsedContent"] = new JsonObject { ["name"] = "Ash House" } };

        await Task.WhenAll(Task.Run(() => Sweep(Answer).RunAsync()), Task.Run(() => Sweep(Answer).RunAsync()));
        await Sweep(Answer).RunAsync();

        _asked.ShouldHaveSingleItem().ShouldContain("https://records.example.org/homes/7");
        await using var context = world.Context();
        (await context.Instances.SingleAsync(i => i.Id == instanceId)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await context.Journal.Where(j => j.CaseId == caseId).Select(j => j.Entries).ToListAsync()).ShouldContain(e => e.Contains("200 Ash House", StringComparison.Ordinal));
        (await context.Outbox.SingleAsync(o => o.CaseId == caseId && o.EventName == null)).SentAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task Request_ThatCannotBeSent_IsTriedThreeTimesAndThenTheProcessIsTold()
    {
        await PublishAsync("tries", """{ "id": "say", "type": "Elsa.WriteLine", "text": "told" }""");
        var (caseId, instanceId) = await world.Cases.StartTechnicalAsync(CaseWorld.Key(), "tries", null, "sam");
        JsonObject Away() => new() { ["failed"] = true, ["again"] = true, ["reason"] = "The host could not be reached." };
        await using var context = world.Context();

        for (var attempt = 1; attempt <= RequestSweep.Attempts; attempt++)
        {
            (await context.Instances.AsNoTracking().SingleAsync(i => i.Id == instanceId)).SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
            await Sweep(Away).RunAsync();
            await context.Outbox.Where(o => o.CaseId == caseId).ExecuteUpdateAsync(set => set.SetProperty(o => o.NotBefore, CaseWorld.Monday));
        }

        await Sweep(Away).RunAsync();

        _asked.Count.ShouldBe(RequestSweep.Attempts);
        (await context.Instances.AsNoTracking().SingleAsync(i => i.Id == instanceId)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await context.Outbox.AsNoTracking().SingleAsync(o => o.CaseId == caseId && o.EventName == null)).Error.ShouldBe("The host could not be reached.");
    }

    [Fact]
    public async Task Request_HostDiedAfterTheAnswer_GivesTheAnswerOnce()
    {
        await PublishAsync("once", Files.Event("wait", "Never"));
        var (caseId, _) = await world.Cases.StartTechnicalAsync(CaseWorld.Key(), "once", null, "sam");
        JsonObject Answer() => new() { ["statusCode"] = 204 };
        await Sweep(Answer).RunAsync();
        await using var context = world.Context();
        await context.Outbox.Where(o => o.CaseId == caseId).ExecuteUpdateAsync(set => set.SetProperty(o => o.SentAt, (DateTimeOffset?)null).SetProperty(o => o.NotBefore, CaseWorld.Monday));

        await Sweep(Answer).RunAsync();

        _asked.Count.ShouldBe(2, "at least once to the other system");
        (await context.Journal.CountAsync(j => j.CaseId == caseId)).ShouldBe(2, "exactly once to the process");
    }

    private RequestSweep Sweep(Func<JsonObject> answer) => new(world.Source, world.NewTransaction(), world.Clock, (id, request, _) =>
    {
        _asked.Enqueue($"{id} {request.ToJsonString()}");
        return Task.FromResult(answer());
    });

    private async Task PublishAsync(string id, string then) => (await world.Definitions.PublishAsync(
        Files.Of(id, $$"""{ "id": "ask", "type": "Elsa.SendHttpRequest", "url": "https://records.example.org/homes/7" }, {{then}}"""), "grace", CaseWorld.Monday)).Problems.ShouldBeEmpty();
}
