using Microsoft.Extensions.Logging;

namespace ReviewFlow.Persistence.EmbeddedServer;

/// <summary>Nobody else looks after a private server: when it dies under a living host, the host starts it again.</summary>
public sealed partial class EmbeddedPostgres
{
    static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    readonly CancellationTokenSource _watching = new();
    Task _watch = Task.CompletedTask;

    /// <summary>As if this host were dead: it looks after its server no more. For tests, which cannot kill themselves.</summary>
    internal void Abandon() => _watching.Cancel();

    // On the same port, so that every connection string stays good.
    async Task WatchAsync(EmbeddedPostgresOptions options)
    {
        using var tick = new PeriodicTimer(Glance, TimeProvider.System);
        try
        {
            while (await tick.WaitForNextTickAsync(_watching.Token))
            {
                if (!_postmaster.IsAlive())
                    await StartAgainAsync(options);
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops, and the server with it.
        }
    }

    async Task StartAgainAsync(EmbeddedPostgresOptions options)
    {
        LogDied(options.Logger);
        try
        {
            await _postmaster.StartAsync(Port, options.FastAndUnsafe, _watching.Token, onlyThisPort: true);
            LogBack(options.Logger, Port);
        }
        catch (Exception failure) when (failure is DatabaseUnavailableException or IOException or UnauthorizedAccessException)
        {
            LogStillDown(options.Logger, failure.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The database server has ended by itself; starting it again")]
    static partial void LogDied(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database server is back on port {Port}")]
    static partial void LogBack(ILogger logger, int port);

    [LoggerMessage(Level = LogLevel.Error, Message = "The database server could not be started again; trying on. {Why}")]
    static partial void LogStillDown(ILogger logger, string why);
}
