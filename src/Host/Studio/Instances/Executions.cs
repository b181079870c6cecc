using System.Text.Json;
using System.Text.Json.Nodes;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Host.Studio.Instances;

/// <summary>One run of one activity, put together from the journal.</summary>
internal sealed record Execution
{
    public required string Id { get; init; }
    public required string ActivityId { get; init; }
    public required string NodeId { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }
    public ActivityStatus Status { get; init; }
    public bool HasBookmarks { get; init; }
    public string? Fault { get; init; }

    /// <summary>All runs of an instance, in order of their beginning.</summary>
    public static IReadOnlyList<Execution> Of(Run run, IReadOnlyList<JournalEntry> journal) =>
        [.. journal.GroupBy(e => e.ActivityInstanceId, StringComparer.Ordinal).Select(g => Of(run, [.. g]))];

    private static Execution Of(Run run, List<JournalEntry> lines)
    {
        var last = lines.FindLast(l => Ending(l.Event) is not null);
        var waits = run.State.Bookmarks.Exists(b => b.ActivityInstanceId == lines[0].ActivityInstanceId);
        var fault = run.State.Incidents.Find(i => i.ActivityInstanceId == lines[0].ActivityInstanceId);
        return new Execution
        {
            Id = lines[0].ActivityInstanceId,
            ActivityId = lines[0].ActivityId,
            NodeId = lines[0].NodeId,
            StartedAt = lines[0].At,
            CompletedAt = last?.At,
            Status = fault is not null ? ActivityStatus.Faulted : Ending(last?.Event) ?? ActivityStatus.Running,
            HasBookmarks = waits,
            Fault = fault?.Message,
        };
    }

    private static ActivityStatus? Ending(string? word) => word switch
    {
        "Completed" => ActivityStatus.Completed,
        "Canceled" => ActivityStatus.Canceled,
        "Faulted" => ActivityStatus.Faulted,
        _ => null,
    };

    /// <summary>The little that a list needs.</summary>
    public JsonObject Summary(Run run)
    {
        var node = run.Definition.Nodes.GetValueOrDefault(NodeId);
        return new JsonObject
        {
            ["id"] = Id,
            ["workflowInstanceId"] = run.Row.Id,
            ["activityId"] = ActivityId,
            ["activityNodeId"] = NodeId,
            ["activityType"] = node?.Type ?? "Elsa.Workflow",
            ["activityTypeVersion"] = node?.Version ?? 1,
            ["activityName"] = node?.Name is { Length: > 0 } name ? name : ActivityId,
            ["startedAt"] = StartedAt,
            ["completedAt"] = CompletedAt,
            ["hasBookmarks"] = HasBookmarks,
            ["status"] = Status.ToString(),
            ["aggregateFaultCount"] = Fault is null ? 0 : 1,
            ["metadata"] = new JsonObject(),
            ["schedulingActivityExecutionId"] = null,
            ["schedulingActivityId"] = null,
            ["schedulingWorkflowInstanceId"] = null,
            ["callStackDepth"] = null,
        };
    }

    /// <summary>Everything. Inputs are those of the definition, as they were designed: what they came to is not kept.</summary>
    public JsonObject Face(Run run)
    {
        var face = Summary(run);
        face["activityState"] = Inputs(run.Definition.Nodes.GetValueOrDefault(NodeId));
        face["payload"] = new JsonObject();
        face["outputs"] = new JsonObject();
        face["properties"] = new JsonObject();
        face["exception"] = Fault is null ? null : new JsonObject { ["type"] = "Fault", ["message"] = Fault, ["stackTrace"] = null, ["innerException"] = null };
        return face;
    }

    /// <summary>Counts for the badges on the canvas.</summary>
    public static JsonObject Stats(IReadOnlyList<Execution> runs) => new()
    {
        ["activityId"] = runs[0].ActivityId,
        ["activityNodeId"] = runs[0].NodeId,
        ["startedCount"] = runs.Count,
        ["completedCount"] = runs.Count(r => r.Status == ActivityStatus.Completed),
        ["uncompletedCount"] = runs.Count(r => r.Status != ActivityStatus.Completed),
        ["isBlocked"] = runs.Any(r => r.HasBookmarks),
        ["isFaulted"] = runs.Any(r => r.Status == ActivityStatus.Faulted),
        ["aggregateFaultCount"] = runs.Count(r => r.Fault is not null),
        ["metadata"] = new JsonObject(),
    };

    private static JsonObject Inputs(ActivityNode? node)
    {
        var inputs = new JsonObject();
        foreach (var (name, input) in node?.Inputs ?? new Dictionary<string, InputExpression>())
            inputs[char.ToUpperInvariant(name[0]) + name[1..]] = input.Value.ValueKind == JsonValueKind.Undefined ? null : JsonSerializer.SerializeToNode(input.Value);
        return inputs;
    }
}
