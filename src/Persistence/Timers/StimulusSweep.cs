using Npgsql;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Persistence.Time;

namespace ReviewFlow.Persistence.Timers;

/// <summary>Applies what one case has for another: each in a transaction of its own, in order of coming, at least once, with effect once.</summary>
public sealed class StimulusSweep(NpgsqlDataSource source, CaseTransaction cases, BusinessClock clock)
{
    internal const string Waiting = """
        select id, kind, body, instance_id, kept_until is not null, attempts from stimuli s
        where applied_at is null and ((kept_until is null and (next_attempt_at is null or next_attempt_at <= $1))
            or (kept_until > $1 and exists (
                select 1 from bookmarks b join instances i on i.id = b.instance_id
                where b.event_name = s.event_name and (s.correlation_id is null or i.correlation_id = s.correlation_id or i.case_id = s.correlation_id)
                    and (s.instance_id is null or i.id = s.instance_id))))
        order by created_at, id limit 100
        """;

    internal const string Applied = "update stimuli set applied_at = $2, error = null where id = $1 and applied_at is null";

    internal const string Keep = "update stimuli set kept_until = coalesce(kept_until, $2) where id = $1 and applied_at is null";

    internal const string Expire = "update stimuli set error = 'Nobody waited for it.' where applied_at is null and kept_until <= $1 and error is null";

    internal const string Failed = "update stimuli set attempts = attempts + 1, next_attempt_at = $2, error = $3 where id = $1";

    /// <summary>
    /// Applies what waits. What fails is tried again later, never dropped. An event that nobody waits for is kept for whoever
    /// does within a day; then it stays in the table, with the word that nobody did.
    /// </summary>
    /// <returns>How many were applied.</returns>
    public async Task<int> RunAsync(CancellationToken cancel = default)
    {
        var applied = 0;
        foreach (var row in await WaitingAsync(cancel))
        {
            try
            {
                var heard = await cases.ApplyStimulusAsync(row.Stimulus, cancel);
                if (heard) applied++;
                await MarkAsync(heard
                    ? new NpgsqlBatchCommand(Applied).Text(row.Stimulus.Id).Moment(clock.Now())
                    : new NpgsqlBatchCommand(Keep).Text(row.Stimulus.Id).Moment(clock.Now() + CaseBursts.EventsAreKept), cancel);
            }
            catch (Exception refused) when (refused is StimulusRefusedException or AlreadyRunningException)
            {
                var wait = TimeSpan.FromMinutes(Math.Pow(2, Math.Min(row.Attempts, 8)));
                await MarkAsync(new NpgsqlBatchCommand(Failed).Text(row.Stimulus.Id).Moment(clock.Now() + wait).Text(refused.Message), cancel);
            }
        }

        await MarkAsync(new NpgsqlBatchCommand(Expire).Moment(clock.Now()), cancel);
        return applied;
    }

    private async Task<List<(PendingStimulus Stimulus, int Attempts)>> WaitingAsync(CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Waiting).Moment(clock.Now()));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return await rows.ListAsync(r => (new PendingStimulus(r.GetString(0), r.GetString(1), r.GetString(2), r.TextOrNull(3), r.GetBoolean(4)), r.GetInt32(5)), cancel);
    }

    private async Task MarkAsync(NpgsqlBatchCommand command, CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(cancel);
    }
}
