using System.Text.Json.Nodes;
using ReviewFlow.Engine.Activities.BuiltIn;

namespace ReviewFlow.Engine.Execution.Nodes;

/// <summary>
/// Starts another definition once for each item, each with its own copy of the input. While it waits, what hangs on
/// <c>childCompleted</c> or <c>childFaulted</c> runs for every child that ends.
/// </summary>
internal sealed class BulkDispatchNode : NodeBehavior
{
    private const string Name = "Elsa.BulkDispatchWorkflows";

    private static readonly IReadOnlyList<string> s_completed = ["Completed", "Done"];

    public override void Start(BurstSession session, ActivityRun run)
    {
        var definitionId = session.Text(run, "workflowDefinitionId") ?? throw new InvalidInputException("workflowDefinitionId", "the id of a definition");
        var items = Values.List(session.Input(run, "items"));
        var waits = session.Input(run, "waitForCompletion") is not { } given || Values.Flag(given, "waitForCompletion");
        var prefix = session.NewId();
        var bookmark = waits && items.Count > 0 ? NewBookmark(session, run, prefix) : null;
        for (var i = 0; i < items.Count; i++) session.Emit(Dispatch(session, run, definitionId, items[i], $"{prefix}-dispatch{i}", bookmark?.Id));
        run.Position = items.Count;
        if (bookmark is not null) session.State.Bookmarks.Add(bookmark);
        else session.Complete(run, waits ? s_completed : BurstSession.Done);
    }

    public override void Resume(BurstSession session, ActivityRun run, Bookmark bookmark)
    {
        if (--run.Position == 0) session.State.Bookmarks.Remove(bookmark);
        var ended = session.Stimulus as ChildFinished;
        var next = ended?.SubStatus switch
        {
            WorkflowSubStatus.Faulted => run.Node.Port("childFaulted"),
            WorkflowSubStatus.Finished => run.Node.Port("childCompleted"),
            _ => null,
        };
        if (next is not null) session.Schedule(run, next, Seen(ended!));
        else CompleteIfAll(session, run);
    }

    public override void ChildCompleted(BurstSession session, ActivityRun run, ActivityRun child, IReadOnlyList<string> outcomes) => CompleteIfAll(session, run);

    private static void CompleteIfAll(BurstSession session, ActivityRun run)
    {
        if (run.Position <= 0 && run.Children.Count == 0 && !session.IsWorkQueuedUnder(run)) session.Complete(run, s_completed);
    }

    private static Dictionary<string, JsonNode?> Seen(ChildFinished child) =>
        new(StringComparer.Ordinal) { ["ChildInstanceId"] = JsonValue.Create(child.ChildInstanceId), ["ChildOutput"] = child.Output?.DeepClone() };

    private static DispatchWorkflow Dispatch(BurstSession session, ActivityRun run, string definitionId, JsonNode? item, string id, string? bookmarkId)
    {
        var input = ChildInput.Of(session.Input(run, "input"));
        if (item is JsonObject values) foreach (var (name, value) in values) input[name] = value?.DeepClone();
        else input[session.Text(run, "defaultItemInputKey") ?? "Item"] = item?.DeepClone();

        // Read once for each child, which its script sees as args.
        var correlation = run.Node.Inputs.TryGetValue("correlationIdFunction", out var given) ? Values.Text(session.Evaluate(run, given, input)) : session.Text(run, "correlationId");
        input["ParentInstanceId"] = session.State.InstanceId;
        return new DispatchWorkflow(id, definitionId, string.IsNullOrEmpty(correlation) ? null : correlation, input, bookmarkId);
    }

    private static Bookmark NewBookmark(BurstSession session, ActivityRun run, string prefix) => new()
    {
        Id = $"{prefix}-b1",
        Name = Name,
        Hash = BookmarkHash.Compute(Name, null, run.Id),
        ActivityId = run.Node.Id,
        NodeId = run.NodeId,
        ActivityInstanceId = run.Id,
        CreatedAt = session.Now,
        AutoBurn = false,
    };
}
