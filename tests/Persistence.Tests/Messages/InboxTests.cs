using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Messages;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Tests.Cases;
using ReviewFlow.Workflows.Events;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Messages;

/// <summary>What other systems tell us: kept first, then brought to the case that waits, once.</summary>
public sealed class InboxTests(CaseWorld world) : IClassFixture<CaseWorld>
{
    [Fact]
    public async Task PoliceDecision_SentThreeTimes_TheCaseGoesOnOnce()
    {
        var (caseId, reference) = await WaitsForThePolice();
        var decision = new InboundEvent("police-1", "police.decision", reference, new JsonObject { ["outcome"] = "no further action" });

        (await Desk.TakeAsync(decision)).ShouldBeTrue();
        (await Desk.TakeAsync(decision)).ShouldBeFalse();
        await Task.WhenAll(Sweep().RunAsync(), Sweep().RunAsync());
        (await Desk.TakeAsync(decision)).ShouldBeFalse();
        await Sweep().RunAsync();

        (await world.TaskAsync(caseId)).Title.ShouldBe("Read the decision");
        await using var context = world.Context();
        (await context.Journal.CountAsync(j => j.CaseId == caseId && j.StimulusKind == "EventReceived")).ShouldBe(1);
        var message = await MessageAsync("police-1");
        message.State.ShouldBe(InboxState.Applied);
        message.CaseIds.ShouldBe([caseId]);
    }

    [Fact]
    public async Task Decision_ForNobodyYet_IsKeptAndReachesTheCaseThatWaitsLater()
    {
        await Desk.TakeAsync(new InboundEvent("early", "police.decision", "WAITS-2026-0999", null));
        await Sweep().RunAsync();
        (await MessageAsync("early")).Error.ShouldBe("There is no case with this id or reference.");
        await world.Clock.MoveToAsync(world.Clock.Now() + InboxSweep.TryFor);
        await Sweep().RunAsync();
        (await MessageAsync("early")).State.ShouldBe(InboxState.Kept);

        var (caseId, reference) = await WaitsForThePolice();
        await using (var context = world.Context())
            await context.InboxMessages.Where(m => m.MessageId == "early").ExecuteUpdateAsync(s => s.SetProperty(m => m.Correlation, reference));
        await Sweep().RunAsync();
        (await MessageAsync("early")).State.ShouldBe(InboxState.Kept, "what was kept waits for a person");
        (await Desk.TryAgainAsync("early")).ShouldBeTrue();
        (await Desk.TryAgainAsync("early")).ShouldBeFalse();
        await Sweep().RunAsync();

        (await world.TaskAsync(caseId)).Title.ShouldBe("Read the decision");
    }

    [Fact]
    public async Task Event_ForEverybody_ReachesEveryCaseThatWaits()
    {
        var first = await WaitsForThePolice();
        var second = await WaitsForThePolice();
        await Desk.TakeAsync(new InboundEvent("all", "police.decision", null, null));

        await Sweep().RunAsync();

        (await world.TaskAsync(first.CaseId)).Title.ShouldBe("Read the decision");
        (await world.TaskAsync(second.CaseId)).Title.ShouldBe("Read the decision");
        (await MessageAsync("all")).CaseIds.ShouldContain(second.CaseId);
    }

    [Theory]
    [InlineData(null, "police.decision")]
    [InlineData("", "police.decision")]
    [InlineData("x", null)]
    public async Task Message_WithoutIdOrName_IsRefused(string? id, string? name) =>
        await Should.ThrowAsync<ArgumentException>(() => Desk.TakeAsync(new InboundEvent(id, name, null, null)));

    [Fact]
    public async Task Message_TooLarge_IsRefused() =>
        (await Should.ThrowAsync<ArgumentException>(() => Desk.TakeAsync(new InboundEvent("big", "x", null, new string('x', InboundEvent.LargestData))))).Message.ShouldContain("larger than");

    private const string Waits = """
        { "definitionId": "waits", "name": "waits", "root": { "id": "root", "type": "Elsa.Sequence", "activities": [
            { "id": "wait", "type": "Elsa.Event", "eventName": { "typeName": "String", "expression": { "type": "Literal", "value": "police.decision" } } },
            { "id": "ask", "type": "Test.Ask", "title": "Read the decision" } ] },
          "customProperties": { "reviewflow": { "area": "disputes", "referencePattern": "WAITS-{year}-{n:4}", "stepTitle": "Waits", "form": "about" } } }
        """;

    private InboxDesk Desk => new(world.Source, world.Clock);

    private InboxSweep Sweep() => new(world.Source, world.NewTransaction(), world.Clock);

    private async Task<(string CaseId, string Reference)> WaitsForThePolice()
    {
        (await world.Definitions.PublishAsync(Waits, "system", world.Clock.Now())).Problems.ShouldBeEmpty();
        var opened = await world.OpenAsync("waits");
        return (opened.CaseId, opened.Result["reference"]!.ToString());
    }

    private async Task<InboxMessageRow> MessageAsync(string id)
    {
        await using var context = world.Context();
        return await context.InboxMessages.AsNoTracking().SingleAsync(m => m.MessageId == id);
    }
}
