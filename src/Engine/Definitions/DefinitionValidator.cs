using ReviewFlow.Engine.Activities;

namespace ReviewFlow.Engine.Definitions;

/// <summary>Says in plain words what stops a definition from being published.</summary>
public static class DefinitionValidator
{
    /// <summary>All problems; those with <see cref="DefinitionProblem.IsWarning"/> do not stop publishing.</summary>
    public static IReadOnlyList<DefinitionProblem> Validate(WorkflowDefinition definition, ActivityCatalog catalog, Facts facts) => [];
}
