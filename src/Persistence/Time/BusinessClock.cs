using Npgsql;

namespace ReviewFlow.Persistence.Time;

/// <summary>
/// The time of everything that the business sees: system time plus a distance kept in the database. It only ever moves
/// forward, for demonstration and test; sign-in, locks and retries use plain system time.
/// </summary>
public sealed class BusinessClock(NpgsqlDataSource source, TimeProvider system) : TimeProvider
{
    internal const string Read = "select ahead from business_clock where id = 1";

    internal const string Move = "update business_clock set ahead = greatest(ahead, $1) where id = 1 returning ahead";

    internal const string Begin = """
        update business_clock set ahead = $1 where id = 1 and not exists (select from cases) returning ahead
        """;

    internal const string GoBack = """
        update business_clock set ahead = $1 where id = 1
        and exists (select from people where demo) and not exists (select from settings where key = 'demo.played') returning ahead
        """;

    private long _ahead;

    public override DateTimeOffset GetUtcNow() => system.GetUtcNow() + TimeSpan.FromTicks(Volatile.Read(ref _ahead));

    public override long GetTimestamp() => system.GetTimestamp();

    public override long TimestampFrequency => system.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => system.LocalTimeZone;

    /// <summary>The moment as it is stored and hashed: whole milliseconds.</summary>
    public DateTimeOffset Now()
    {
        var now = GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
    }

    /// <summary>Takes over the distance that another host may have set.</summary>
    public async Task RefreshAsync(CancellationToken cancel = default)
    {
        await using var command = source.CreateCommand(Read);
        Set(await command.ExecuteScalarAsync(cancel));
    }

    /// <summary>Moves on to a moment; an earlier one changes nothing.</summary>
    public Task MoveToAsync(DateTimeOffset moment, CancellationToken cancel = default) => ChangeAsync(Move, moment, cancel);

    /// <summary>Sets where time begins, even in the past. Only while the database has no case.</summary>
    /// <exception cref="InvalidOperationException">There are cases already.</exception>
    public Task BeginAtAsync(DateTimeOffset moment, CancellationToken cancel = default) => ChangeAsync(Begin, moment, cancel);

    /// <summary>Goes back over the time that passed while a half-played demo lay still. Only until it has been played.</summary>
    /// <exception cref="InvalidOperationException">No demo waits to be played to its end.</exception>
    internal Task GoBackInDemoAsync(DateTimeOffset moment, CancellationToken cancel) => ChangeAsync(GoBack, moment, cancel);

    private async Task ChangeAsync(string statement, DateTimeOffset moment, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(statement);
        command.Parameters.AddWithValue(moment - system.GetUtcNow());
        Set(await command.ExecuteScalarAsync(cancel) ?? throw new InvalidOperationException("Time cannot go back where there are cases."));
    }

    private void Set(object? ahead) => Volatile.Write(ref _ahead, ahead is TimeSpan distance ? distance.Ticks : 0);
}
