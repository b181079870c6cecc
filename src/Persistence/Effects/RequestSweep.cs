using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Persistence.Time;

namespace ReviewFlow.Persistence.Effects;

/// <summary>Sends one request of a process and gives what came of it.</summary>
/// <param name="id">Stays the same at every attempt.</param>
/// <param name="request">What the step asked for: url, method, content, contentType, authorization, requestHeaders.</param>
/// <param name="cancel">The host is stopping.</param>
/// <returns>
/// <c>{ statusCode, parsedContent, responseHeaders }</c>, or <c>{ failed, timeout?, reason }</c>. <c>failed</c> with <c>again</c>
/// was never sent and may be tried again.
/// </returns>
public delegate Task<JsonObject> SendRequest(string id, JsonObject request, CancellationToken cancel);

/// <summary>
/// Sends the HTTP requests of processes from the outbox, at least once, and brings the answer to the step that waits for it,
/// exactly once: the answer is an operation under the request's id.
/// </summary>
public sealed class RequestSweep(NpgsqlDataSource source, CaseTransaction cases, BusinessClock clock, SendRequest send)
{
    /// <summary>Most attempts at a request that could not be sent.</summary>
    public const int Attempts = 3;

    // Two hosts never hold the same one; one that a host took to its grave comes back.
    internal const string Claim = """
        update outbox set attempts = attempts + 1, not_before = $2 where (case_id, number) in (
            select case_id, number from outbox where kind = 'http' and sent_at is null and not_before <= $1
            order by not_before limit 10 for update skip locked)
        returning message_id, body, attempts
        """;

    internal const string Sent = "update outbox set sent_at = $2, error = $3 where message_id = $1";

    internal const string Later = "update outbox set not_before = $2, error = $3 where message_id = $1";

    private static readonly JsonSerializerOptions s_wire = new(JsonSerializerDefaults.Web);
    private static readonly TimeSpan s_lease = TimeSpan.FromMinutes(2);

    /// <summary>Sends what waits.</summary>
    /// <returns>How many were answered.</returns>
    public async Task<int> RunAsync(CancellationToken cancel = default)
    {
        var answered = 0;
        foreach (var (id, body, attempts) in await ClaimAsync(cancel))
        {
            if (await SendOneAsync(id, JsonSerializer.Deserialize<SendHttpRequest>(body, s_wire)!, attempts, cancel)) answered++;
        }

        return answered;
    }

    private async Task<bool> SendOneAsync(string id, SendHttpRequest effect, int attempts, CancellationToken cancel)
    {
        var answer = await send(id, effect.Request, cancel);
        var reason = answer["reason"]?.ToString();
        if (answer["again"] is not null && attempts < Attempts)
        {
            await RunAsync(new NpgsqlBatchCommand(Later).Text(id).Moment(clock.Now() + TimeSpan.FromSeconds(10 * attempts)).Text(reason), cancel);
            return false;
        }

        answer.Remove("again");
        await cases.ResumeAsync(id, effect.BookmarkId, answer, cancel);
        await RunAsync(new NpgsqlBatchCommand(Sent).Text(id).Moment(clock.Now()).Text(reason), cancel);
        return true;
    }

    private async Task<List<(string Id, string Body, int Attempts)>> ClaimAsync(CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Claim).Moment(clock.Now()).Moment(clock.Now() + s_lease));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return await rows.ListAsync(r => (r.GetString(0), r.GetString(1), r.GetInt32(2)), cancel);
    }

    private async Task RunAsync(NpgsqlBatchCommand command, CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(cancel);
    }
}
