using ReviewFlow.Activities.Inputs;
using ReviewFlow.Engine;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Activities.Cases;

/// <summary>Gives the case its unique reference, at the step at which the process gives it.</summary>
/// <remarks>A process whose cases have a reference from the start says its pattern in its properties instead. (S0, section 2.)</remarks>
internal sealed class ReferenceIssue : Activity
{
    public static ActivityDescriptor Descriptor { get; } = new()
    {
        Type = "ReviewFlow.IssueReference",
        DisplayName = "Issue the reference",
        Category = "Cases",
        Description = "Gives the case its unique reference, once: for processes in which it is issued at registration and not at the beginning. A number is never issued twice; a case that has its reference keeps it.",
        Inputs = [Field.Text("pattern", "Pattern", "For instance IMR-{year}-{n:4}.") with { Required = true }],
        Outputs = [new("result", "The reference")],
        Activity = new ReferenceIssue(),
    };

    public override ActivityStep Start(ActivityContext context)
    {
        var question = new AllocateReference(context.Key("number"), context.Text("pattern") ?? throw new InvalidInputException("pattern", "a pattern such as IMR-{year}-{n:4}"));
        if (!context.Answers.TryGetValue(question.Id, out var reference)) return ActivityStep.Ask(question);
        context.Outputs["result"] = reference?.DeepClone();
        return ActivityStep.Complete(
            "Done",
            new RecordOnCase(context.Key("record"), "reference", reference?.DeepClone()),
            new RecordEvent(context.Key("event"), "registered", $"The reference {reference} was issued", null));
    }
}
