using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Persistence.Statements;

namespace ReviewFlow.Persistence.Cases;

public sealed partial class CaseTransaction
{
    /// <summary>$1 message, $2 case. Part of the commit by which the case goes on.</summary>
    internal const string InboxReached = """
        update inbox_messages set case_ids = array_append(case_ids, $2) where message_id = $1 and $2 <> all (case_ids)
        """;

    /// <summary>Brings an event from another system to whatever waits for it in a case: once, however often it is asked for.</summary>
    /// <param name="messageId">Id of the message; with the case it is the operation's key.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="name">Name of the event.</param>
    /// <param name="data">What the process gets to see.</param>
    /// <param name="cancel">Gives up waiting for the case.</param>
    /// <returns>Whether something waited for it, now or the first time.</returns>
    internal async Task<bool> ReceiveAsync(string messageId, string caseId, string name, JsonNode? data, CancellationToken cancel)
    {
        var key = $"inbox:{messageId}@{caseId}";
        await using var session = await OpenAsync(cancel);
        var loaded = await CaseLoader.LockAsync(session.Connection, caseId, new Wanting(OperationKey: key), cancel);
        session.Now = clock.Now();
        if (loaded.Before is not null) return true;
        if (loaded.Cases is not [var opened]) return false;
        var bursts = new CaseBursts(engine, definitions, session, opened, actor: null);
        var reached = new NpgsqlBatchCommand(InboxReached).Text(messageId).Text(caseId);
        try
        {
            if (!await bursts.TellAsync(name, data, cancel)) return false;
        }
        catch (BurstFailedException failed)
        {
            // The incident holds the event: a person tries it again from there, the message has done its part.
            await session.DisposeAsync();
            await ParkAsync(failed, actor: null, cancel, reached, OperationOf(key, opened, session, bursts.Reply));
            return true;
        }

        await CaseWriter.CommitAsync(session, [opened], [reached, OperationOf(key, opened, session, bursts.Reply)], cancel);
        if (bursts.NextAlarm is { } alarm) AlarmSet?.Invoke(alarm);
        return true;
    }

    /// <summary>Starts what an event from another system triggers: each definition once a message.</summary>
    /// <returns>Whether anything was started, now or the first time.</returns>
    internal async Task<bool> BeginByAsync(string messageId, string name, string? correlationId, JsonNode? data, CancellationToken cancel)
    {
        var began = false;
        foreach (var (trigger, versionId, activityId) in await TriggeredAsync(name, cancel))
            began |= await StartTriggeredAsync($"inbox:{messageId}@{trigger}", versionId, activityId, data?.DeepClone(), correlationId, cancel);
        return began;
    }
}
