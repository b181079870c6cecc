using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Cases;
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

    private static readonly JsonSerializerOptions s_wire = new(JsonSerializerDefaults.Web);

    private readonly OutboxClaim _outbox = new(source, clock, "http");

    /// <summary>Sends what waits.</summary>
    /// <returns>How many were answered.</returns>
    public async Task<int> RunAsync(CancellationToken cancel = default)
    {
        var answered = 0;
        foreach (var (id, body, attempts) in await _outbox.TakeAsync(cancel))
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
            await _outbox.PostponeAsync(id, TimeSpan.FromSeconds(10 * attempts), reason, cancel);
            return false;
        }

        answer.Remove("again");
        await cases.ResumeAsync(id, effect.BookmarkId, answer, cancel);
        await _outbox.SettleAsync(id, reason, cancel);
        return true;
    }
}
