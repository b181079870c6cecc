using Npgsql;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Persistence.Time;

namespace ReviewFlow.Persistence.Timers;

/// <summary>
/// Starts what the clock starts: timers, cron expressions, moments. Each due moment of a trigger starts one case, however
/// many hosts look and however often the definition is published: the start is an operation whose key is that moment.
/// What was missed while nobody was up is started once.
/// </summary>
public sealed class TriggerSweep(NpgsqlDataSource source, CaseTransaction cases, BusinessClock clock)
{
    internal const string Due = """
        select id, version_id, activity_id, kind, value, due_at from triggers where due_at <= $1 order by due_at, id limit 50
        """;

    internal const string Advance = "update triggers set due_at = $3 where id = $1 and due_at = $2";

    /// <summary>Starts everything due at business time now.</summary>
    /// <returns>How many due moments were passed.</returns>
    public Task<int> RunAsync(CancellationToken cancel = default) => RunAsync(clock.Now(), cancel);

    /// <summary>Starts everything due at a moment.</summary>
    public async Task<int> RunAsync(DateTimeOffset now, CancellationToken cancel = default)
    {
        var due = await DueAsync(now, cancel);
        foreach (var trigger in due)
        {
            // The start first: a host that dies in between finds it done under the same key.
            await cases.StartTriggeredAsync($"trigger:{trigger.Id}@{trigger.DueAt:O}", trigger.VersionId, trigger.ActivityId, payload: null, correlationId: null, cancel);
            var next = WorkflowTriggers.Next(trigger.Kind, trigger.Value, trigger.DueAt, now);
            await using var batch = source.CreateBatch();
            batch.BatchCommands.Add(new NpgsqlBatchCommand(Advance).Text(trigger.Id).Moment(trigger.DueAt).Moment(next));
            await batch.ExecuteNonQueryAsync(cancel);
        }

        return due.Count;
    }

    private async Task<List<DueTrigger>> DueAsync(DateTimeOffset now, CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Due).Moment(now));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return await rows.ListAsync(r => new DueTrigger(r.GetString(0), r.GetString(1), r.GetString(2), r.Word<TriggerKind>(3), r.GetString(4), r.Moment(5)), cancel);
    }

    private sealed record DueTrigger(string Id, string VersionId, string ActivityId, TriggerKind Kind, string Value, DateTimeOffset DueAt);
}
