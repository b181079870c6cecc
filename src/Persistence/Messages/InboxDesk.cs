using Npgsql;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Persistence.Time;

namespace ReviewFlow.Persistence.Messages;

/// <summary>Takes in what other systems send: each id once, whatever becomes of it.</summary>
public sealed class InboxDesk(NpgsqlDataSource source, BusinessClock clock)
{
    internal const string Insert = """
        insert into inbox_messages (message_id, name, correlation, data, state, received_at, not_before, attempts, case_ids)
        values ($1, $2, $3, $4, 'Waiting', $5, $5, 0, '{}') on conflict do nothing
        """;

    internal const string Revive = "update inbox_messages set state = 'Waiting', not_before = $2, attempts = 0 where message_id = $1 and state = 'Kept'";

    /// <summary>Keeps a message; a duplicate changes nothing.</summary>
    /// <param name="sent">The message; see <see cref="InboundEvent.Problem"/>.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>Whether it was new.</returns>
    /// <exception cref="ArgumentException">It has a problem.</exception>
    public async Task<bool> TakeAsync(InboundEvent sent, CancellationToken cancel = default)
    {
        if (sent.Problem() is { } problem) throw new ArgumentException(problem, nameof(sent));
        return await RunAsync(
            new NpgsqlBatchCommand(Insert).Text(sent.Id).Text(sent.Name).Text(sent.CorrelationId).Text(sent.Data?.ToJsonString()).Moment(clock.Now()),
            cancel) == 1;
    }

    /// <summary>Tries a message again that was kept.</summary>
    /// <returns>Whether it was kept.</returns>
    public async Task<bool> TryAgainAsync(string id, CancellationToken cancel = default) =>
        await RunAsync(new NpgsqlBatchCommand(Revive).Text(id).Moment(clock.Now()), cancel) == 1;

    private async Task<int> RunAsync(NpgsqlBatchCommand command, CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(command);
        return await batch.ExecuteNonQueryAsync(cancel);
    }
}
