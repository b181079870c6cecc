using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Activities.Cases;

/// <summary>Tells people by a message template, in the app and by mail. Templates hold no personal data (ruling 7).</summary>
public sealed class NotifyPeople : Activity
{
    /// <summary>How administrators see it.</summary>
    public static readonly ActivityDescriptor Descriptor = new()
    {
        Type = "ReviewFlow.Notify",
        DisplayName = "Notify",
        Category = "Escalation",
        Description = "Tells the people of some roles by a message template.",
        Activity = new NotifyPeople(),
        Inputs =
        [
            new() { Name = "template", DisplayName = "Template", Description = "Name of the message template.", Required = true },
            new() { Name = "roles", DisplayName = "Who", Description = "Role expressions.", TypeName = "Object", Editor = "json-editor", Required = true },
            new() { Name = "critical", DisplayName = "Critical", Description = "Ignores quiet hours and cannot be muted.", TypeName = "Boolean", Editor = "checkbox", Default = "false" },
        ],
    };

    /// <inheritdoc />
    public override ActivityStep Start(ActivityContext context) => ActivityStep.Complete(
        "Done",
        new Notify(context.Key("notify"), Inputs.Needed(context, "template"), Inputs.List(context, "roles"), Critical: Inputs.Flag(context.Inputs["critical"])));
}

/// <summary>Writes one register field of the case, such as stage or outcome.</summary>
public sealed class RecordFieldOnCase : Activity
{
    /// <summary>How administrators see it.</summary>
    public static readonly ActivityDescriptor Descriptor = new()
    {
        Type = "ReviewFlow.RecordOnCase",
        DisplayName = "Record on case",
        Category = "Cases",
        Description = "Writes a register field of the case, for lists and reports.",
        Activity = new RecordFieldOnCase(),
        Inputs =
        [
            new() { Name = "field", DisplayName = "Field", Description = "Name of the field: stage, outcome, dateOfDispute, …", Required = true },
            new() { Name = "value", DisplayName = "Value", Description = "What to write.", TypeName = "Object" },
        ],
    };

    /// <inheritdoc />
    public override ActivityStep Start(ActivityContext context) => ActivityStep.Complete(
        "Done", new RecordOnCase(context.Key("record"), Inputs.Needed(context, "field"), context.Inputs["value"]?.DeepClone()));
}
