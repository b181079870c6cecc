using System.Text.Json.Nodes;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Activities;

/// <summary>What the activities have in common that one person does.</summary>
internal static class Work
{
    public static readonly TaskAction Complete = new() { Key = "complete", Label = "Complete" };

    /// <summary>The human side of a wait, from the shared inputs.</summary>
    public static TaskWait Wait(ActivityContext context, TaskKind kind, IReadOnlyList<TaskAction> actions) => new()
    {
        Kind = kind,
        Title = Inputs.Needed(context, "title"),
        Role = Inputs.Needed(context, "role"),
        Phase = context.Text("phase") ?? "open",
        Form = context.Text("form"),
        Actions = actions,
        Excluded = Inputs.List(context, "excluded"),
        Carry = Inputs.List(context, "carry"),
        ScheduledFor = Inputs.Day(context.Inputs["scheduledFor"]),
        Priority = Inputs.Number(context.Inputs["priority"]) ?? 50,
        Details = Details(context),
    };

    /// <summary>Actions of an input; <paramref name="otherwise"/> when none are given.</summary>
    public static IReadOnlyList<TaskAction> Actions(ActivityContext context, string input, params IReadOnlyList<TaskAction> otherwise)
    {
        var given = Inputs.Objects(context, input).Select(Action).ToList();
        return given.Count > 0 ? given : otherwise;
    }

    /// <summary>The outcome that an action leads to: the one it names, else its key.</summary>
    public static string Outcome(ActivityContext context, string input, string action, string otherwise) =>
        Inputs.Objects(context, input).FirstOrDefault(o => Inputs.Text(o["key"]) == action) is { } option
            ? Inputs.Text(option["outcome"]) ?? Inputs.Text(option["key"])!
            : otherwise;

    /// <summary>Ends the run with an outcome; the result says who did what.</summary>
    public static ActivityStep Done(ActivityContext context, TaskCompleted done, string outcome, params IReadOnlyList<Effect> effects)
    {
        context.Outputs["result"] = Result(context, done);
        return ActivityStep.Complete(outcome, effects);
    }

    /// <summary>Who did what and when, with what the process routes by.</summary>
    public static JsonObject Result(ActivityContext context, TaskCompleted done)
    {
        var result = new JsonObject
        {
            ["action"] = done.Action,
            ["actor"] = done.Actor,
            ["actingFor"] = done.ActingFor,
            ["at"] = context.Now,
        };
        foreach (var (name, value) in done.Values ?? [])
        {
            if (!result.ContainsKey(name)) result[name] = value?.DeepClone();
        }
        return result;
    }

    /// <summary>Goes on waiting after a mark of the clock.</summary>
    public static ActivityStep GoOn(ActivityContext context, Bookmark bookmark, TimerElapsed elapsed)
    {
        var (clock, effects) = Deadline.Reached(context, bookmark, elapsed);
        return ActivityStep.Wait([.. context.Bookmarks.Select(b => b.Id == bookmark.Id ? b with { Clock = clock } : b)], effects);
    }

    private static TaskAction Action(JsonObject action) => new()
    {
        Key = Inputs.Text(action["key"]) ?? "complete",
        Label = Inputs.Text(action["label"]) ?? Inputs.Text(action["key"]) ?? "Complete",
        NeedsNote = Inputs.Flag(action["needsNote"]),
        Validates = Inputs.Flag(action["validates"], otherwise: true),
        Signs = Inputs.Flag(action["signs"]),
        Declaration = Inputs.Text(action["declaration"]),
        Covers = Inputs.List(action["covers"]),
        Terminating = Inputs.Flag(action["terminating"]),
        NeedsAttachment = Inputs.Flag(action["needsAttachment"]),
    };

    private static JsonObject? Details(ActivityContext context)
    {
        var details = new JsonObject();
        if (Inputs.Number(context.Inputs["level"]) is { } level) details["level"] = level;
        if (context.Text("guidance") is { } guidance) details["guidance"] = guidance;
        return details.Count > 0 ? details : null;
    }
}
