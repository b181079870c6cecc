using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Messages;
using ReviewFlow.Persistence.Tests.Cases;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Messages;

/// <summary>From the outbox to the bus: in order within a case, nothing lost, however often the broker goes away.</summary>
public sealed class EventQueueTests(CaseWorld world) : IClassFixture<CaseWorld>
{
    [Fact]
    public async Task TwoHosts_SameOutbox_TellEachEventOnceAndInOrderWithinACase()
    {
        for (var i = 0; i < 5; i++) await world.CompleteAsync(await world.TaskAsync((await world.OpenAsync("one-task")).CaseId), CaseWorld.Nadia, saves: Written);
        var told = new ConcurrentQueue<OutgoingEvent>();

        await Task.WhenAll(Sweep(told).RunAsync(), Sweep(told).RunAsync(), Sweep(told).RunAsync());

        await EverythingWasTold(told);
        told.GroupBy(t => t.MessageId).ShouldAllBe(g => g.Count() == 1);
    }

    [Fact]
    public async Task BrokerAwayForAnHour_StepsComplete_EverythingIsToldAfterwards()
    {
        var told = new ConcurrentQueue<OutgoingEvent>();
        var (away, tries) = (true, 0);
        var sweep = new EventSweep(Queue(), world.Clock, (e, _) =>
        {
            tries++;
            if (away) throw new EventNotTakenException("Nobody listens.");
            told.Enqueue(e);
            return Task.CompletedTask;
        });
        var opened = new List<string>();
        for (var minute = 0; minute < 60; minute += 5)
        {
            await world.Clock.MoveToAsync(world.Clock.Now().AddMinutes(5));
            opened.Add((await world.OpenAsync("one-task")).CaseId);
            await world.CompleteAsync(await world.TaskAsync(opened[^1]), CaseWorld.Nadia, saves: Written);
            await sweep.RunAsync();
        }

        told.ShouldBeEmpty();
        tries.ShouldBeLessThanOrEqualTo(12 * 25, "a broker that is away is not asked for every event every second");
        away = false;
        await world.Clock.MoveToAsync(world.Clock.Now().AddMinutes(2));
        await sweep.RunAsync();

        await EverythingWasTold(told);
        told.Select(t => t.CaseId).Distinct().ShouldBe(opened, ignoreOrder: true);
        told.Count(t => t.Name == "case.closed").ShouldBe(opened.Count);
    }

    [Fact]
    public async Task HostDiedHoldingAnEvent_AfterTheClaim_AnotherTellsItWithTheSameId()
    {
        await world.OpenAsync("one-task");
        var first = new ConcurrentQueue<OutgoingEvent>();
        var dying = new EventSweep(Queue(), world.Clock, (e, _) =>
        {
            first.Enqueue(e);
            throw new InvalidOperationException("The host is gone.");
        });
        await Should.ThrowAsync<InvalidOperationException>(() => dying.RunAsync());
        var told = new ConcurrentQueue<OutgoingEvent>();

        (await Sweep(told).RunAsync()).ShouldBe(0, "it is in the dead host's hands");
        await new EventSweep(new EventQueue(world.Source, world.Clock, new LaterClock()), world.Clock, Take(told)).RunAsync();

        told.Select(t => t.MessageId).ShouldContain(first.First().MessageId);
        await EverythingWasTold(told);
    }

    private static readonly Persistence.Cases.SectionSave[] Written = [new("about", 0, new System.Text.Json.Nodes.JsonObject { ["summary"] = "Written." })];

    private EventQueue Queue() => new(world.Source, world.Clock, TimeProvider.System);

    private EventSweep Sweep(ConcurrentQueue<OutgoingEvent> told) => new(Queue(), world.Clock, Take(told));

    private static TellBus Take(ConcurrentQueue<OutgoingEvent> told) => (e, _) =>
    {
        told.Enqueue(e);
        return Task.CompletedTask;
    };

    private async Task EverythingWasTold(IReadOnlyCollection<OutgoingEvent> told)
    {
        foreach (var of in told.GroupBy(t => t.CaseId)) of.Select(t => t.Number).ShouldBeInOrder();
        await using var context = world.Context();
        (await context.Outbox.CountAsync(o => o.EventName != null && o.SentAt == null)).ShouldBe(0);
    }

    private sealed class LaterClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + EventQueue.Claim + EventQueue.Claim;
    }
}
