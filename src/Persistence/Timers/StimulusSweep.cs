using Npgsql;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Persistence.Time;

namespace ReviewFlow.Persistence.Timers;

/// <summary>Applies what one case has for another: each in a transaction of its own, in order of coming, at least once, with effect once.</summary>
public sealed class StimulusSweep(NpgsqlDataSource source, CaseTransaction cases, BusinessClock clock)
{
    internal const string Waiting = """
        select id, kind, from_case_id, body, attempts from stimuli
        where applied_at is null and (next_attempt_at is null or next_attempt_at <= $1) order by created_at, id limit 100
        """;

    internal const string Applied = "update stimuli set applied_at = $2, error = null where id = $1 and applied_at is null";

    internal const string Failed = "update stimuli set attempts = attempts + 1, next_attempt_at = $2, error = $3 where id = $1";

    /// <summary>Applies what waits. What fails is tried again later, never dropped.</summary>
    /// <returns>How many were applied.</returns>
    public async Task<int> RunAsync(CancellationToken cancel = default)
    {
        var applied = 0;
        foreach (var row in await WaitingAsync(cancel))
        {
            try
            {
                await cases.ApplyStimulusAsync(row.Id, row.Kind, row.Body, cancel);
                await MarkAsync(new NpgsqlBatchCommand(Applied).Text(row.Id).Moment(clock.Now()), cancel);
                applied++;
            }
            catch (StimulusRefusedException refused)
            {
                var wait = TimeSpan.FromMinutes(Math.Pow(2, Math.Min(row.Attempts, 8)));
                await MarkAsync(new NpgsqlBatchCommand(Failed).Text(row.Id).Moment(clock.Now() + wait).Text(refused.Message), cancel);
            }
        }

        return applied;
    }

    private async Task<List<(string Id, string Kind, string Body, int Attempts)>> WaitingAsync(CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Waiting).Moment(clock.Now()));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return await rows.ListAsync(r => (r.GetString(0), r.GetString(1), r.GetString(3), r.GetInt32(4)), cancel);
    }

    private async Task MarkAsync(NpgsqlBatchCommand command, CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(cancel);
    }
}
