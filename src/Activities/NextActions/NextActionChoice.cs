using System.Text.Json.Nodes;
using ReviewFlow.Activities.Inputs;
using ReviewFlow.Activities.Tasks;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Activities.NextActions;

/// <summary>The one choice that ends a step: what follows, from when, and why.</summary>
/// <remarks>
/// The choice is only recorded here. What was chosen begins when the process says so: in a dispute's stage after the
/// IRO Manager has finished it (S4, "IRO Dispute Resolution Process Stage 1", section 5).
/// </remarks>
internal sealed class NextActionChoice : Activity
{
    public static ActivityDescriptor Descriptor { get; } = new()
    {
        Type = "ReviewFlow.NextActionChoice",
        DisplayName = "Next action",
        Category = "Reviews",
        Description = "Lets the owner of a step choose exactly one way on, with a date to start it and a note. A way on that ends the process stands alone.",
        Inputs =
        [
            Field.Title("Plain words for the inbox, for instance \"Choose the next action\"."),
            Field.Role("role", "Chosen by", "Who chooses."),
            Field.Json(
                "options",
                "Ways on",
                "A list: { \"key\": \"stage2\", \"label\": \"Proceed to DRP stage 2\", \"level\": 2, \"terminating\": false, \"needsReason\": false, \"needsAttachment\": false, \"outcome\": \"Done\" }. One with a level is offered only when that level lies ahead; leaving levels out needs a reason. One with \"withdraws\": [\"section\"] takes the signature on these sections back; lead its outcome to the sign-off again.") with { Required = true },
            Field.Number("level", "Level now", "Level of this step; 0 before the first.") with { Default = "0" },
            Field.Outcomes("outcomes", "Outcomes", "Names of the outcomes that the ways on lead to.") with { Default = """["Done"]""" },
            Field.Form,
            Field.Excluded,
            Field.Carry,
            Field.Text("note", "Note", "A note for whoever chooses, for instance why the choice came back.") with { Editor = "multi-line" },
            Field.Text("phase", "Phase", "Word by which the form's fields know this wait; \"open\" unless set. \"returned\" shows the red border."),
            Field.DueWorkingDays,
            Field.DueOn,
            Field.Calendar,
            Field.Flag("reminders", "Remind", "Reminds the holder before and on the day.", otherwise: true),
            Field.Ladder,
            Field.Template,
            Field.Templates,
        ],
        Outputs = [new("result", "What was chosen: nextAction, label, level, from, terminating, skipped, scheduledFor, note, reason, by, at")],
        Outcomes = [],
        OutcomesFromInput = "outcomes",
        Activity = new NextActionChoice(),
    };

    public override ActivityStep Start(ActivityContext context)
    {
        var level = context.Get("level", 0);
        var actions = Options(context).Where(o => o.IsAhead(level)).Select(o => o.Action(level)).ToList();
        var bookmark = context.NewBookmark(TaskInputs.BookmarkName, TaskInputs.Wait(context, TaskKind.NextAction, actions), TaskInputs.ClockOf(context));
        return ActivityStep.Wait([bookmark], TaskInputs.Arrival(context, bookmark));
    }

    public override ActivityStep Resume(ActivityContext context, Bookmark bookmark, Stimulus stimulus) => stimulus switch
    {
        TaskCompleted done => Chosen(context, done),
        TimerElapsed timer => TaskInputs.Elapsed(context, bookmark, timer),
        _ => base.Resume(context, bookmark, stimulus),
    };

    private static IReadOnlyList<NextOption> Options(ActivityContext context) => Given.List<NextOption>(context, "options") ?? [];

    private static ActivityStep Chosen(ActivityContext context, TaskCompleted done)
    {
        var level = context.Get("level", 0);
        var option = Options(context).FirstOrDefault(o => o.Key == done.Action && o.IsAhead(level));
        if (option is null || (option.AsksReason(level) && Given.Text(done.Values, "reason") is null)) return ActivityStep.Wait(context.Bookmarks);
        var scheduled = option.Terminating ? null : Given.Date(Given.Text(done.Values, "scheduledFor"))?.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        context.Outputs["result"] = new JsonObject
        {
            ["nextAction"] = option.Key,
            ["label"] = option.Words,
            ["level"] = option.Level,
            ["from"] = level,
            ["terminating"] = option.Terminating,
            ["skipped"] = new JsonArray([.. option.Skipped(level).Select(l => (JsonNode)l)]),
            ["scheduledFor"] = scheduled,
            ["note"] = Given.Text(done.Values, "note"),
            ["reason"] = Given.Text(done.Values, "reason"),
            ["form"] = done.Values?["form"]?.DeepClone(),
            ["by"] = done.Actor,
            ["at"] = context.Now,
        };
        var chosen = new RecordEvent(context.Key("event"), option.IsWithdrawal ? "signature-withdrawn" : "next-action", $"{context.Text("title")}: {option.Words}", done.Actor, done.ActingFor);
        if (option.IsWithdrawal)
            return ActivityStep.Complete(option.EndsWith, new ReopenSections(context.Key("reopen"), option.Withdraws, Given.Text(done.Values, "reason"), Withdrawn: true), chosen);
        return ActivityStep.Complete(
            option.EndsWith,
            new RecordOnCase(context.Key("case"), "nextAction", new JsonObject { ["key"] = option.Key, ["label"] = option.Words, ["scheduledFor"] = scheduled, ["chosenAt"] = context.Now }),
            chosen);
    }
}
