using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Time;

namespace ReviewFlow.Persistence.Timers;

/// <summary>Looks every second whether something is due, and at once when a commit of this host set an alarm for now.</summary>
public sealed partial class TimerWorker(
    TimerSweep timers, TriggerSweep triggers, StimulusSweep stimuli, CaseTransaction cases, BusinessClock clock, TimeProvider system, ILogger<TimerWorker> log) : BackgroundService
{
    private static readonly TimeSpan s_poll = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _wake = new(0, 1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        cases.AlarmSet = WakeFor;
        using var tick = new PeriodicTimer(s_poll, system);
        var ticking = tick.WaitForNextTickAsync(stoppingToken).AsTask();
        while (!stoppingToken.IsCancellationRequested)
        {
            await RunOnceAsync(stoppingToken);
            var woken = _wake.WaitAsync(stoppingToken);
            if (await Task.WhenAny(ticking, woken) == ticking) ticking = tick.WaitForNextTickAsync(stoppingToken).AsTask();
        }
    }

    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    private async Task RunOnceAsync(CancellationToken cancel)
    {
        try
        {
            await clock.RefreshAsync(cancel);
            await timers.RunAsync(cancel);
            await triggers.RunAsync(cancel);
            await stimuli.RunAsync(cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            // The database is away or a case was busy: the next second tries again, nothing was taken. Whatever else it
            // was, the pages must not end with it.
            LogMissed(e);
        }
    }

    private void WakeFor(DateTimeOffset moment)
    {
        if (moment > clock.GetUtcNow() + s_poll || _wake.CurrentCount > 0) return;
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // Woken by another commit in the same moment.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Due work could not be looked at; trying again.")]
    private partial void LogMissed(Exception error);
}
