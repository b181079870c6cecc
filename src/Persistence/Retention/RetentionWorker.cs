using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ReviewFlow.Persistence.Retention;

/// <summary>Runs the retention job every hour. Several hosts do no harm: what one has forgotten the other does not find.</summary>
public sealed partial class RetentionWorker(RetentionSweep sweep, TimeProvider system, ILogger<RetentionWorker> log) : BackgroundService
{
    private static readonly TimeSpan s_every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var tick = new PeriodicTimer(s_every, system);
        while (await tick.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await sweep.RunAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The database is away: the next hour tries again.
                LogMissed(e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old records could not be forgotten; trying again.")]
    private partial void LogMissed(Exception error);
}
