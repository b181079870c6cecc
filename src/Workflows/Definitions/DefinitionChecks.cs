using ReviewFlow.Engine.Definitions;

namespace ReviewFlow.Workflows.Definitions;

/// <summary>
/// What is wrong with a definition, in plain words, each with the step that it concerns. Pure; asked when a draft is saved,
/// when it is published, and by the designer, so that all three say the same.
/// </summary>
public static class DefinitionChecks
{
    /// <summary>Reads the text and checks it; what cannot be read at all is told as problems too.</summary>
    public static IReadOnlyList<DefinitionProblem> Check(string json, DefinitionSurroundings surroundings)
    {
        var read = DefinitionReader.Read(json);
        return read.Definition is { } definition ? Check(definition, surroundings) : read.Problems;
    }

    /// <summary>All problems; those with <see cref="DefinitionProblem.IsWarning"/> do not stop publishing. Never throws for what the file says.</summary>
    public static IReadOnlyList<DefinitionProblem> Check(WorkflowDefinition definition, DefinitionSurroundings surroundings)
    {
        var linked = surroundings.Find is { } find ? definition.LinkedWith(find) : new DefinitionReadResult(definition, []);
        if (linked.Definition is not { } whole) return linked.Problems;
        var problems = DefinitionValidator.Validate(whole, surroundings.Catalog, surroundings.Facts).ToList();
        foreach (var node in whole.Nodes.Values)
        {
            if (LiesInLinked(node)) continue;
            if (node.Type == "Elsa.Flowchart") problems.AddRange(JoinChecks.Check(node, whole.TokenFlow == true));
            problems.AddRange(StepChecks.Check(node, surroundings));
        }

        problems.AddRange(Removed(whole, surroundings.Waiting));
        return problems;
    }

    /// <summary>Running cases keep their version; they only cannot be moved to one that lacks the step they wait at.</summary>
    private static IEnumerable<DefinitionProblem> Removed(WorkflowDefinition definition, IReadOnlyList<WaitingStep> waiting) =>
        from step in waiting
        where !definition.Nodes.ContainsKey(step.NodeId)
        let id = step.NodeId[(step.NodeId.LastIndexOf(':') + 1)..]
        select new DefinitionProblem(
            "$.root",
            step.NodeId,
            $"{(step.Cases == 1 ? "1 running case waits" : $"{step.Cases} running cases wait")} at '{id}', which is not in this version. They go on as they were and cannot be moved to it.",
            "removed-waiting-step");

    private static bool LiesInLinked(ActivityNode node)
    {
        for (var at = node; at.Parent is { } parent; at = parent)
        {
            if (parent.Linked == at) return true;
        }

        return false;
    }
}
