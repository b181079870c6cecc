using System.Text.Json.Nodes;
using ReviewFlow.Activities.Inputs;
using ReviewFlow.Engine;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Activities.Cases;

/// <summary>Starts another process, as a further step of the same case or as a case of its own.</summary>
internal sealed class ProcessStart : Activity
{
    public static ActivityDescriptor Descriptor { get; } = new()
    {
        Type = "ReviewFlow.StartProcess",
        DisplayName = "Start a process",
        Category = "Cases",
        Description = "Starts another published process: in the same case at once, or as a case of its own. It can wait for the end and hand over what came out.",
        Inputs =
        [
            Field.Text("definition", "Process", "Id of the published definition.") with { Required = true, Editor = "workflow-definition-picker" },
            Field.Json("input", "Input", "What it is started with."),
            Field.Flag("sameCase", "Same case", "A further step of this case; otherwise a case of its own, which is not waited for.", otherwise: true),
            Field.Flag("wait", "Wait for its end", "Goes on when it has ended. Only in the same case."),
        ],
        Outputs =
        [
            new("result", "The step: workflowInstanceId, status, subStatus, output"),
            new("output", "What came out of it"),
        ],
        Activity = new ProcessStart(),
    };

    public override ActivityStep Start(ActivityContext context)
    {
        var definition = context.Text("definition") ?? throw new InvalidInputException("definition", "the id of a process");
        var input = (JsonObject?)(context.Inputs["input"] as JsonObject)?.DeepClone() ?? [];
        if (!context.Get("sameCase", true)) return ActivityStep.Complete("Done", new StartProcess(context.Key("process"), definition, input));
        var question = new RunChild(context.Key("child"), context.Key("instance"), definition, context.CorrelationId, input);
        if (!context.Answers.TryGetValue(question.Id, out var answer)) return ActivityStep.Ask(question);
        var ended = answer?["status"]?.ToString() == nameof(WorkflowStatus.Finished);
        if (!ended && context.Get("wait", false))
            return ActivityStep.Wait([context.NewBookmark("ReviewFlow.StartProcess", payload: new JsonObject { ["ChildInstanceId"] = question.InstanceId })]);
        return Ended(context, question.InstanceId, answer?["status"]?.ToString(), answer?["subStatus"]?.ToString(), answer?["output"]);
    }

    public override ActivityStep Resume(ActivityContext context, Bookmark bookmark, Stimulus stimulus) => stimulus switch
    {
        ChildFinished child => Ended(context, child.ChildInstanceId, child.Status.ToString(), child.SubStatus.ToString(), child.Output),
        _ => base.Resume(context, bookmark, stimulus),
    };

    private static ActivityStep Ended(ActivityContext context, string instanceId, string? status, string? subStatus, JsonNode? output)
    {
        context.Outputs["result"] = new JsonObject { ["workflowInstanceId"] = instanceId, ["status"] = status, ["subStatus"] = subStatus, ["output"] = output?.DeepClone() };
        context.Outputs["output"] = output?.DeepClone();
        return ActivityStep.Complete();
    }
}
