using Npgsql;
using ReviewFlow.Persistence.Messages;

namespace ReviewFlow.Host.Messaging;

/// <summary>Looks every second whether there is something to tell or something that came in. Work never waits for it.</summary>
public sealed partial class MessageWorker(EventSweep events, InboxSweep inbox, WebhookSweep webhooks, TimeProvider system, ILogger<MessageWorker> log) : BackgroundService
{
    private static readonly TimeSpan s_poll = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        EachAsync(events.RunAsync, stoppingToken),
        EachAsync(inbox.RunAsync, stoppingToken),
        EachAsync(webhooks.RunAsync, stoppingToken));

    private async Task EachAsync(Func<CancellationToken, Task<int>> look, CancellationToken stopping)
    {
        using var tick = new PeriodicTimer(s_poll, system);
        while (await NextAsync(tick, stopping))
        {
            try
            {
                await look(stopping);
            }
            catch (Exception e) when (e is NpgsqlException or InvalidOperationException or IOException)
            {
                // The database is away: claims run out, and the next look goes on.
                LogMissed(e);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private static async Task<bool> NextAsync(PeriodicTimer tick, CancellationToken stopping)
    {
        try
        {
            return await tick.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Messages could not be looked at; trying again.")]
    private partial void LogMissed(Exception error);
}
