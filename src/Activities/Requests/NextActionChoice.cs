using System.Text.Json.Nodes;
using ReviewFlow.Activities.Tasks;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Activities.Requests;

/// <summary>The choice that ends a step and creates the next: exactly one. (S4 "Section 4 - Actions Taken", "Section 5 – Next Actions".)</summary>
/// <remarks>Choosing does not start anything: what follows its outcome in the definition does.</remarks>
public sealed class NextActionChoice : Activity
{
    /// <summary>How administrators see it.</summary>
    public static readonly ActivityDescriptor Descriptor = new()
    {
        Type = "ReviewFlow.NextActionChoice",
        DisplayName = "Next action",
        Category = "Reviews",
        Description = "The person chooses exactly one next action, with an optional date and note. Each option is an outcome.",
        Activity = new NextActionChoice(),
        Inputs =
        [
            .. Described.Work,
            new() { Name = "options", DisplayName = "Options", Description = "key, label, outcome, terminating, needsReason, needsAttachment.", TypeName = "Object", Editor = "json-editor", Required = true },
            .. Described.Clock,
            Described.Carry,
        ],
        Outputs = [new("result", "The choice: nextAction, label, scheduledFor, note, reason")],
        Outcomes = [],
        OutcomesFromInput = "options",
    };

    /// <inheritdoc />
    public override ActivityStep Start(ActivityContext context)
    {
        var options = Work.Actions(context, "options");
        if (options.Count == 0) throw new MissingInputException(context.NodeId, "options");
        var wait = Work.Wait(context, TaskKind.NextAction, options);
        var reasons = new JsonArray([.. Inputs.Objects(context, "options").Where(o => Inputs.Flag(o["needsReason"])).Select(o => (JsonNode?)Inputs.Text(o["key"]))]);
        var details = wait.Details ?? [];
        details["needReason"] = reasons;
        return ActivityStep.Wait([context.NewBookmark(HumanTask.BookmarkName, wait with { Details = details }, Deadline.Start(context))]);
    }

    /// <inheritdoc />
    public override ActivityStep Resume(ActivityContext context, Bookmark bookmark, Stimulus stimulus)
    {
        switch (stimulus)
        {
            case TaskCompleted done:
                var label = bookmark.Task!.Actions.FirstOrDefault(a => a.Key == done.Action)?.Label ?? done.Action;
                var result = Work.Result(context, done);
                result["nextAction"] = done.Action;
                result["label"] = label;
                context.Outputs["result"] = result;
                return ActivityStep.Complete(
                    Work.Outcome(context, "options", done.Action, done.Action),
                    new RecordEvent(context.Key("chosen"), "next-action", $"Next action chosen: {label}", done.Actor, done.ActingFor));
            case TimerElapsed elapsed:
                return Work.GoOn(context, bookmark, elapsed);
            default:
                return base.Resume(context, bookmark, stimulus);
        }
    }
}
