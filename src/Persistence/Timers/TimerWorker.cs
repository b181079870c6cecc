using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Time;

namespace ReviewFlow.Persistence.Timers;

/// <summary>
/// Looks every second whether something is due, at once when a commit of this host set an alarm for now, and in between
/// when the next mark comes sooner.
/// </summary>
public sealed partial class TimerWorker(
    TimerSweep timers, TriggerSweep triggers, StimulusSweep stimuli, CaseTransaction cases, BusinessClock clock, TimeProvider system, ILogger<TimerWorker> log) : BackgroundService
{
    private static readonly TimeSpan s_poll = TimeSpan.FromSeconds(1);

    // Looks in between are at least this far apart, so that marks which come one after the other share a commit.
    private static readonly TimeSpan s_between = TimeSpan.FromMilliseconds(250);

    private readonly SemaphoreSlim _wake = new(0, 1);

    private ITimer? _early;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        cases.AlarmSet = WakeFor;
        using var tick = new PeriodicTimer(s_poll, system);
        var ticking = tick.WaitForNextTickAsync(stoppingToken).AsTask();
        // One waiter at a time: one left behind by a tick would swallow the next wake.
        var woken = _wake.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            await RunOnceAsync(stoppingToken);
            await Task.WhenAny(ticking, woken);
            if (ticking.IsCompleted) ticking = tick.WaitForNextTickAsync(stoppingToken).AsTask();
            if (woken.IsCompleted) woken = _wake.WaitAsync(stoppingToken);
        }
    }

    public override void Dispose()
    {
        _early?.Dispose();
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
            await LookAheadAsync(cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            // The database is away or a case was busy: the next second tries again, nothing was taken. Whatever else it
            // was, the pages must not end with it.
            LogMissed(e);
        }
    }

    // What was due longer ago than a look is with another host or cannot be fired: the usual rhythm is enough for it.
    private async Task LookAheadAsync(CancellationToken cancel)
    {
        if (await timers.NextAsync(cancel) is not { } next) return;
        var wait = next - clock.GetUtcNow();
        if (wait >= s_poll || wait <= -s_poll) return;
        _early ??= system.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _early.Change(wait > s_between ? wait : s_between, Timeout.InfiniteTimeSpan);
    }

    private void WakeFor(DateTimeOffset moment)
    {
        if (moment <= clock.GetUtcNow() + s_poll) Wake();
    }

    private void Wake()
    {
        if (_wake.CurrentCount > 0) return;
        try
        {
            _wake.Release();
        }
        catch (Exception e) when (e is SemaphoreFullException or ObjectDisposedException)
        {
            // Woken by another commit in the same moment, or on the way out.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Due work could not be looked at; trying again.")]
    private partial void LogMissed(Exception error);
}
