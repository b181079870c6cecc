using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows.Events;

namespace ReviewFlow.Persistence.Messages;

/// <summary>
/// Brings what other systems have sent to the processes that wait for it. Exactly once a case: that it was applied is
/// part of the commit by which the case goes on. What nobody waits for is tried again for a week, then kept and shown.
/// </summary>
public sealed class InboxSweep(NpgsqlDataSource source, CaseTransaction cases, BusinessClock clock)
{
    /// <summary>How long it is tried by itself.</summary>
    public static readonly TimeSpan TryFor = TimeSpan.FromDays(7);

    private static readonly TimeSpan s_longest = TimeSpan.FromHours(1);

    internal const string Waiting = """
        select message_id, name, correlation, data, received_at, attempts from inbox_messages
        where state = 'Waiting' and not_before <= $1 order by received_at, message_id limit 100
        """;

    internal const string OfReference = """
        select id from cases where id = $1 or reference = $1 union
        select case_id from instances where reference = $1 or correlation_id = $1 order by 1
        """;

    internal const string Later = """
        update inbox_messages set state = $2, not_before = $3, attempts = attempts + 1, error = $4, settled_at = case when $2 = 'Kept' then $5::timestamptz end
        where message_id = $1 and state = 'Waiting'
        """;

    internal const string Done = """
        update inbox_messages set state = 'Applied', settled_at = $2, error = null where message_id = $1 and state = 'Waiting' and ($3 or case_ids <> '{}')
        """;

    /// <summary>$1 moment. What was applied long ago; its id could come again only from a sender who is as late.</summary>
    internal const string Forget = "delete from inbox_messages where state = 'Applied' and settled_at < $1";

    /// <summary>Applies what waits.</summary>
    /// <returns>How many messages something went on by.</returns>
    public async Task<int> RunAsync(CancellationToken cancel = default)
    {
        var applied = 0;
        foreach (var message in await WaitingAsync(cancel))
        {
            try
            {
                if (await ApplyAsync(message, cancel) is { } problem) await PutOffAsync(message, problem, cancel);
                else applied++;
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation)
            {
                // Somebody works on the case just now, or another host brings the same message: the next look finds out.
            }
        }

        return applied;
    }

    private Task PutOffAsync(Waits message, string problem, CancellationToken cancel)
    {
        var now = clock.Now();
        var kept = now - message.ReceivedAt >= TryFor;
        var wait = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(message.Attempts, 12)));
        return RunAsync(
            new NpgsqlBatchCommand(Later).Text(message.Id).Word(kept ? InboxState.Kept : InboxState.Waiting)
                .Moment(now + (wait < s_longest ? wait : s_longest)).Text(problem).Moment(now),
            cancel);
    }

    /// <summary>Removes what was applied before a moment.</summary>
    /// <returns>How many rows.</returns>
    public Task<int> ForgetAsync(DateTimeOffset before, CancellationToken cancel = default) =>
        RunAsync(new NpgsqlBatchCommand(Forget).Moment(before), cancel);

    // Null when something went on by it; else why not.
    private async Task<string?> ApplyAsync(Waits message, CancellationToken cancel)
    {
        var data = message.Data is null ? null : JsonNode.Parse(message.Data);
        var targets = message.Correlation is { } wanted ? await CasesOfAsync(wanted, cancel) : await cases.CasesWaitingAsync(message.Name, null, null, cancel);
        var reached = false;
        foreach (var caseId in targets) reached |= await cases.ReceiveAsync(message.Id, caseId, message.Name, data, cancel);
        // What is for one of our cases starts nothing else; what is tried again starts nothing later.
        if (message.Attempts == 0 && (message.Correlation is null || targets.Count == 0))
            reached |= await cases.BeginByAsync(message.Id, message.Name, message.Correlation, data, cancel);
        // A case may have gone on by it before a host died: then it is done, too.
        if (await RunAsync(new NpgsqlBatchCommand(Done).Text(message.Id).Moment(clock.Now()).Flag(reached), cancel) == 1) return null;
        return message.Correlation is not null && targets.Count == 0 ? "There is no case with this id or reference." : "Nothing waits for it.";
    }

    private async Task<List<Waits>> WaitingAsync(CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Waiting).Moment(clock.Now()));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return await rows.ListAsync(r => new Waits(r.GetString(0), r.GetString(1), r.TextOrNull(2), r.TextOrNull(3), r.Moment(4), r.GetInt32(5)), cancel);
    }

    private async Task<IReadOnlyList<string>> CasesOfAsync(string reference, CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(OfReference).Text(reference));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return await rows.ListAsync(r => r.GetString(0), cancel);
    }

    private async Task<int> RunAsync(NpgsqlBatchCommand command, CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(command);
        return await batch.ExecuteNonQueryAsync(cancel);
    }

    private sealed record Waits(string Id, string Name, string? Correlation, string? Data, DateTimeOffset ReceivedAt, int Attempts);
}
