namespace ReviewFlow.Engine.Definitions;

public sealed partial class WorkflowDefinition
{
    /// <summary>References to other definitions that stand in it as activities.</summary>
    public IEnumerable<WorkflowReference> References => Nodes.Values.Where(n => n.Reference is not null).Select(n => n.Reference!).Distinct();

    /// <summary>
    /// The same definition with the workflows it uses as activities inside it. What <paramref name="find"/> does not know
    /// stays a placeholder, which faults when it is reached. Returns itself when it uses none.
    /// </summary>
    /// <param name="find">Gives the version named by the reference, else the published one, else the latest; null when there is none.</param>
    /// <returns>The linked definition, or the problems that stop it (more than 32 levels, too many activities).</returns>
    public DefinitionReadResult LinkedWith(Func<WorkflowReference, WorkflowDefinition?> find) =>
        Nodes.Values.Any(n => n.Reference is not null) ? DefinitionReader.Build(Json, LinkScope.For(this, find)) : new(this, []);
}

/// <summary>What one act of linking has met so far; bounds both depth and total size.</summary>
internal sealed class LinkScope(Func<WorkflowReference, WorkflowDefinition?>? find)
{
    public const int MaxDepth = 32;

    public Func<WorkflowReference, WorkflowDefinition?>? Find => find;

    public Stack<string> Chain { get; } = new();

    public int Activities { get; set; }

    public static LinkScope For(WorkflowDefinition definition, Func<WorkflowReference, WorkflowDefinition?> find)
    {
        var scope = new LinkScope(find);
        scope.Chain.Push(definition.DefinitionId);
        return scope;
    }
}
