using Npgsql;
using ReviewFlow.Engine;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Persistence.Cases;

/// <summary>One attempt at a transaction: its connection, its moment, and the snapshots it decides by.</summary>
internal sealed class Session : IAsyncDisposable
{
    public required NpgsqlConnection Connection { get; init; }

    public required Organisation Organisation { get; init; }

    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    public required Facts Facts { get; init; }

    /// <summary>Told after the commit whose unread notices changed.</summary>
    public Action<IEnumerable<string>>? Noticed { get; init; }

    /// <summary>Business time, taken once the lock was held.</summary>
    public DateTimeOffset Now { get; set; }

    public DateOnly Today => UkWords.LocalDate(Now);

    /// <summary>Closing gives the lock back: what was not committed is rolled back.</summary>
    public ValueTask DisposeAsync() => Connection.DisposeAsync();
}
