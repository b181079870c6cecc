using ReviewFlow.Activities.Inputs;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Activities.Clocks;

/// <summary>Waits for working days to pass, or for a day to begin.</summary>
internal sealed class WorkingDayTimer : Activity
{
    public static ActivityDescriptor Descriptor { get; } = new()
    {
        Type = "ReviewFlow.WorkingDayTimer",
        DisplayName = "Working-day timer",
        Category = "Clocks",
        Description = "Waits for working days to pass, or until a day begins. With nothing set, or a day that has begun, it goes on at once.",
        Inputs =
        [
            Field.Number("workingDays", "Working days", "Waits until close of business of the n-th working day."),
            Field.Text("until", "Until", "Waits until this date (yyyy-mm-dd) begins, local time. For work that is scheduled."),
            Field.Text("dueOn", "Until the end of", "Waits until close of business of this date."),
            Field.Calendar,
        ],
        Activity = new WorkingDayTimer(),
    };

    public override ActivityStep Start(ActivityContext context)
    {
        if (Rule(context) is not { } rule) return ActivityStep.Complete();
        var clock = new ClockWait { Anchor = context.Now, Rule = rule };
        var due = Clock.DueAt(clock, context.Calendar(rule.Calendar));
        return due <= context.Now ? ActivityStep.Complete() : ActivityStep.Wait([context.NewBookmark("ReviewFlow.WorkingDayTimer", clock: clock)]);
    }

    public override ActivityStep Resume(ActivityContext context, Bookmark bookmark, Stimulus stimulus) => stimulus switch
    {
        TimerElapsed => ActivityStep.Complete(),
        _ => base.Resume(context, bookmark, stimulus),
    };

    private static ClockRule? Rule(ActivityContext context)
    {
        var calendar = context.Text("calendar");
        if (Given.Date(context, "until") is { } day) return new ClockRule { At = LocalTime.ToUtc(context.Calendar(calendar), day, TimeOnly.MinValue), Calendar = calendar };
        if (Given.Date(context, "dueOn") is { } on) return new ClockRule { DueOn = on, Calendar = calendar };
        return context.Get<int?>("workingDays", null) is { } days ? new ClockRule { WorkingDays = days, Calendar = calendar } : null;
    }
}
