using ReviewFlow.Engine;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Definitions;

namespace ReviewFlow.Workflows.Definitions;

/// <summary>What a definition is checked against. Whatever is left empty is not checked.</summary>
/// <param name="Catalog">The activity types there are.</param>
/// <param name="Facts">Forms, calendars and value lists there are.</param>
public sealed record DefinitionSurroundings(ActivityCatalog Catalog, Facts Facts)
{
    /// <summary>Finds a workflow that is used as an activity; null when nothing is to be linked, because it already is.</summary>
    public Func<WorkflowReference, WorkflowDefinition?>? Find { get; init; }

    /// <summary>Where running cases of this definition, of any version, wait now.</summary>
    public IReadOnlyList<WaitingStep> Waiting { get; init; } = [];
}

/// <summary>A step at which running cases wait.</summary>
/// <param name="NodeId">Path of the step.</param>
/// <param name="Cases">How many waits there are; at least 1.</param>
public sealed record WaitingStep(string NodeId, int Cases);
