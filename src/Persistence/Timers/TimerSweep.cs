using Npgsql;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Persistence.Time;

namespace ReviewFlow.Persistence.Timers;

/// <summary>
/// Fires what is due. Candidates are read unlocked; their cases are locked, never the timers: the other order would
/// deadlock against a completion.
/// </summary>
public sealed class TimerSweep(NpgsqlDataSource source, CaseTransaction cases, BusinessClock clock)
{
    /// <summary>Cases that share a commit.</summary>
    internal const int Together = 50;

    internal const string Due = """
        select case_id from (
            select case_id, due_at from timers where due_at <= $1
            union all
            select case_id, next_at from immediate_concerns where next_at <= $1) as late
        group by case_id order by min(due_at) limit $2
        """;

    internal const string Next = """
        select least((select min(due_at) from timers), (select min(next_at) from immediate_concerns))
        """;

    /// <summary>Fires everything due at business time now.</summary>
    /// <returns>How many marks fired.</returns>
    public Task<int> RunAsync(CancellationToken cancel = default) => RunAsync(clock.Now(), cancel);

    /// <summary>Fires everything due at a moment.</summary>
    public async Task<int> RunAsync(DateTimeOffset now, CancellationToken cancel = default)
    {
        var all = 0;
        while (true)
        {
            var due = await DueAsync(now, cancel);
            var fired = due.Length == 0 ? 0 : await cases.FireAsync(due, now, cancel);
            // Nothing left, or all that is left is in somebody else's hands.
            if (fired == 0) return all;
            all += fired;
        }
    }

    /// <summary>When the next mark is due; null when none is set.</summary>
    public async Task<DateTimeOffset?> NextAsync(CancellationToken cancel = default)
    {
        await using var command = source.CreateCommand(Next);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        return await rows.ReadAsync(cancel) ? rows.MomentOrNull(0) : null;
    }

    private async Task<string[]> DueAsync(DateTimeOffset now, CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Due).Moment(now).Number(Together));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return [.. await rows.ListAsync(r => r.GetString(0), cancel)];
    }
}
