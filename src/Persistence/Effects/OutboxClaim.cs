using Npgsql;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Persistence.Time;

namespace ReviewFlow.Persistence.Effects;

/// <summary>Messages of one kind that wait in the outbox. Two hosts never hold the same one; one that a host took to its grave comes back.</summary>
internal sealed class OutboxClaim(NpgsqlDataSource source, BusinessClock clock, string kind)
{
    internal const string Claim = """
        update outbox set attempts = attempts + 1, not_before = $2 where (case_id, number) in (
            select case_id, number from outbox where kind = $3 and sent_at is null and not_before <= $1
            order by not_before limit 10 for update skip locked)
        returning message_id, body, attempts
        """;

    internal const string Settled = "update outbox set sent_at = $2, error = $3 where message_id = $1";

    internal const string Put = "update outbox set not_before = $2, error = $3 where message_id = $1";

    private static readonly TimeSpan s_lease = TimeSpan.FromMinutes(2);

    public async Task<List<(string Id, string Body, int Attempts)>> TakeAsync(CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Claim).Moment(clock.Now()).Moment(clock.Now() + s_lease).Text(kind));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return await rows.ListAsync(r => (r.GetString(0), r.GetString(1), r.GetInt32(2)), cancel);
    }

    /// <summary>Done, or given up with a reason.</summary>
    public Task SettleAsync(string id, string? error, CancellationToken cancel) => RunAsync(new NpgsqlBatchCommand(Settled).Text(id).Moment(clock.Now()).Text(error), cancel);

    /// <summary>To be tried again after a while.</summary>
    public Task PostponeAsync(string id, TimeSpan wait, string? error, CancellationToken cancel) => RunAsync(new NpgsqlBatchCommand(Put).Text(id).Moment(clock.Now() + wait).Text(error), cancel);

    private async Task RunAsync(NpgsqlBatchCommand command, CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(cancel);
    }
}
