using Microsoft.Extensions.Logging;
using Npgsql;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Persistence.Time;

namespace ReviewFlow.Persistence.Timers;

/// <summary>
/// Fires what is due. Candidates are read unlocked; their cases are locked, never the timers: the other order would
/// deadlock against a completion. A case that cannot be fired holds up no other.
/// </summary>
public sealed partial class TimerSweep(NpgsqlDataSource source, CaseTransaction cases, BusinessClock clock, ILogger<TimerSweep>? log = null)
{
    /// <summary>Cases that share a commit.</summary>
    internal const int Together = 50;

    internal const string Due = """
        select case_id from (
            select case_id, due_at from timers where due_at <= $1
            union all
            select case_id, next_at from immediate_concerns where next_at <= $1) as late
        where case_id <> all ($3)
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
        var unwilling = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            var due = await DueAsync(now, unwilling, cancel);
            var fired = due.Length == 0 ? 0 : await FireAsync(due, now, unwilling, cancel);
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

    // Together, because that is one commit; when one of them throws, each alone, so that the others do fire.
    private async Task<int> FireAsync(string[] due, DateTimeOffset now, HashSet<string> unwilling, CancellationToken cancel)
    {
        try
        {
            return await cases.FireAsync(due, now, cancel);
        }
        catch (Exception e) when (e is not (NpgsqlException { IsTransient: true } or OperationCanceledException))
        {
            if (due is [var single])
            {
                unwilling.Add(single);
                if (log is not null) LogUnwilling(log, single, e);
                return 0;
            }
        }

        var fired = 0;
        foreach (var one in due) fired += await FireAsync([one], now, unwilling, cancel);
        return fired;
    }

    private async Task<string[]> DueAsync(DateTimeOffset now, HashSet<string> except, CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Due).Moment(now).Number(Together).Texts([.. except]));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return [.. await rows.ListAsync(r => r.GetString(0), cancel)];
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What is due on case {CaseId} could not be fired; it is tried again with the next sweep.")]
    private static partial void LogUnwilling(ILogger log, string caseId, Exception error);
}
