using System.Text.Json;

namespace ReviewFlow.Engine.Definitions;

/// <summary>One immutable version of a definition. Safe to share between threads and instances.</summary>
public sealed partial class WorkflowDefinition
{
    /// <summary>Version id, unique for each version.</summary>
    public required string Id { get; init; }

    /// <summary>Logical id, shared by all versions.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>Number of the version, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>Name for people.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it is for.</summary>
    public string Description { get; init; } = "";

    /// <summary>The original JSON with every member, known or not.</summary>
    public JsonElement Json { get; init; }

    /// <summary>Workflow variables.</summary>
    public IReadOnlyList<VariableDefinition> Variables { get; init; } = [];

    /// <summary>Declared inputs.</summary>
    public IReadOnlyList<ArgumentDefinition> Inputs { get; init; } = [];

    /// <summary>Declared outputs.</summary>
    public IReadOnlyList<ArgumentDefinition> Outputs { get; init; } = [];

    /// <summary>Outcomes it can end with when used as an activity.</summary>
    public IReadOnlyList<string> Outcomes { get; init; } = [];

    /// <summary>Whether other definitions may use it as an activity.</summary>
    public bool UsableAsActivity { get; init; }

    /// <summary>Whether it is marked published.</summary>
    public bool IsPublished { get; init; }

    /// <summary>Whether it is marked the latest version.</summary>
    public bool IsLatest { get; init; }

    /// <summary>What a fault does to the instance; null when the definition does not say.</summary>
    public IncidentStrategy? Incidents { get; init; }

    /// <summary>Whether a new instance may begin while others run.</summary>
    public ActivationStrategy Activation { get; init; }

    /// <summary>Whether its flowcharts run by tokens; null when the definition does not say.</summary>
    public bool? TokenFlow { get; init; }

    /// <summary>The workflow itself as the outermost node; its only child is the root activity.</summary>
    public required ActivityNode Workflow { get; init; }

    /// <summary>Every node by its path, workflows used as activities included when linked.</summary>
    public required IReadOnlyDictionary<string, ActivityNode> Nodes { get; init; }

    /// <summary>Its custom properties; undefined when there are none.</summary>
    public JsonElement CustomProperties => Json.Member("customProperties") ?? default;
}

/// <summary>What a fault of one activity does to its instance.</summary>
public enum IncidentStrategy
{
    /// <summary>The instance ends as faulted. Elsa's default.</summary>
    Fault,

    /// <summary>Other branches go on; the instance waits until somebody retries or skips the activity.</summary>
    ContinueWithIncidents,
}

/// <summary>One thing that is wrong with a definition.</summary>
/// <param name="Path">JSON path of the place, e.g. <c>$.root.activities[3].role</c>.</param>
/// <param name="NodeId">Node it concerns, so that the designer can show it; null for the whole.</param>
/// <param name="Message">What is wrong and what to do, in plain words.</param>
/// <param name="Code">Machine word, e.g. <c>unknown-activity</c>.</param>
public sealed record DefinitionProblem(string Path, string? NodeId, string Message, string Code)
{
    /// <summary>Whether it does not stop publishing.</summary>
    public bool IsWarning => Code is "unconnected-outcome" or "dropped-connection" or "removed-waiting-step";
}
