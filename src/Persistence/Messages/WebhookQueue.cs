using Npgsql;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows.Events;

namespace ReviewFlow.Persistence.Messages;

/// <summary>The deliveries that wait, one row per event and webhook; also the log of what was delivered.</summary>
public sealed class WebhookQueue(NpgsqlDataSource source, BusinessClock clock, TimeProvider system)
{
    /// <summary>How long a delivery stays in one host's hands. Longer than an attempt may take.</summary>
    public static readonly TimeSpan Claim = TimeSpan.FromMinutes(1);

    /// <summary>$1 business time. Puts events in line for every webhook that wants them; independent of the broker.</summary>
    internal const string Spread = """
        with fresh as (
            select case_id, number, message_id, event_name, body from outbox where spread_at is null and event_name is not null
            order by created_at, case_id, number limit 500 for update skip locked),
        lines as (
            insert into webhook_deliveries (webhook_id, message_id, event_name, body, state, created_at, not_before, attempts)
            select w.id, f.message_id, f.event_name, f.body, 'Waiting', $1, $1, 0
            from fresh f join webhooks w on w.stopped_at is null and (w.events = '{}' or f.event_name = any(w.events))
            on conflict do nothing)
        update outbox o set spread_at = $1 from fresh f where o.case_id = f.case_id and o.number = f.number
        """;

    /// <summary>$1 business time, $2 system time, $3 end of the claim, $4 how many.</summary>
    internal const string Take = """
        update webhook_deliveries d set claimed_until = $3 from (
            select l.webhook_id, l.message_id, w.address, w.secret from webhook_deliveries l join webhooks w on w.id = l.webhook_id and w.stopped_at is null
            where l.state = 'Waiting' and l.not_before <= $1 and (l.claimed_until is null or l.claimed_until <= $2)
            order by l.not_before, l.message_id limit $4 for update of l skip locked) next
        where d.webhook_id = next.webhook_id and d.message_id = next.message_id
        returning d.webhook_id, d.message_id, d.event_name, d.body, d.attempts, d.first_failed_at, next.address, next.secret
        """;

    internal const string Delivered = """
        update webhook_deliveries set state = 'Delivered', settled_at = $3, answer = $4, error = null, claimed_until = null
        where webhook_id = $1 and message_id = $2 and state = 'Waiting'
        """;

    internal const string Failed = """
        update webhook_deliveries set state = $3, not_before = $4, answer = $5, error = $6, attempts = attempts + 1, claimed_until = null,
            first_failed_at = coalesce(first_failed_at, $7), settled_at = case when $3 = 'Dead' then $7::timestamptz end
        where webhook_id = $1 and message_id = $2 and state = 'Waiting'
        """;

    /// <summary>$1 webhook, $2 next moment: what waits behind a failure waits with it.</summary>
    internal const string PutOff = """
        update webhook_deliveries set not_before = $2 where webhook_id = $1 and state = 'Waiting' and not_before < $2 and claimed_until is null
        """;

    internal const string Revive = """
        update webhook_deliveries set state = 'Waiting', not_before = $3, attempts = 0, first_failed_at = null, settled_at = null
        where webhook_id = $1 and message_id = $2 and state = 'Dead'
        """;

    /// <summary>$1 moment.</summary>
    internal const string Forget = "delete from webhook_deliveries where state = 'Delivered' and settled_at < $1";

    /// <summary>Puts new events in line.</summary>
    /// <returns>How many events.</returns>
    public Task<int> SpreadAsync(CancellationToken cancel = default) => RunAsync(new NpgsqlBatchCommand(Spread).Moment(clock.Now()), cancel);

    /// <summary>Sends a dead delivery again, with its old id.</summary>
    /// <returns>Whether it was dead.</returns>
    public async Task<bool> SendAgainAsync(string webhookId, string messageId, CancellationToken cancel = default) =>
        await RunAsync(new NpgsqlBatchCommand(Revive).Text(webhookId).Text(messageId).Moment(clock.Now()), cancel) == 1;

    /// <summary>Removes what was delivered before a moment.</summary>
    /// <returns>How many rows.</returns>
    public Task<int> ForgetAsync(DateTimeOffset before, CancellationToken cancel = default) => RunAsync(new NpgsqlBatchCommand(Forget).Moment(before), cancel);

    internal async Task<List<OutgoingDelivery>> TakeAsync(int most, CancellationToken cancel)
    {
        var plain = system.GetUtcNow();
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Take).Moment(clock.Now()).Moment(plain).Moment(plain + Claim).Number(most));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return await rows.ListAsync(
            r => new OutgoingDelivery(r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetInt32(4), r.MomentOrNull(5), r.GetString(6), r.GetString(7)),
            cancel);
    }

    internal Task DeliveredAsync(OutgoingDelivery done, int answer, CancellationToken cancel) =>
        RunAsync(new NpgsqlBatchCommand(Delivered).Text(done.WebhookId).Text(done.MessageId).Moment(clock.Now()).Number(answer), cancel);

    internal Task FailedAsync(OutgoingDelivery failed, DeliveryState state, DateTimeOffset next, DeliveryNotTakenException why, CancellationToken cancel) =>
        RunAsync(
            new NpgsqlBatchCommand(Failed).Text(failed.WebhookId).Text(failed.MessageId).Word(state).Moment(next).Number(why.Answer).Text(why.Message).Moment(clock.Now()),
            cancel);

    internal Task PutOffAsync(string webhookId, DateTimeOffset next, CancellationToken cancel) =>
        RunAsync(new NpgsqlBatchCommand(PutOff).Text(webhookId).Moment(next), cancel);

    private async Task<int> RunAsync(NpgsqlBatchCommand command, CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(command);
        return await batch.ExecuteNonQueryAsync(cancel);
    }
}
