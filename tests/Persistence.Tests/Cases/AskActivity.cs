using System.Text.Json.Nodes;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Persistence.Tests.Cases;

/// <summary>One piece of human work with an optional clock; does what the transaction has to cope with, and no more.</summary>
internal sealed class AskActivity : Activity
{
    public static readonly ActivityDescriptor Descriptor = new()
    {
        Type = "Test.Ask",
        DisplayName = "Ask",
        Category = "Test",
        Description = "Asks somebody.",
        Inputs =
        [
            .. new[] { "title", "role", "signs", "validates", "workingDays", "delaySeconds", "excluded", "kind", "expires" }
                .Select(name => new InputDescriptor { Name = name, DisplayName = name }),
        ],
        Outcomes = ["Done", "Expired"],
        Activity = new AskActivity(),
    };

    public override ActivityStep Start(ActivityContext context) => ActivityStep.Wait(
    [
        context.NewBookmark(
            "Test.Ask",
            new TaskWait
            {
                Kind = context.Get("kind", TaskKind.Step),
                Title = context.Text("title") ?? "Work",
                Role = context.Text("role") ?? "iro",
                Actions = [Action(context)],
                Excluded = context.Get("excluded", Array.Empty<string>()),
                Carry = ["about.review"],
            },
            ClockOf(context)),
    ]);

    public override ActivityStep Resume(ActivityContext context, Bookmark bookmark, Stimulus stimulus)
    {
        switch (stimulus)
        {
            case TaskCompleted done:
                context.Outputs["result"] = new JsonObject { ["action"] = done.Action, ["values"] = done.Values?.DeepClone() };
                return ActivityStep.Complete("Done", new RecordEvent(context.Key("done"), "done", $"{context.Text("title")} was done", done.Actor, done.ActingFor));
            case TimerElapsed late when late.Mark == Clock.Due && context.Get("expires", false):
                return ActivityStep.Complete("Expired", Alert(context, bookmark, late));
            case TimerElapsed late:
                return ActivityStep.Wait([bookmark with { Clock = Clock.WithFired(bookmark.Clock!, late.Mark) }], Alert(context, bookmark, late));
            default:
                return base.Resume(context, bookmark, stimulus);
        }
    }

    private static RaiseAlert Alert(ActivityContext context, Bookmark bookmark, TimerElapsed late) =>
        new(context.Key("alert"), bookmark.Id, late.Mark, "drp-overdue", ["holder", "iroManager"], late.DueAt);

    private static TaskAction Action(ActivityContext context) => new()
    {
        Key = "complete",
        Label = "Complete",
        Validates = context.Get("validates", false),
        Signs = context.Get("signs", false),
        Declaration = context.Get("signs", false) ? "I have read it." : null,
        Covers = context.Get("signs", false) ? ["about"] : [],
    };

    private static ClockWait? ClockOf(ActivityContext context)
    {
        if (context.Get<int?>("workingDays", null) is { } days)
            return new ClockWait { Anchor = context.Now, Rule = new ClockRule { WorkingDays = days, Marks = [new ClockMark { Key = "reminder-2", Kind = ClockMarkKind.Reminder, WorkingDays = -2, TimeOfDay = new TimeOnly(9, 0) }] } };
        return context.Get<double?>("delaySeconds", null) is { } seconds ? new ClockWait { Anchor = context.Now, Rule = new ClockRule { Delay = TimeSpan.FromSeconds(seconds) } } : null;
    }
}
