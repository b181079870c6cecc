using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Statements;

namespace ReviewFlow.Persistence.Effects;

/// <summary>
/// Work that a process asks others to do (<c>RunTask</c>). Told as the event <c>background-task.requested</c>; whoever does it
/// fetches what it is about and brings the result, which counts once.
/// </summary>
public sealed class BackgroundTasks(NpgsqlDataSource source, CaseTransaction cases)
{
    internal const string Kind = "task";

    internal const string Find = "select body, sent_at is null from outbox where message_id = $1 and kind = 'task'";

    // Nobody waits for it any more: done, or not needed.
    internal const string Settle = "update outbox set sent_at = $2 where message_id = $1 and kind = 'task' and sent_at is null";

    private const string BookmarkName = "Elsa.RunTask";

    private static readonly JsonSerializerOptions s_wire = new(JsonSerializerDefaults.Web);

    /// <summary>The task that a bookmark waits for; null when it waits for something else.</summary>
    internal static string? IdOf(Bookmark bookmark) => bookmark.Name == BookmarkName ? bookmark.Payload?["TaskId"]?.ToString() : null;

    /// <summary>The result as the step reads it.</summary>
    internal static JsonObject Input(JsonNode? result) => new() { ["RunTaskInput"] = result?.DeepClone() };

    /// <summary>What is asked.</summary>
    /// <param name="taskId">Id that the event told.</param>
    /// <param name="cancel">Stops the reading.</param>
    /// <returns>Null when there is no such task, or it was forgotten 30 days after its end.</returns>
    public async Task<BackgroundTask?> FindAsync(string taskId, CancellationToken cancel = default)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Find).Text(taskId));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        if (!await rows.ReadAsync(cancel)) return null;
        var asked = JsonSerializer.Deserialize<RequestTask>(rows.GetString(0), s_wire)!;
        return new(asked.Id, asked.TaskName, asked.Payload, rows.GetBoolean(1));
    }

    /// <summary>Brings the result; a repeat changes nothing.</summary>
    /// <param name="taskId">Id that the event told.</param>
    /// <param name="result">What <c>Result</c> of the step becomes.</param>
    /// <param name="cancel">Gives up waiting for the case.</param>
    /// <returns>Whether the process waited for it, now or when it was brought before.</returns>
    public Task<bool> CompleteAsync(string taskId, JsonNode? result, CancellationToken cancel = default) =>
        cases.ResumeOnceAsync($"task:{taskId}", CaseIds.CaseOf(taskId), b => IdOf(b) == taskId, Input(result), cancel);
}

/// <summary>Work that a process asked others to do.</summary>
/// <param name="TaskId">Its id.</param>
/// <param name="TaskName">What is to be done, in the definition's words.</param>
/// <param name="Payload">What it is about; as the definition says, so it may name people.</param>
/// <param name="Open">Whether the process still waits for it.</param>
public sealed record BackgroundTask(string TaskId, string TaskName, JsonNode? Payload, bool Open);
