using System.Text.Json.Nodes;
using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Engine.Activities.BuiltIn;

/// <summary>Runs another definition now, in the same transaction; waits for its end when told to.</summary>
internal sealed class ExecuteWorkflow : Activity
{
    public override ActivityStep Start(ActivityContext context)
    {
        var definitionId = context.Text("workflowDefinitionId") ?? throw new InvalidInputException("workflowDefinitionId", "the id of a definition");
        var question = new RunChild(context.Key("child"), context.Key("instance"), definitionId, context.Text("correlationId"), ChildInput.Of(context.Inputs["input"]));
        if (!context.Answers.TryGetValue(question.Id, out var answer)) return ActivityStep.Ask(question);
        context.Outputs["result"] = answer?.DeepClone();
        var ended = answer?["status"]?.ToString() == nameof(WorkflowStatus.Finished);
        if (ended || !context.Get("waitForCompletion", false)) return ActivityStep.Complete();
        return ActivityStep.Wait([context.NewBookmark("Elsa.ExecuteWorkflow", payload: new JsonObject { ["ChildInstanceId"] = question.InstanceId }, autoBurn: true)]);
    }

    public override ActivityStep Resume(ActivityContext context, Bookmark bookmark, Stimulus stimulus)
    {
        context.Outputs["result"] = stimulus is ChildFinished child ? ChildInput.Result(child) : null;
        return ActivityStep.Complete();
    }
}

/// <summary>Starts another definition in a transaction of its own; waits for its end when told to.</summary>
internal sealed class DispatchWorkflowActivity : Activity
{
    public override ActivityStep Start(ActivityContext context)
    {
        var definitionId = context.Text("workflowDefinitionId") ?? throw new InvalidInputException("workflowDefinitionId", "the id of a definition");
        var input = ChildInput.Of(context.Inputs["input"]);
        input["ParentInstanceId"] = context.InstanceId;
        var bookmark = context.Get("waitForCompletion", false) ? context.NewBookmark("Elsa.DispatchWorkflow", autoBurn: true) : null;
        var effect = new DispatchWorkflow(context.Key("dispatch"), definitionId, context.Text("correlationId"), input, bookmark?.Id);
        return bookmark is null ? ActivityStep.Complete("Done", effect) : ActivityStep.Wait([bookmark], effect);
    }

    public override ActivityStep Resume(ActivityContext context, Bookmark bookmark, Stimulus stimulus)
    {
        context.Outputs["result"] = (stimulus as ChildFinished)?.Output?.DeepClone();
        return ActivityStep.Complete();
    }
}

/// <summary>Starts another definition once for each item, each with its own copy of the input.</summary>
internal sealed class BulkDispatchWorkflows : Activity
{
    public override ActivityStep Start(ActivityContext context)
    {
        var definitionId = context.Text("workflowDefinitionId") ?? throw new InvalidInputException("workflowDefinitionId", "the id of a definition");
        var items = Values.List(context.Inputs["items"]);
        if (items.Count == 0) return ActivityStep.Complete((IReadOnlyList<string>)["Completed", "Done"]);
        var waits = context.Get("waitForCompletion", true);
        var bookmark = waits ? context.NewBookmark("Elsa.BulkDispatchWorkflows") : null;
        var effects = items.Select((item, i) => Dispatch(context, definitionId, item, i, bookmark?.Id)).ToList();
        context.State["open"] = items.Count;
        return bookmark is null ? ActivityStep.Complete((IReadOnlyList<string>)["Completed", "Done"], effects) : ActivityStep.Wait([bookmark], effects);
    }

    public override ActivityStep Resume(ActivityContext context, Bookmark bookmark, Stimulus stimulus)
    {
        var open = (int)context.State["open"]! - 1;
        context.State["open"] = open;
        return open > 0 ? ActivityStep.Wait([bookmark]) : ActivityStep.Complete((IReadOnlyList<string>)["Completed", "Done"]);
    }

    private static Effect Dispatch(ActivityContext context, string definitionId, JsonNode? item, int index, string? bookmarkId)
    {
        var input = ChildInput.Of(context.Inputs["input"]);
        input["ParentInstanceId"] = context.InstanceId;
        if (item is JsonObject values) foreach (var (name, value) in values) input[name] = value?.DeepClone();
        else input[context.Text("defaultItemInputKey") ?? "Item"] = item?.DeepClone();
        return new DispatchWorkflow(context.Key($"dispatch{index}"), definitionId, context.Text("correlationId"), input, bookmarkId);
    }
}

/// <summary>What goes into a child and comes out of it.</summary>
internal static class ChildInput
{
    public static JsonObject Of(JsonNode? input) => input is JsonObject values ? (JsonObject)values.DeepClone() : [];

    public static JsonObject Result(ChildFinished child) => new()
    {
        ["workflowInstanceId"] = child.ChildInstanceId,
        ["status"] = child.Status.ToString(),
        ["subStatus"] = child.SubStatus.ToString(),
        ["output"] = child.Output?.DeepClone(),
    };
}
