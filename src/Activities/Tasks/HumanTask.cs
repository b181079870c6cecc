using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Activities.Tasks;

/// <summary>Asks a person for work on a form and goes on when they choose one of its actions. (S4: every workstep.)</summary>
/// <remarks>Lateness alerts; only a person ends it. A task that is scheduled shows under Future until its day.</remarks>
public sealed class HumanTask : Activity
{
    /// <summary>Name of the waits of human work.</summary>
    public const string BookmarkName = "ReviewFlow.Task";

    /// <summary>How administrators see it.</summary>
    public static readonly ActivityDescriptor Descriptor = new()
    {
        Type = "ReviewFlow.HumanTask",
        DisplayName = "Human task",
        Category = "Reviews",
        Description = "Asks a person for work on a form. Goes on along the action that the person chooses.",
        Activity = new HumanTask(),
        Inputs = [.. Described.Work, Described.Actions, .. Described.Clock, Described.ScheduledFor, Described.Carry],
        Outputs = [new("result", "What was done: action, actor, values")],
        Outcomes = ["Complete"],
        OutcomesFromInput = "actions",
    };

    /// <inheritdoc />
    public override ActivityStep Start(ActivityContext context) =>
        ActivityStep.Wait([context.NewBookmark(BookmarkName, Work.Wait(context, TaskKind.Step, Work.Actions(context, "actions", Work.Complete)), Deadline.Start(context))]);

    /// <inheritdoc />
    public override ActivityStep Resume(ActivityContext context, Bookmark bookmark, Stimulus stimulus) => stimulus switch
    {
        TaskCompleted done => Work.Done(context, done, Work.Outcome(context, "actions", done.Action, "Complete")),
        TimerElapsed elapsed => Work.GoOn(context, bookmark, elapsed),
        _ => base.Resume(context, bookmark, stimulus),
    };
}
