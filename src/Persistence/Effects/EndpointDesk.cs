using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Statements;

namespace ReviewFlow.Persistence.Effects;

/// <summary>
/// Brings a call of another system to the process that it is for: what waits at the path goes on, and what the path starts
/// begins, each once for one delivery id, however often it is brought.
/// </summary>
public sealed class EndpointDesk(NpgsqlDataSource source, CaseTransaction cases)
{
    internal const string BookmarkName = "Elsa.HttpEndpoint";

    internal const string Waiting = "select id from bookmarks where event_name = $1 and name = $2 order by id";

    internal const string Starting = "select id, version_id, activity_id from triggers where kind = 'Http' and value = $1 and $2 = any(methods)";

    internal const string Known = "select key, result from operations where key = any($1)";

    /// <summary>By which a wait for a path is found.</summary>
    public static string Key(string path) => $"http:{WorkflowTriggers.HttpPath(path)}";

    /// <summary>Brings a call to whatever it is for.</summary>
    /// <param name="deliveryId">Made by the caller, the same at every attempt.</param>
    /// <param name="method">Such as <c>POST</c>.</param>
    /// <param name="path">Path behind the endpoints' address.</param>
    /// <param name="call">What the process gets to see.</param>
    /// <param name="cancel">Gives up waiting for a case.</param>
    /// <returns>Whether anything is there at this path, and what it answers; the same at every attempt.</returns>
    public async Task<CallAnswer> ReceiveAsync(string deliveryId, string method, string path, JsonObject call, CancellationToken cancel = default)
    {
        var delivery = $"call:{deliveryId}";
        var (waits, starts, known) = await FindAsync(delivery, method, path, cancel);
        var keys = new List<string> { delivery };
        var reached = known;

        // A call that was brought before woke what waited then; what waits at the path now waits for another one.
        var resumed = known;
        foreach (var bookmark in known ? [] : waits)
        {
            var key = resumed ? $"{delivery}@{bookmark}" : delivery;
            resumed |= await cases.ResumeOnceAsync(key, CaseIds.CaseOf(bookmark), b => b.Id == bookmark && Takes(b, method), (JsonObject)call.DeepClone(), cancel);
            keys.Add(key);
        }

        reached |= resumed;
        foreach (var (id, version, activity) in starts)
        {
            reached |= await cases.StartTriggeredAsync($"{delivery}@{id}", version, activity, call.DeepClone(), correlationId: null, cancel);
            keys.Add($"{delivery}@{id}");
        }

        return reached ? new(true, await ReplyAsync(keys, cancel)) : new(false, null);
    }

    private async Task<(List<string> Waits, List<(string Id, string VersionId, string ActivityId)> Starts, bool Known)> FindAsync(
        string delivery, string method, string path, CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Waiting).Text(Key(path)).Text(BookmarkName));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Starting).Text(WorkflowTriggers.HttpPath(path)).Text(method));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Known).Texts([delivery]));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        var waits = await rows.ListAsync(r => r.GetString(0), cancel);
        var starts = await rows.NextListAsync(r => (r.GetString(0), r.GetString(1), r.GetString(2)), cancel);
        return (waits, starts, (await rows.NextListAsync(r => r.GetString(0), cancel)).Count > 0);
    }

    // Kept with the operation, so that a call that is repeated hears what the first one would have heard.
    private async Task<JsonObject?> ReplyAsync(List<string> keys, CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Known).Texts([.. keys]));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        var replies = (await rows.ListAsync(r => (Key: r.GetString(0), Result: r.GetString(1)), cancel)).ToDictionary(r => r.Key, r => r.Result, StringComparer.Ordinal);
        return keys.Select(k => replies.TryGetValue(k, out var result) && JsonNode.Parse(result) is JsonObject { Count: > 0 } reply ? reply : null).FirstOrDefault(r => r is not null);
    }

    private static bool Takes(Bookmark bookmark, string method) => WorkflowTriggers.HttpMethods(bookmark.Payload?["Methods"]).Contains(method, StringComparer.OrdinalIgnoreCase);
}

/// <summary>What became of a call.</summary>
/// <param name="Taken">Whether anything waits or begins at its path.</param>
/// <param name="Reply">What <c>Write HTTP response</c> said before the process came to rest; null when it said nothing.</param>
public sealed record CallAnswer(bool Taken, JsonObject? Reply);
