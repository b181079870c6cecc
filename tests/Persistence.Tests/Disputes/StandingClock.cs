namespace ReviewFlow.Persistence.Tests.Disputes;

/// <summary>System time that stands still, so that only the story moves time.</summary>
internal sealed class StandingClock : TimeProvider
{
    private static readonly DateTimeOffset s_day = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => s_day;
}

/// <summary>An hour passes between any two looks, so that nothing read before is kept.</summary>
internal sealed class RestlessClock : TimeProvider
{
    private long _looks;

    public override long TimestampFrequency => 1;

    public override long GetTimestamp() => Interlocked.Add(ref _looks, 3600);
}
