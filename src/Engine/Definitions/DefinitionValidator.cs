using ReviewFlow.Engine.Activities;

namespace ReviewFlow.Engine.Definitions;

/// <summary>Says in plain words what stops a definition from being published.</summary>
public static class DefinitionValidator
{
    /// <summary>
    /// All problems; those with <see cref="DefinitionProblem.IsWarning"/> do not stop publishing. Link the definition first
    /// (<see cref="WorkflowDefinition.LinkedWith"/>): a workflow used as activity that is not linked counts as unknown.
    /// </summary>
    /// <param name="definition">The definition, linked.</param>
    /// <param name="catalog">The activity types there are.</param>
    /// <param name="facts">Forms, calendars and value lists there are; empty ones are not checked.</param>
    public static IReadOnlyList<DefinitionProblem> Validate(WorkflowDefinition definition, ActivityCatalog catalog, Facts facts)
    {
        var problems = new List<DefinitionProblem>();
        var inputs = new InputChecks(catalog, facts, problems);
        foreach (var node in Own(definition.Workflow))
        {
            CheckType(node, catalog, problems);
            inputs.Check(node);
            CheckIds(node, problems);
            if (node.Type == "Elsa.Flowchart") new FlowChecks(node, catalog, problems).Check();
        }

        return problems;
    }

    /// <summary>The nodes of this file; linked workflows were checked when they were published.</summary>
    private static IEnumerable<ActivityNode> Own(ActivityNode workflow)
    {
        var open = new Stack<ActivityNode>(workflow.Children.Reverse());
        while (open.TryPop(out var node))
        {
            yield return node;
            foreach (var child in node.Children.Reverse().Where(c => c != node.Linked)) open.Push(child);
        }
    }

    private static void CheckType(ActivityNode node, ActivityCatalog catalog, List<DefinitionProblem> problems)
    {
        if (node.Linked is not null || catalog.TryGet(node.Type, out _)) return;
        problems.Add(node.Reference is null
            ? new(node.JsonPath, node.NodeId, $"There is no activity of the type '{node.Type}'. Remove the step, or choose another.", "unknown-activity")
            : new(node.JsonPath, node.NodeId, $"The workflow '{node.Type}' that this step uses cannot be found.", "unknown-workflow"));
    }

    private static void CheckIds(ActivityNode container, List<DefinitionProblem> problems)
    {
        foreach (var twins in container.Children.GroupBy(c => c.Id).Where(g => g.Count() > 1))
        {
            foreach (var twin in twins.Skip(1)) problems.Add(new(twin.JsonPath + ".id", twin.NodeId, $"The id '{twin.Id}' is used twice in '{container.Id}'. Every step needs its own.", "duplicate-id"));
        }
    }
}
