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
        if (answer is null) throw new UnknownDefinitionException(definitionId);
        context.Outputs["result"] = answer.DeepClone();
        var ended = answer["status"]?.ToString() == nameof(WorkflowStatus.Finished);
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
