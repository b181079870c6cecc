using ReviewFlow.Activities.Inputs;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Activities.Tasks;

/// <summary>One piece of work for one person, role or team.</summary>
/// <remarks>Lateness tells people and never ends the task: only a person does.</remarks>
internal sealed class HumanTask : Activity
{
    /// <summary>The way to end it when a definition names none.</summary>
    private static readonly IReadOnlyList<ActionSpec> s_complete = [new ActionSpec { Key = "complete", Label = "Complete" }];

    public static ActivityDescriptor Descriptor { get; } = new()
    {
        Type = "ReviewFlow.HumanTask",
        DisplayName = "Human task",
        Category = "Reviews",
        Description = "Asks a person, role or team to do something on the form, and waits until they have. They find it in their inbox.",
        Inputs =
        [
            Field.Title("Plain words for the inbox, for instance \"Record the new information\"."),
            Field.Role("role", "Done by", "Who does it: a role of the case (iro, teamManager, stageManager(2)), a person (user:ID) or a team (team:ID)."),
            Field.Form,
            Field.Excluded,
            Field.Json("actions", "Buttons", "Ways to end it: { \"key\": \"complete\", \"label\": \"Complete\", \"outcome\": \"Complete\", \"needsNote\": false, \"validates\": true, \"needsAttachment\": false }. Empty: one button, Complete."),
            Field.Outcomes("outcomes", "Outcomes", "Names of the outcomes that the buttons lead to.") with { Default = """["Complete"]""" },
            Field.DueWorkingDays,
            Field.DueOn,
            Field.Calendar,
            Field.Flag("reminders", "Remind", "Reminds the holder two working days before, on the day, and at midday of the day.", otherwise: true),
            Field.Ladder,
            Field.Carry,
            Field.Text("scheduledFor", "Not before", "A date (yyyy-mm-dd). Until then the work stands under Future."),
            Field.Text("note", "Note", "A note for whoever does it, for instance why it came back.") with { Editor = "multi-line" },
            Field.Text("sentBy", "Sent by", "Account that asks for it; it then lies among the incoming requests."),
            Field.Text("phase", "Phase", "Word by which the form's fields know this wait; \"open\" unless set."),
            Field.Template,
            Field.Templates,
            Field.WithdrawnBy,
            Field.WithdrawnWhy,
        ],
        Outputs = [new("result", "What was done: action, actor, actingFor, values, note, at")],
        Outcomes = [],
        OutcomesFromInput = "outcomes",
        Activity = new HumanTask(),
    };

    public override ActivityStep Start(ActivityContext context)
    {
        var actions = Actions(context).Select(a => a.Action()).ToList();
        var bookmark = context.NewBookmark(TaskInputs.BookmarkName, TaskInputs.Wait(context, TaskKind.Step, actions), TaskInputs.ClockOf(context));
        return ActivityStep.Wait([bookmark, .. Withdrawal.Wait(context)], TaskInputs.Arrival(context, bookmark));
    }

    public override ActivityStep Resume(ActivityContext context, Bookmark bookmark, Stimulus stimulus) => stimulus switch
    {
        TaskCompleted done => Completed(context, done),
        TimerElapsed timer => TaskInputs.Elapsed(context, bookmark, timer),
        EventReceived => Withdrawal.Step(context),
        _ => base.Resume(context, bookmark, stimulus),
    };

    private static IReadOnlyList<ActionSpec> Actions(ActivityContext context) => Given.List<ActionSpec>(context, "actions") ?? s_complete;

    private static ActivityStep Completed(ActivityContext context, TaskCompleted done)
    {
        var action = Actions(context).FirstOrDefault(a => a.Key == done.Action);
        if (action is null || (action.NeedsNote && Given.Text(done.Values, "note") is null)) return ActivityStep.Wait(context.Bookmarks);
        context.Outputs["result"] = TaskInputs.Result(context, done);
        return ActivityStep.Complete(action.EndsWith, new RecordEvent(context.Key("event"), $"task-{action.Key}", $"{context.Text("title")}: {action.Words}", done.Actor, done.ActingFor));
    }
}
