namespace ReviewFlow.Persistence;

/// <summary>A snapshot of settled data that is read again when it has grown old, by one caller at a time.</summary>
internal sealed class Cached<T>(Func<CancellationToken, Task<T>> read, TimeSpan keep, TimeProvider system) : IDisposable
    where T : class
{
    private readonly SemaphoreSlim _reading = new(1, 1);
    private (T Value, long At)? _held;

    /// <summary>The snapshot, not older than the time allowed.</summary>
    public async ValueTask<T> GetAsync(CancellationToken cancel)
    {
        if (Fresh() is { } held) return held;
        await _reading.WaitAsync(cancel);
        try
        {
            if (Fresh() is { } meanwhile) return meanwhile;
            var at = system.GetTimestamp();
            var value = await read(cancel);
            _held = (value, at);
            return value;
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Something was changed here; the next reader sees it.</summary>
    public void Forget() => _held = null;

    public void Dispose() => _reading.Dispose();

    private T? Fresh() => _held is { } held && system.GetElapsedTime(held.At) < keep ? held.Value : null;
}
