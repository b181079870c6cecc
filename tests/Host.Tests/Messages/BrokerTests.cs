using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using ReviewFlow.Host.Messaging;
using ReviewFlow.Persistence.Messages;
using ReviewFlow.Persistence.Tests.Disputes;
using ReviewFlow.Testing.Broker;
using ReviewFlow.Workflows.Events;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Messages;

/// <summary>A dispute told to a real broker, read by a client that is not ours.</summary>
public sealed class BrokerTests(RunningRabbit rabbit) : DisputeStory, IClassFixture<RunningRabbit>
{
    [RabbitFact]
    public async Task BrokerKilledForAnHour_StepsComplete_EveryEventArrivesInOrderWithItsId()
    {
        await using var bus = await StartBusAsync();
        await using var reader = await Reader.OpenAsync(rabbit.Server.Port);
        await ItIs(London(2026, 3, 30, 10));
        await Nadia.RaisesAConcernAbout("robin", new DateOnly(2026, 3, 30));
        await bus.Events.RunAsync();
        await rabbit.Server.KillAsync();

        await Nadia.TakesItToStage(1, Sian, new DateOnly(2026, 3, 30));
        await bus.Events.RunAsync();
        await TimePassesTo(London(2026, 3, 30, 11));
        await bus.Events.RunAsync();
        await Nadia.SendsTheStageTo(Sian, new DateOnly(2026, 3, 30));
        await using (var context = Context())
            (await context.Outbox.CountAsync(o => o.SentAt == null && o.EventName != null)).ShouldBeGreaterThan(5, "it waits here");

        await rabbit.Server.StartAsync();
        await reader.ReopenAsync();
        await TimePassesTo(London(2026, 3, 30, 11, 5));
        await bus.TellEverythingAsync(this);

        var told = await ToldAsync();
        await reader.HasAsync(told.Count);
        var came = reader.Taken.Where(m => m.CaseId == CaseId).DistinctBy(m => m.Id).ToList();
        came.Select(m => m.Id).ShouldBe(told.Select(t => t.MessageId), "in the order of the case, nothing lost");
        came.ShouldAllBe(m => m.RoutingKey == m.Name);
        reader.Taken.GroupBy(m => m.Id).ShouldAllBe(g => g.Select(m => m.MessageId).Distinct().Count() == 1, "a repeat has the same id");
    }

    [RabbitFact]
    public async Task Inbound_SentTwiceByAnotherSystem_IsInTheInboxOnce()
    {
        await using var bus = await StartBusAsync();
        await using var sender = await Reader.OpenAsync(rabbit.Server.Port);
        var sent = """{ "id": "police-7", "name": "police.decision", "correlationId": "QAP-2026-0001", "data": { "outcome": "none" } }""";

        await sender.SendAsync(InboundConsumer.Queue, sent);
        await sender.SendAsync(InboundConsumer.Queue, sent);
        await sender.SendAsync(InboundConsumer.Queue, """{ "id": "last", "name": "end" }""");
        await sender.SendAsync(InboundConsumer.Queue, """{ "data": { "nobody": "knows what this is" } }""");

        (await sender.WaitsInAsync($"{InboundConsumer.Queue}_error")).ShouldContain("nobody");
        await using var context = Context();
        var kept = await context.InboxMessages.AsNoTracking().OrderBy(m => m.MessageId).ToListAsync();
        kept.Select(m => (m.MessageId, m.Correlation, m.Data)).ShouldBe([("last", null, null), ("police-7", "QAP-2026-0001", """{"outcome":"none"}""")]);
        kept.ShouldAllBe(m => m.State == InboxState.Waiting);
    }

