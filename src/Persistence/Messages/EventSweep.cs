using ReviewFlow.Persistence.Time;

namespace ReviewFlow.Persistence.Messages;

/// <summary>
/// Tells the bus what waits in the outbox: at least once, each with its own id, in order within a case. While the broker
/// is away nothing is tried for a while, and no step waits for it.
/// </summary>
public sealed class EventSweep(EventQueue queue, BusinessClock clock, TellBus tell)
{
    private const int Together = 200;

    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(1);

    private int _failures;
    private DateTimeOffset _pausedUntil;

    /// <summary>Tells everything that waits, until the broker goes away.</summary>
    /// <returns>How many were told.</returns>
    public async Task<int> RunAsync(CancellationToken cancel = default)
    {
        var told = 0;
        while (clock.Now() >= _pausedUntil && await queue.TakeAsync(Together, cancel) is { Count: > 0 } heads)
            told += await TellAsync(heads, cancel);
        return told;
    }

    private async Task<int> TellAsync(List<OutgoingEvent> heads, CancellationToken cancel)
    {
        var why = await Task.WhenAll(heads.Select(h => TryAsync(h, cancel)));
        string[] taken = [.. heads.Where((_, i) => why[i] is null).Select(h => h.MessageId)];
        if (taken.Length > 0) await queue.SentAsync(taken, cancel);
        if (taken.Length == heads.Count)
        {
            _failures = 0;
            return taken.Length;
        }

        var now = clock.Now();
        await queue.FailedAsync(heads.Select((h, i) => (h, now + Wait(h.Attempts + 1), why[i] ?? "")).Where((_, i) => why[i] is not null), cancel);
        if (taken.Length == 0) _pausedUntil = now + Wait(++_failures);
        return taken.Length;
    }

    private async Task<string?> TryAsync(OutgoingEvent head, CancellationToken cancel)
    {
        try
        {
            await tell(head, cancel);
            return null;
        }
        catch (EventNotTakenException refused)
        {
            return refused.Message;
        }
    }

    // 1 second, doubling to a minute.
    private static TimeSpan Wait(int failures)
    {
        var doubled = TimeSpan.FromSeconds(Math.Pow(2, Math.Clamp(failures - 1, 0, 6)));
        return doubled < s_longestPause ? doubled : s_longestPause;
    }
}
