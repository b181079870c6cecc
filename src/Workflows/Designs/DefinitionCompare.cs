using ReviewFlow.Engine.Definitions;

namespace ReviewFlow.Workflows.Designs;

/// <summary>Two versions of a process, side by side in plain words. Pure. A step is the same when its id is.</summary>
public static class DefinitionCompare
{
    /// <summary>What has to be said to get from one version to the other.</summary>
    /// <param name="before">The version that is live, or the older one.</param>
    /// <param name="after">The draft, or the newer one.</param>
    public static DefinitionComparison Between(WorkflowDefinition before, WorkflowDefinition after)
    {
        var (old, young) = (Steps(before), Steps(after));
        var changes = new List<DefinitionChange>();
        changes.AddRange(WholeChanges.Between(before, after));
        foreach (var (_, step) in old.Where(s => !young.ContainsKey(s.Key)).OrderBy(s => s.Key, StringComparer.Ordinal))
            changes.Add(new DefinitionChange(step.Id, $"Step removed: {step.Title}", StepWeight.Of(step)));
        foreach (var (path, step) in young.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            if (old.TryGetValue(path, out var was)) changes.AddRange(StepChanges.Between(was, step));
            else changes.Add(new DefinitionChange(step.Id, $"Step added: {step.Title}", StepWeight.Of(step)));
        }

        changes.AddRange(ConnectionChanges.Between(old.Values, young.Values));
        return new DefinitionComparison(changes, old.Any(s => young.TryGetValue(s.Key, out var now) && StepWords.Place(s.Value) != StepWords.Place(now)));
    }

    // Linked definitions are versions of their own; only what stands in this file counts.
    private static Dictionary<string, ActivityNode> Steps(WorkflowDefinition definition)
    {
        var found = new Dictionary<string, ActivityNode>(StringComparer.Ordinal);
        var waiting = new Queue<(ActivityNode Node, string Path)>(definition.Workflow.Children.Select(c => (c, c.Id)));
        while (waiting.TryDequeue(out var next))
        {
            found[next.Path] = next.Node;
            foreach (var child in next.Node.Children) waiting.Enqueue((child, $"{next.Path}:{child.Id}"));
        }

        return found;
    }
}
