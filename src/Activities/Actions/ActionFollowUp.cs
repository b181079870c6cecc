using ReviewFlow.Activities.Inputs;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Activities.Actions;

/// <summary>
/// Follows the actions of a register table: each owner has their own task with its date, the keeper of the plan one to
/// add to it, and some weeks after an action is complete its impact is checked.
/// </summary>
/// <remarks>
/// It never ends by itself: it stands in a branch of its own, says by an event when every action is addressed and by
/// another when one is open again, and goes when the process ends. (S0, section 3; domain part 1, steps 10 and 11.)
/// </remarks>
internal sealed class ActionFollowUp : Activity
{
    public static ActivityDescriptor Descriptor { get; } = new()
    {
        Type = "ReviewFlow.ActionFollowUp",
        DisplayName = "Follow up actions",
        Category = "Reviews",
        Description = "Gives every action of a table to its owner as a task with its own date, reminders and alerts; lets the keeper of the plan add to it; and has the impact checked some weeks after an action is complete. Put it into a branch of its own: it says by an event when every action is addressed, and ends with the process.",
        Inputs =
        [
            Field.Title("What the plan is called, for instance \"Action plan\"."),
            Field.Text("table", "Table", "Table of the form with the actions, as \"section.table\". The table needs a \"register\" in the form.") with { Required = true },
            Field.Role("role", "Kept by", "Who looks after the plan: adds actions, decides whether one is not achievable, opens one again."),
            Field.Form,
            Field.Text("statusColumn", "Column of the status", "Column in which the owner says that the action is complete or not achievable.") with { Default = "\"status\"" },
            Field.Text("notAchievable", "Not achievable", "The value of that column that the keeper has to agree. Any other that finishes the action makes it complete.") with { Default = "\"Not achievable\"" },
            Field.Number("remindBefore", "Remind before", "Working days before the date at which the owner is reminded.") with { Default = "5" },
            Field.Number("repeatAfter", "Repeat after", "Working days after which a miss is repeated in the owner's digest.") with { Default = "5" },
            Field.Number("impactAfter", "Check impact after", "Working days after completion by which the impact is to be checked; 0 for never.") with { Default = "30" },
            Field.Role("impactRole", "Impact checked by", "Who checks it. Empty: the keeper.", required: false),
            Field.Ladder,
            Field.Calendar,
            Field.Text("addressedEvent", "Event when all are addressed", "Name of an event for this case.") with { Default = "\"actionsAddressed\"" },
            Field.Text("openEvent", "Event when one is open again", "Name of an event for this case.") with { Default = "\"actionsOpen\"" },
            Field.Text("changedEvent", "Event when the tally changes", "Name of an event for this case; its payload says how many actions there are, how many are open and complete, and the numbers of those not achievable.") with { Default = "\"actionsChanged\"" },
            Field.Text("field", "Field of the case", "Field of the case in which the tally is kept.") with { Default = "\"actions\"" },
            Field.Text("closeEvent", "Closed by event", "Event that closes the plan: nothing is added any more, only impact is still checked.") with { Default = "\"planClosed\"" },
            Field.Text("reopenEvent", "Opened again by event", "Event that opens the plan again.") with { Default = "\"planReopened\"" },
            Field.Templates with { Default = "\"action\"" },
        ],
        Outcomes = [],
        Activity = new ActionFollowUp(),
    };

    public override ActivityStep Start(ActivityContext context)
    {
        var run = new FollowRun(context);
        return run.Ask() is { } question ? ActivityStep.Ask(question) : run.Begin();
    }

    public override ActivityStep Resume(ActivityContext context, Bookmark bookmark, Stimulus stimulus)
    {
        var run = new FollowRun(context);
        return stimulus switch
        {
            TaskCompleted { Action: FollowActs.Publish } when run.Ask() is { } question => ActivityStep.Ask(question),
            TaskCompleted { Action: FollowActs.Publish } done => run.Published(done),
            TaskCompleted { Action: FollowActs.Reopen } done => run.Reopened(done),
            TaskCompleted { Action: FollowActs.Progress } done => run.Progressed(bookmark, done),
            TaskCompleted { Action: FollowActs.AskLater } done => run.LaterAsked(bookmark, done),
            TaskCompleted { Action: FollowActs.Finish } done => run.Finished(bookmark, done),
            TaskCompleted { Action: FollowActs.Agree } done => run.Agreed(bookmark, done),
            TaskCompleted { Action: FollowActs.Return } done => run.Returned(bookmark, done),
            TaskCompleted { Action: FollowActs.Checked } done => run.Checked(bookmark, done),
            TaskCompleted => ActivityStep.Wait(context.Bookmarks),
            EventReceived => run.OpenedOrClosed(),
            TimerElapsed timer => run.Elapsed(bookmark, timer),
            _ => base.Resume(context, bookmark, stimulus),
        };
    }
}

/// <summary>Keys of what people do with actions.</summary>
internal static class FollowActs
{
    public const string Publish = "publish";
    public const string Reopen = "reopen";
    public const string Progress = "progress";
    public const string AskLater = "askLater";
    public const string Finish = "finish";
    public const string Agree = "agree";
    public const string Return = "return";
    public const string Checked = "checked";
}

/// <summary>Words of the waits; a form's columns name them as <c>activityId.phase</c>. All but the first mean one row.</summary>
internal static class FollowPhase
{
    public const string Plan = "plan";
    public const string Doing = "doing";
    public const string Deciding = "deciding";
    public const string Impact = "impact";
}
