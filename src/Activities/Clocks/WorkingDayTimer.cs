using System.Globalization;
using ReviewFlow.Activities.Inputs;
using ReviewFlow.Engine;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Activities.Clocks;

/// <summary>Waits for working days to pass, or for a day to begin.</summary>
internal sealed class WorkingDayTimer : Activity
{
    private const string Name = "ReviewFlow.WorkingDayTimer";
    private const string OpenNow = "openNow";

    public static ActivityDescriptor Descriptor { get; } = new()
    {
        Type = "ReviewFlow.WorkingDayTimer",
        DisplayName = "Working-day timer",
        Category = "Clocks",
        Description = "Waits for working days to pass, or until a day begins. With nothing set, or a day that has begun, it goes on at once. With a title and a role, what is scheduled lies in that person's Future folder and can be opened earlier.",
        Inputs =
        [
            Field.Number("workingDays", "Working days", "Waits until close of business of the n-th working day."),
            Field.Text("until", "Until", "Waits until this date (yyyy-mm-dd) begins, local time. For work that is scheduled."),
            Field.Text("time", "At", "Time of that day (hh:mm), for instance 09:00. Empty: when the day begins."),
            Field.Text("dueOn", "Until the end of", "Waits until close of business of this date."),
            Field.Calendar,
            Field.Text("title", "What is scheduled", "Plain words for the Future folder, for instance \"Stage 2 of the dispute\". Empty: nobody sees the wait."),
            Field.Role("role", "Whose it is", "Who sees it under Future and may open it earlier.", required: false),
            Field.Text("openLabel", "Button", "Words on the button that opens it earlier.") with { Default = "\"Open it now\"" },
            Field.Text("template", "Message before", "Name of the message that goes out two working days before the day. Empty: none."),
        ],
        Activity = new WorkingDayTimer(),
    };

    public override ActivityStep Start(ActivityContext context)
    {
        if (Rule(context) is not { } rule) return ActivityStep.Complete();
        var clock = new ClockWait { Anchor = context.Now, Rule = rule };
        var due = Clock.DueAt(clock, context.Calendar(rule.Calendar));
        return due <= context.Now ? ActivityStep.Complete() : ActivityStep.Wait([context.NewBookmark(Name, Face(context), clock)]);
    }

    public override ActivityStep Resume(ActivityContext context, Bookmark bookmark, Stimulus stimulus) => stimulus switch
    {
        TimerElapsed { Mark: Clock.Due } => ActivityStep.Complete(),
        TimerElapsed timer => Reminded(new ElapsedMark(context, bookmark, timer), context),
        TaskCompleted { Action: OpenNow } done => ActivityStep.Complete(
            "Done", new RecordEvent(context.Key("event"), "opened-early", $"{context.Text("title")}: opened before its day", done.Actor, done.ActingFor)),
        TaskCompleted => ActivityStep.Wait(context.Bookmarks),
        _ => base.Resume(context, bookmark, stimulus),
    };

    private static ActivityStep Reminded(ElapsedMark elapsed, ActivityContext context) =>
        ActivityStep.Wait([elapsed.Noted], elapsed.Effects(context.Text("template") ?? ""));

    /// <summary>What the Future folder shows; null when nobody is to see the wait.</summary>
    private static TaskWait? Face(ActivityContext context)
    {
        if (context.Text("title") is not { } title || context.Text("role") is not { } role) return null;
        return new TaskWait
        {
            Kind = TaskKind.Step,
            Title = title,
            Role = role,
            Phase = "scheduled",
            Actions = [new TaskAction { Key = OpenNow, Label = context.Text("openLabel") ?? "Open it now", Validates = false }],
            ScheduledFor = Given.Date(context, "until"),
        };
    }

    private static IReadOnlyList<ClockMark> Marks(ActivityContext context) => context.Text("template") is { } template && context.Text("title") is not null
        ? [new ClockMark { Key = "reminder-2", Kind = ClockMarkKind.Reminder, WorkingDays = -2, TimeOfDay = new TimeOnly(9, 0), Roles = ["holder"], Template = template }]
        : [];

    private static TimeOnly TimeOf(ActivityContext context) => context.Text("time") switch
    {
        null => TimeOnly.MinValue,
        var text when TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) => time,
        _ => throw new InvalidInputException("time", "a time (hh:mm)"),
    };

    private static ClockRule? Rule(ActivityContext context)
    {
        var calendar = context.Text("calendar");
        if (Given.Date(context, "until") is { } day) return new ClockRule { At = LocalTime.ToUtc(context.Calendar(calendar), day, TimeOf(context)), Calendar = calendar, Marks = Marks(context) };
        if (Given.Date(context, "dueOn") is { } on) return new ClockRule { DueOn = on, Calendar = calendar };
        return context.Get<int?>("workingDays", null) is { } days ? new ClockRule { WorkingDays = days, Calendar = calendar } : null;
    }
}
