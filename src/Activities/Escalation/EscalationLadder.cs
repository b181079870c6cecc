using ReviewFlow.Activities.Clocks;
using ReviewFlow.Activities.Inputs;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Activities.Escalation;

/// <summary>A ladder of alerts that runs beside other steps.</summary>
/// <remarks>It never ends by itself and never moves work: a join on any branch, or the end of the process, takes it away.</remarks>
internal sealed class EscalationLadder : Activity
{
    public static ActivityDescriptor Descriptor { get; } = new()
    {
        Type = "ReviewFlow.EscalationLadder",
        DisplayName = "Escalation ladder",
        Category = "Escalation",
        Description = "Tells one role after the other as time passes, beside the steps it watches. Alerts only: it never moves work and ends with the process or a join.",
        Inputs =
        [
            Field.Text("title", "Title", "What is watched, in plain words."),
            Field.Json("rungs", "Rungs", "A list: { \"afterWorkingDays\": 1, \"at\": \"09:00\", \"roles\": [\"serviceManager\"], \"critical\": false, \"template\": \"task-overdue\" }, counted from the due moment.") with { Required = true },
            Field.Number("dueWorkingDays", "Due after working days", "When the first rung's counting begins; 0 is today's close of business.") with { Default = "0" },
            Field.Calendar,
            Field.Templates,
        ],
        Outcomes = [],
        Activity = new EscalationLadder(),
    };

    public override ActivityStep Start(ActivityContext context)
    {
        var rungs = Given.List<LadderRung>(context, "rungs") ?? [];
        var clock = new ClockWait
        {
            Anchor = context.Now,
            Rule = new ClockRule
            {
                WorkingDays = context.Get("dueWorkingDays", 0),
                Calendar = context.Text("calendar"),
                Marks = LadderRung.Marks(rungs, reminders: false, missed: []),
            },
        };
        return ActivityStep.Wait([context.NewBookmark("ReviewFlow.EscalationLadder", clock: clock)]);
    }

    public override ActivityStep Resume(ActivityContext context, Bookmark bookmark, Stimulus stimulus) => stimulus switch
    {
        TimerElapsed timer => TaskEscalation(context, bookmark, timer),
        _ => base.Resume(context, bookmark, stimulus),
    };

    private static ActivityStep TaskEscalation(ActivityContext context, Bookmark bookmark, TimerElapsed timer)
    {
        var elapsed = new ElapsedMark(context, bookmark, timer);
        var effects = elapsed.IsRepetition ? [] : elapsed.Effects(context.Text("templates") ?? "task");
        return ActivityStep.Wait([elapsed.Noted], effects);
    }
}
