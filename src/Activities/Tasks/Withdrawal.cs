using System.Text.Json.Nodes;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Activities.Tasks;

/// <summary>Work that an event makes needless: nobody is left with a question whose answer is not wanted any more.</summary>
internal static class Withdrawal
{
    /// <summary>Outcome by which a step goes on whose work was withdrawn.</summary>
    public const string Outcome = "Withdrawn";

    private const string BookmarkName = "ReviewFlow.Withdrawal";

    /// <summary>The wait for the event; none when the definition names none.</summary>
    public static IReadOnlyList<Bookmark> Wait(ActivityContext context) =>
        context.Text("withdrawnBy") is { } name ? [context.NewBookmark(BookmarkName, payload: new JsonObject { ["EventName"] = name })] : [];

    /// <summary>The work goes; whoever had it is told, and the timeline says why.</summary>
    public static ActivityStep Step(ActivityContext context)
    {
        var title = context.Text("title");
        var effects = new List<Effect> { new RecordEvent(context.Key("event"), "task-withdrawn", $"{title}: withdrawn. {context.Text("withdrawnWhy")}".TrimEnd(), null) };
        if (context.Bookmarks.FirstOrDefault(b => b.Task is not null && b.Task.WaitsFor.Count == 0) is { } work)
            effects.Add(new Notify(context.Key("withdrawn"), "task-withdrawn", ["holder"], Data: new JsonObject { ["asked"] = title }, BookmarkId: work.Id));
        return ActivityStep.Complete(Outcome, effects);
    }
}
