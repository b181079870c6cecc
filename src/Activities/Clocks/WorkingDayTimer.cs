using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Activities.Clocks;

/// <summary>Waits for working days, or until a day that somebody chose. A day in the past does not wait. (Domain WD-1 to WD-6, WD-12.)</summary>
public sealed class WorkingDayTimer : Activity
{
    private static readonly TimeOnly s_morning = new(9, 0);

    /// <summary>How administrators see it.</summary>
    public static readonly ActivityDescriptor Descriptor = new()
    {
        Type = "ReviewFlow.WorkingDayTimer",
        DisplayName = "Wait for working days",
        Category = "Clocks",
        Description = "Waits n working days, to close of business, or until 9am of a day.",
        Activity = new WorkingDayTimer(),
        Inputs =
        [
            new() { Name = "workingDays", DisplayName = "Working days", Description = "Day 0 is today; ends at close of business of the n-th working day.", TypeName = "Int32" },
            new() { Name = "until", DisplayName = "Until", Description = "A day; ends at 9am.", TypeName = "DateTime" },
            Described.Clock.First(i => i.Name == "calendar"),
        ],
    };

    /// <inheritdoc />
    public override ActivityStep Start(ActivityContext context)
    {
        var calendar = context.Calendar(context.Text("calendar"));
        var until = Inputs.Day(context.Inputs["until"]);
        var days = Inputs.Number(context.Inputs["workingDays"]);
        if (until is null && days is null) return ActivityStep.Complete();
        var rule = until is { } day
            ? new ClockRule { At = LocalTime.ToUtc(calendar, day, s_morning), Calendar = context.Text("calendar") }
            : new ClockRule { WorkingDays = days, Calendar = context.Text("calendar") };
        var clock = new ClockWait { Anchor = context.Now, Rule = rule };
        return Clock.DueAt(clock, calendar) <= context.Now
            ? ActivityStep.Complete()
            : ActivityStep.Wait([context.NewBookmark("ReviewFlow.Timer", clock: clock)]);
    }

    /// <inheritdoc />
    public override ActivityStep Resume(ActivityContext context, Bookmark bookmark, Stimulus stimulus) => stimulus switch
    {
        TimerElapsed { Mark: Clock.Due } => ActivityStep.Complete(),
        BookmarkResumed => ActivityStep.Complete(),
        _ => base.Resume(context, bookmark, stimulus),
    };
}
