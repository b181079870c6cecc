using System.Text.Json.Nodes;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Cases;

namespace ReviewFlow.Host.Pages.Cases;

/// <summary>Everything of one case that its pages speak of, as it was read.</summary>
public sealed record CaseSheet
{
    public required CaseRow Case { get; init; }
    public required JsonObject Fields { get; init; }

    /// <summary>In the order in which they came; hidden ones are among them.</summary>
    public required IReadOnlyList<InstanceSheet> Instances { get; init; }
    public required IReadOnlyList<WorkTaskRow> Tasks { get; init; }
    public required IReadOnlyList<TimerRow> Timers { get; init; }

    /// <summary>Newest first.</summary>
    public required IReadOnlyList<CaseEventRow> Events { get; init; }
    public required IReadOnlyList<SignatureRow> Signatures { get; init; }
    public required IReadOnlyList<AttachmentRow> Files { get; init; }

    public string Id => Case.Id;

    /// <summary>What people see of it: neither what merely routes nor what was voided.</summary>
    public IEnumerable<InstanceSheet> Steps => Instances.Where(i => !i.Hidden && i.VoidedAt is null);

    public IEnumerable<WorkTaskRow> OpenTasks => Tasks.Where(t => t.Status == WorkTaskStatus.Open);

    public InstanceSheet Instance(string id) => Instances.First(i => i.Id == id);

    /// <summary>Place on the map that was chosen in a step still open and waits for somebody to confirm it.</summary>
    public string? NextAction => Tasks
        .Where(t => t is { Kind: TaskKind.NextAction, Status: WorkTaskStatus.Done } && Instance(t.InstanceId).Open)
        .Where(t => !OpenTasks.Any(o => o.InstanceId == t.InstanceId && o.Kind == TaskKind.NextAction))
        .MaxBy(t => t.ClosedAt) is { } chosen ? PlaceOf(chosen) : null;

    // What ends the process leads to the end of the map.
    private static string? PlaceOf(WorkTaskRow chosen) =>
        TaskFace.Actions(chosen).Any(a => a.Key == chosen.Outcome && a.Terminating) ? ProcessMap.End : chosen.Outcome;

    /// <summary>The day from which the whole counts, once confirmed.</summary>
    public DateOnly? TotalFrom => DateOnly.TryParse(Fields["totalClock"] is JsonObject clock ? clock["from"]?.ToString()[..10] : null, out var day) ? day : Case.DateOfDispute;
}

/// <summary>An instance without its state.</summary>
public sealed record InstanceSheet(
    string Id, int Number, string DefinitionId, string VersionId, string Title, string? Reference, string? FormId, int? FormVersion, bool Hidden,
    string? Input, DateTimeOffset StartedAt, string StartedBy, DateTimeOffset? EndedAt, DateTimeOffset? VoidedAt, string? VoidReason)
{
    public bool Open => EndedAt is null && VoidedAt is null;

    public JsonObject? InputValues => Input is null ? null : JsonNode.Parse(Input) as JsonObject;

    public MapInstance OnMap => new(Id, Title, DefinitionId, InputValues, StartedAt, EndedAt);
}
