using System.Text.Json.Nodes;
using ReviewFlow.Activities.Clocks;
using ReviewFlow.Activities.Inputs;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Activities.Tasks;

/// <summary>What human task, sign-off and next-action choice have in common: one wait, its clock, its messages.</summary>
internal static class TaskInputs
{
    /// <summary>Name of every wait that is human work.</summary>
    public const string BookmarkName = "ReviewFlow.Task";

    public static TaskWait Wait(ActivityContext context, TaskKind kind, IReadOnlyList<TaskAction> actions) => new()
    {
        Kind = kind,
        Title = context.Text("title") ?? "",
        Role = context.Text("role") ?? "",
        Phase = context.Text("phase") ?? "open",
        Form = context.Text("form"),
        Actions = actions,
        Excluded = Given.Texts(context, "excluded"),
        SentBy = context.Text("sentBy"),
        Note = context.Text("note"),
        ScheduledFor = Given.Date(context, "scheduledFor"),
        Carry = Given.Texts(context, "carry"),
    };

    /// <summary>The clock that the inputs ask for; null for none.</summary>
    public static ClockWait? ClockOf(ActivityContext context)
    {
        var days = context.Get<int?>("dueWorkingDays", null);
        var on = Given.Date(context, "dueOn");
        if (days is null && on is null) return null;
        var ladder = Given.List<LadderRung>(context, "ladder") ?? [];
        return new ClockWait
        {
            Anchor = context.Now,
            Rule = new ClockRule
            {
                WorkingDays = on is null ? days : null,
                DueOn = on,
                Calendar = context.Text("calendar"),
                Marks = LadderRung.Marks(ladder, context.Get("reminders", true), ["holder"]),
            },
        };
    }

    /// <summary>The message that work has arrived; empty when none is named.</summary>
    public static IReadOnlyList<Effect> Arrival(ActivityContext context, Bookmark bookmark)
    {
        if (context.Text("template") is not { } template) return [];
        DateTimeOffset? due = bookmark.Clock is { } clock ? Clock.DueAt(clock, context.Calendar(clock.Rule.Calendar)) : null;
        return [new Notify(context.Key("arrival"), template, ["holder"], due, Data: new JsonObject { ["asked"] = bookmark.Task!.Title }, BookmarkId: bookmark.Id)];
    }

    /// <summary>A mark of the clock was reached: tells those concerned, and goes on waiting.</summary>
    public static ActivityStep Elapsed(ActivityContext context, Bookmark bookmark, TimerElapsed timer)
    {
        var elapsed = new ElapsedMark(context, bookmark, timer);
        var effects = elapsed.Effects(context.Text("templates") ?? "task");
        return ActivityStep.Wait([.. context.Bookmarks.Select(b => b.Id == bookmark.Id ? elapsed.Noted : b)], effects);
    }

    /// <summary>What a person did, for the steps that follow.</summary>
    public static JsonObject Result(ActivityContext context, TaskCompleted done) => new()
    {
        ["action"] = done.Action,
        ["actor"] = done.Actor,
        ["actingFor"] = done.ActingFor,
        ["values"] = done.Values?.DeepClone(),
        ["note"] = Given.Text(done.Values, "note"),
        ["at"] = context.Now,
    };
}
