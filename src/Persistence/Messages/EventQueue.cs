using Npgsql;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Persistence.Time;

namespace ReviewFlow.Persistence.Messages;

/// <summary>
/// The events that wait in the outbox. Only the first of each case is ever taken, by one host for as long as a claim
/// lasts: so events of a case keep their order, and whoever dies leaves them to the next.
/// </summary>
public sealed class EventQueue(NpgsqlDataSource source, BusinessClock clock, TimeProvider system)
{
    /// <summary>How long an event stays in one host's hands. Longer than telling it may take.</summary>
    public static readonly TimeSpan Claim = TimeSpan.FromMinutes(1);

    /// <summary>$1 business time, $2 system time, $3 end of the claim, $4 how many.</summary>
    internal const string Take = """
        update outbox o set claimed_until = $3 from (
            select w.case_id, w.number from outbox w
            where w.sent_at is null and w.event_name is not null and w.not_before <= $1 and (w.claimed_until is null or w.claimed_until <= $2)
                and not exists (
                    select from outbox b where b.case_id = w.case_id and b.number < w.number and b.sent_at is null and b.event_name is not null)
            order by w.case_id limit $4 for update skip locked) head
        where o.case_id = head.case_id and o.number = head.number
        returning o.case_id, o.number, o.message_id, o.event_name, o.body, o.attempts
        """;

    /// <summary>$1 ids, $2 business time.</summary>
    internal const string Sent = "update outbox set sent_at = $2, claimed_until = null, error = null where message_id = any($1)";

    /// <summary>$1 id, $2 when to try again, $3 why.</summary>
    internal const string Failed = """
        update outbox set claimed_until = null, attempts = attempts + 1, not_before = $2, error = $3 where message_id = $1 and sent_at is null
        """;

    /// <summary>$1 moment. What was told and put in line for webhooks long ago.</summary>
    internal const string Forget = "delete from outbox where sent_at < $1 and (event_name is null or spread_at is not null)";

    internal async Task<List<OutgoingEvent>> TakeAsync(int most, CancellationToken cancel)
    {
        var plain = system.GetUtcNow();
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Take).Moment(clock.Now()).Moment(plain).Moment(plain + Claim).Number(most));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return await rows.ListAsync(r => new OutgoingEvent(r.GetString(0), r.GetInt32(1), r.GetString(2), r.GetString(3), r.GetString(4), r.GetInt32(5)), cancel);
    }

    internal Task SentAsync(IReadOnlyCollection<string> ids, CancellationToken cancel) =>
        RunAsync([new NpgsqlBatchCommand(Sent).Texts(ids).Moment(clock.Now())], cancel);

    internal Task FailedAsync(IEnumerable<(OutgoingEvent Told, DateTimeOffset Next, string Why)> failed, CancellationToken cancel) =>
        RunAsync(failed.Select(f => new NpgsqlBatchCommand(Failed).Text(f.Told.MessageId).Moment(f.Next).Text(f.Why)), cancel);

    /// <summary>Removes what was told before a moment.</summary>
    /// <returns>How many rows.</returns>
    public Task<int> ForgetAsync(DateTimeOffset before, CancellationToken cancel = default) =>
        RunAsync([new NpgsqlBatchCommand(Forget).Moment(before)], cancel);

    private async Task<int> RunAsync(IEnumerable<NpgsqlBatchCommand> commands, CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        foreach (var command in commands) batch.BatchCommands.Add(command);
        return batch.BatchCommands.Count == 0 ? 0 : await batch.ExecuteNonQueryAsync(cancel);
    }
}
