using System.Text.Json;
using System.Text.Json.Nodes;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Forms;
using ReviewFlow.Workflows.Work;

namespace ReviewFlow.Persistence.Cases;

/// <summary>A task's row as the rules see it.</summary>
public static class TaskFace
{
    private static readonly JsonSerializerOptions s_wire = new(JsonSerializerDefaults.Web);

    public static WorkItem Item(WorkTaskRow row) => new()
    {
        TaskId = row.Id,
        InstanceId = row.InstanceId,
        ActivityId = row.ActivityId,
        Kind = row.Kind,
        Title = row.Title,
        Role = row.Role,
        Phase = row.Phase,
        Actions = Actions(row),
        AssigneeId = row.AssigneeId,
        ActingForId = row.ActingForId,
        TeamId = row.TeamId,
        CandidateIds = row.CandidateIds,
        Excluded = row.Excluded.ToHashSet(StringComparer.Ordinal),
        SentBy = row.SentBy,
        Level = Level(row.Details),
        Row = RowOf(row),
        WaitsFor = row.WaitsFor,
        ScheduledFor = row.ScheduledFor,
        DueAt = row.DueAt,
        StartedAt = row.StartedAt,
        ClosedAt = row.ClosedAt,
        Revision = row.Revision,
    };

    /// <summary>Key that a form's <c>openAt</c> names; with the row, when the task is about one.</summary>
    public static string PhaseKey(WorkTaskRow row) => RowPhase.Key(row.ActivityId, row.Phase, RowOf(row));

    /// <summary>The one row of a table that the task is about; null for any other.</summary>
    public static string? RowOf(WorkTaskRow row) => row.Details is { } details && details.Contains("\"row\"", StringComparison.Ordinal) ? JsonNode.Parse(details)?["row"]?.ToString() : null;

    /// <summary>What can be done with it.</summary>
    public static IReadOnlyList<TaskAction> Actions(WorkTaskRow row) => JsonSerializer.Deserialize<List<TaskAction>>(row.Actions, s_wire)!;

    internal static string Write(IReadOnlyList<TaskAction> actions) => JsonSerializer.Serialize(actions, s_wire);

    private static int? Level(string? details) =>
        details is not null && JsonNode.Parse(details)?["level"] is JsonValue value && value.TryGetValue<int>(out var level) ? level : null;
}
