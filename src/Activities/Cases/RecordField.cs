using ReviewFlow.Activities.Inputs;
using ReviewFlow.Engine;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Activities.Cases;

/// <summary>Writes one field of the case's register.</summary>
internal sealed class RecordField : Activity
{
    public static ActivityDescriptor Descriptor { get; } = new()
    {
        Type = "ReviewFlow.RecordOnCase",
        DisplayName = "Record on the case",
        Category = "Cases",
        Description = "Writes one field of the case, which lists and reports show: stage, outcome, nextAction, …",
        Inputs =
        [
            Field.Text("field", "Field", "stage, dateOfDispute, totalClock, outcome, cafcass or nextAction.") with { Required = true },
            Field.Json("value", "Value", "What is written; empty takes it away.") with { Editor = "single-line" },
        ],
        Activity = new RecordField(),
    };

    public override ActivityStep Start(ActivityContext context) => ActivityStep.Complete(
        "Done",
        new RecordOnCase(context.Key("record"), context.Text("field") ?? throw new InvalidInputException("field", "the name of a field"), context.Inputs["value"]?.DeepClone()));
}
