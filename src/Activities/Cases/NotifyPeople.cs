using ReviewFlow.Activities.Inputs;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Activities.Cases;

/// <summary>Tells people something by a named message.</summary>
internal sealed class NotifyPeople : Activity
{
    public static ActivityDescriptor Descriptor { get; } = new()
    {
        Type = "ReviewFlow.Notify",
        DisplayName = "Notify",
        Category = "Cases",
        Description = "Sends a named message to roles: a notice in the app, and a mail that names no child. With no roles it does nothing.",
        Inputs =
        [
            Field.Text("template", "Message", "Name of the message, for instance drp-stage-started.") with { Required = true },
            Field.Json("roles", "Who is told", "Role expressions.") with { Required = true },
            Field.Flag("critical", "Critical", "Neither quiet hours nor a person's settings hold it back."),
        ],
        Activity = new NotifyPeople(),
    };

    public override ActivityStep Start(ActivityContext context)
    {
        var roles = Given.Texts(context, "roles");
        return roles.Count == 0
            ? ActivityStep.Complete()
            : ActivityStep.Complete("Done", new Notify(context.Key("notice"), context.Text("template") ?? "task-assigned", roles, Critical: context.Get("critical", false)));
    }
}
