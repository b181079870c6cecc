using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Engine.Definitions;
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

    /// <summary>By which a wait for a path is found.</summary>
    public static string Key(string path) => $"http:{WorkflowTriggers.HttpPath(path)}";

    /// <summary>Brings a call to whatever it is for.</summary>
    /// <param name="deliveryId">Made by the caller, the same at every attempt.</param>
    /// <param name="method">Such as <c>POST</c>.</param>
    /// <param name="path">Path behind the endpoints' address.</param>
    /// <param name="call">What the process gets to see.</param>
    /// <param name="cancel">Gives up waiting for a case.</param>
    /// <returns>Whether anything is there at this path.</returns>
    public async Task<bool> ReceiveAsync(string deliveryId, string method, string path, JsonObject call, CancellationToken cancel = default)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Waiting).Text(Key(path)).Text(BookmarkName));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Starting).Text(WorkflowTriggers.HttpPath(path)).Text(method));
        List<string> waits;
        List<(string Id, string VersionId, string ActivityId)> starts;
        await using (var rows = await batch.ExecuteReaderAsync(cancel))
        {
            waits = await rows.ListAsync(r => r.GetString(0), cancel);
            starts = await rows.NextListAsync(r => (r.GetString(0), r.GetString(1), r.GetString(2)), cancel);
        }

        var reached = false;
        foreach (var bookmark in waits) reached |= await cases.ResumeAsync($"call:{deliveryId}@{bookmark}", bookmark, (JsonObject)call.DeepClone(), cancel);
        foreach (var (id, version, activity) in starts)
            reached |= await cases.StartTriggeredAsync($"call:{deliveryId}@{id}", version, activity, call.DeepClone(), correlationId: null, cancel);
        return reached;
    }
}