    private async Task<RunningBus> StartBusAsync()
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            [$"{MessagingOptions.Section}:Host"] = "127.0.0.1",
            [$"{MessagingOptions.Section}:Port"] = $"{rabbit.Server.Port}",
            [$"{MessagingOptions.Section}:TimeoutSeconds"] = "2",
        });
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(Source).AddSingleton(Clock).AddSingleton(Cases);
        builder.Services.AddSingleton<EventQueue>().AddSingleton<InboxDesk>().AddSingleton<InboxSweep>();
        builder.Services.AddMessaging(builder.Configuration);
        // The story turns the wheel itself.
        builder.Services.Remove(builder.Services.Single(s => s.ImplementationType == typeof(MessageWorker)));
        var host = builder.Build();
        await host.StartAsync();
        return new RunningBus(host);
    }

    private async Task<List<Persistence.Schema.Rows.OutboxRow>> ToldAsync()
    {
        await using var context = Context();
        return await context.Outbox.AsNoTracking().Where(o => o.CaseId == CaseId && o.EventName != null).OrderBy(o => o.Number).ToListAsync();
    }

    private sealed class RunningBus(IHost host) : IAsyncDisposable
    {
        public EventSweep Events { get; } = host.Services.GetRequiredService<EventSweep>();

        /// <summary>Until nothing waits any more; the broker takes a moment to come back.</summary>
        public async Task TellEverythingAsync(BrokerTests story)
        {
            for (var tries = 0; tries < 60; tries++)
            {
                await Events.RunAsync();
                await using var context = story.Context();
                if (!await context.Outbox.AnyAsync(o => o.SentAt == null && o.EventName != null)) return;
                await story.Clock.MoveToAsync(story.Clock.Now().AddMinutes(1));
            }
        }

        public async ValueTask DisposeAsync()
        {
            await host.StopAsync();
            host.Dispose();
        }
    }

    private sealed record TakenEvent(string Id, string Name, string CaseId, string RoutingKey, string? MessageId);

    /// <summary>Another system: a durable queue on our exchange, and a plain client of the broker.</summary>
    private sealed class Reader(int port) : IAsyncDisposable
    {
        private readonly ConcurrentQueue<TakenEvent> _taken = new();
        private readonly SemaphoreSlim _came = new(0);
        private IConnection? _connection;
        private IChannel _channel = null!;

        public IReadOnlyList<TakenEvent> Taken => [.. _taken];

        public static async Task<Reader> OpenAsync(int port)
        {
            var reader = new Reader(port);
            await reader.ReopenAsync();
            return reader;
        }

        public async Task ReopenAsync()
        {
            if (_connection is not null) await _connection.DisposeAsync();
            _connection = await new ConnectionFactory { HostName = "127.0.0.1", Port = port, AutomaticRecoveryEnabled = false }.CreateConnectionAsync();
            _channel = await _connection.CreateChannelAsync();
            await _channel.ExchangeDeclareAsync(CaseEventTold.Exchange, ExchangeType.Topic, durable: true);
            await _channel.QueueDeclareAsync("another-system", durable: true, exclusive: false, autoDelete: false);
            await _channel.QueueBindAsync("another-system", CaseEventTold.Exchange, "#");
            var consumer = new AsyncEventingBasicConsumer(_channel);
            consumer.ReceivedAsync += (_, message) =>
            {
                var body = JsonNode.Parse(Encoding.UTF8.GetString(message.Body.Span))!;
                _taken.Enqueue(new TakenEvent((string)body["id"]!, (string)body["name"]!, (string)body["caseId"]!, message.RoutingKey, message.BasicProperties.MessageId));
                _came.Release();
                return Task.CompletedTask;
            };
            await _channel.BasicConsumeAsync("another-system", autoAck: true, consumer);
        }

        public async Task HasAsync(int count)
        {
            while (_taken.DistinctBy(t => t.Id).Count() < count) (await _came.WaitAsync(TimeSpan.FromSeconds(20))).ShouldBeTrue($"only {_taken.Count} of {count} came");
        }

        public async Task SendAsync(string queue, string json) =>
            await _channel.BasicPublishAsync("", queue, Encoding.UTF8.GetBytes(json));

        /// <summary>The next message of a queue, when it has come.</summary>
        public async Task<string> WaitsInAsync(string queue)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            while (true)
            {
                await using var look = await _connection!.CreateChannelAsync(cancellationToken: patience.Token);
                try
                {
                    if (await look.BasicGetAsync(queue, autoAck: true, patience.Token) is { } message) return Encoding.UTF8.GetString(message.Body.Span);
                }
                catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
                {
                    // The queue does not exist yet.
                }

                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, patience.Token);
            }
        }

        public async ValueTask DisposeAsync()
        {
            if (_connection is not null) await _connection.DisposeAsync();
            _came.Dispose();
        }
    }
}
