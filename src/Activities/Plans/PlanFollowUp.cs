using ReviewFlow.Activities.Inputs;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Activities.Plans;

/// <summary>
/// Follows the actions of an improvement plan, whatever state the plan itself is in: each responsible person has a task with
/// its date, reminders and alerts; what is confirmed as Green is done, and its impact is checked some weeks later.
/// </summary>
/// <remarks>
/// The register says how an action stands; this step gives out, changes and takes back the work about it whenever the plan
/// is changed. It never ends by itself. (S3, "Timescale for Completion" and "RAG Status"; ruling 32.)
/// </remarks>
internal sealed class PlanFollowUp : Activity
{
    public static ActivityDescriptor Descriptor { get; } = new()
    {
        Type = "ReviewFlow.PlanFollowUp",
        DisplayName = "Follow up a plan",
        Category = "Reviews",
        Description = "Gives every action of several tables to its responsible person as a task with its own date, reminders and alerts, and keeps these in step with what the plan says: an action confirmed as Green is done, one that leaves Green is given out again. New actions are given out when the plan is shared. Put it into a branch of its own.",
        Inputs =
        [
            Field.Title("What the plan is called, for instance \"Improvement plan\"."),
            Field.Json("tables", "Tables", "Tables of the form with the actions, as \"section.table\" in a list. Each needs a \"register\" in the form.") with { Required = true },
            Field.Role("role", "Kept by", "Who checks the impact, and hears that something is overdue."),
            Field.Form,
            Field.Number("remindBefore", "Remind before", "Working days before the date at which the responsible person is reminded.") with { Default = "5" },
            Field.Number("repeatAfter", "Repeat after", "Working days after which a miss is repeated in the digest.") with { Default = "5" },
            Field.Number("impactAfter", "Check impact after", "Working days after completion by which the impact is to be checked; 0 for never.") with { Default = "30" },
            Field.Ladder,
            Field.Calendar,
            Field.Text("changedEvent", "Event when the plan changes", "Name of an event for this case; with \"give\": true in its payload new actions are given out.") with { Default = "\"planChanged\"" },
            Field.Templates with { Default = "\"pip-action\"" },
        ],
        Outcomes = [],
        Activity = new PlanFollowUp(),
    };

    public override ActivityStep Start(ActivityContext context)
    {
        var run = new PlanRun(context);
        return run.Ask() is { } question ? ActivityStep.Ask(question) : run.Compare(give: true);
    }

    public override ActivityStep Resume(ActivityContext context, Bookmark bookmark, Stimulus stimulus)
    {
        var run = new PlanRun(context);
        return stimulus switch
        {
            TimerElapsed timer => run.Elapsed(bookmark, timer),
            TaskCompleted { Action: PlanActs.Checked } done => run.Checked(bookmark, done),
            TaskCompleted { Action: PlanActs.AskLater } done => run.LaterAsked(bookmark, done),
            TaskCompleted or EventReceived when run.Ask() is { } question => ActivityStep.Ask(question),
            EventReceived told => run.Compare(told.Payload?["give"]?.GetValueKind() == System.Text.Json.JsonValueKind.True),
            TaskCompleted => run.Compare(give: false),
            _ => base.Resume(context, bookmark, stimulus),
        };
    }
}

/// <summary>Keys of what people do with an action of a plan.</summary>
internal static class PlanActs
{
    public const string Progress = "progress";
    public const string AskLater = "askLater";
    public const string Checked = "checked";
}
