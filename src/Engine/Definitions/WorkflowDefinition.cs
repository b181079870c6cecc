namespace ReviewFlow.Engine.Definitions;

/// <summary>One immutable version of a definition.</summary>
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
}

/// <summary>One thing that is wrong with a definition.</summary>
/// <param name="Path">JSON path of the place, e.g. <c>$.root.activities[3].role</c>.</param>
/// <param name="NodeId">Node it concerns, so that the designer can show it; null for the whole.</param>
/// <param name="Message">What is wrong and what to do, in plain words.</param>
/// <param name="Code">Machine word, e.g. <c>unknown-activity</c>.</param>
public sealed record DefinitionProblem(string Path, string? NodeId, string Message, string Code);
