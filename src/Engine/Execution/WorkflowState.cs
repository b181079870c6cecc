using System.Text.Json.Nodes;

namespace ReviewFlow.Engine.Execution;

/// <summary>
/// State of one instance between two bursts. Serialisable, near 8 KB, without form text. Refers to node ids and
/// connection keys, never to positions.
/// </summary>
public sealed partial class WorkflowState
{
    /// <summary>Id of the instance.</summary>
    public required string InstanceId { get; init; }

    /// <summary>Logical id of its definition.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>The exact version it runs on, for ever unless migrated.</summary>
    public required string DefinitionVersionId { get; init; }

    /// <summary>Version number of that version.</summary>
    public required int DefinitionVersion { get; init; }

    /// <summary>Instance that started it, if any.</summary>
    public string? ParentInstanceId { get; init; }

    /// <summary>Correlation id.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>Name given by SetName.</summary>
    public string? Name { get; set; }

    /// <summary>Main status.</summary>
    public WorkflowStatus Status { get; set; }

    /// <summary>Sub-status.</summary>
    public WorkflowSubStatus SubStatus { get; set; }

    /// <summary>What it waits for.</summary>
    public List<Bookmark> Bookmarks { get; init; } = [];

    /// <summary>Faults that nobody has mended yet.</summary>
    public List<Incident> Incidents { get; init; } = [];

    /// <summary>Workflow input.</summary>
    public JsonObject Input { get; init; } = [];

    /// <summary>Workflow output so far.</summary>
    public JsonObject Output { get; init; } = [];
}
