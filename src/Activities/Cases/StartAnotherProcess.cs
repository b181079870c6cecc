using System.Text.Json.Nodes;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Activities.Cases;

/// <summary>Starts another process: in this case (its episode goes on) or as a case of its own. (Domain 6.10.)</summary>
public sealed class StartAnotherProcess : Activity
{
    /// <summary>How administrators see it.</summary>
    public static readonly ActivityDescriptor Descriptor = new()
    {
        Type = "ReviewFlow.StartProcess",
        DisplayName = "Start process",
        Category = "Cases",
        Description = "Starts another process for the same person: inside this case, or as a case of its own with its own reference.",
        Activity = new StartAnotherProcess(),
        Inputs =
        [
            new() { Name = "definition", DisplayName = "Process", Description = "Id of the published definition.", Required = true },
            new() { Name = "input", DisplayName = "Input", Description = "What it is given.", TypeName = "Object", Editor = "json-editor" },
            new() { Name = "sameCase", DisplayName = "In this case", TypeName = "Boolean", Editor = "checkbox", Default = "true" },
        ],
        Outputs = [new("result", "Id of the instance, when in this case")],
    };

    /// <inheritdoc />
    public override ActivityStep Start(ActivityContext context)
    {
        var definition = Inputs.Needed(context, "definition");
        var input = context.Inputs["input"]?.DeepClone() as JsonObject;
        if (!Inputs.Flag(context.Inputs["sameCase"], otherwise: true))
            return ActivityStep.Complete("Done", new StartProcess(context.Key("start"), definition, input));
        // The id is kept so that the second call finds the answer to the question of the first.
        if (context.State["question"] is null) context.State["question"] = context.Key("child");
        var question = context.State["question"]!.GetValue<string>();
        if (!context.Answers.TryGetValue(question, out var answer))
            return ActivityStep.Ask(new RunChild(question, question, definition, context.CorrelationId, input));
        context.Outputs["result"] = answer?.DeepClone();
        return ActivityStep.Complete();
    }
}
