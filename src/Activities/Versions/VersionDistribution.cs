using System.Text.Json.Nodes;
using ReviewFlow.Activities.Inputs;
using ReviewFlow.Activities.Tasks;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Activities.Versions;

/// <summary>Waits until somebody has ticked who gets a frozen version, and sends it to them.</summary>
/// <remarks>
/// The mail carries a link and no text of the plan. Receipts are kept for each recipient; a mail that comes back is told to
/// whoever sent it. (S3, "Governance, Reporting &amp; Quality Assurance".)
/// </remarks>
internal sealed class VersionDistribution : Activity
{
    private const string Send = "distribute";

    public static ActivityDescriptor Descriptor { get; } = new()
    {
        Type = "ReviewFlow.Distribute",
        DisplayName = "Distribute a version",
        Category = "Cases",
        Description = "Asks a person to tick who gets a frozen version, group by group, and sends each a link. Keeps for everybody whether it arrived, was opened and was confirmed.",
        Inputs =
        [
            Field.Title("Plain words for the inbox, for instance \"Distribute the plan\"."),
            Field.Role("role", "Sent by", "Who sends it: for improvement plans the partnership lead."),
            Field.Number("versionNumber", "Version", "Number of the frozen version. Empty: the latest."),
            Field.Json("groups", "Groups", "{ \"key\": \"chog\", \"label\": \"Care Home Oversight Group\", \"purpose\": \"…\", \"roles\": [\"group:chog\"], \"onlyForLsi\": false }. Empty: the five groups of improvement plans."),
            Field.Flag("lsi", "Large scale investigation", "Whether there is one. Groups that are only told of one can be ticked then."),
            Field.Text("purpose", "Purpose", "Why it is shared, in words that every recipient reads.") with { Editor = "multi-line" },
            Field.DueWorkingDays,
            Field.DueOn,
            Field.Calendar,
            Field.Flag("reminders", "Remind", "Reminds the sender before and on the day.", otherwise: true),
            Field.Ladder,
            Field.Excluded,
            Field.Template,
            Field.Templates,
        ],
        Outputs = [new("result", "What was done: action, actor, actingFor, values, note, at")],
        Outcomes = ["Done"],
        Activity = new VersionDistribution(),
    };

    public override ActivityStep Start(ActivityContext context)
    {
        var version = context.Get<int?>("versionNumber", null);
        var action = new TaskAction { Key = Send, Label = version is { } n ? $"Send version {n}" : "Send", Validates = false };
        var lsi = context.Get("lsi", false);
        var wait = TaskInputs.Wait(context, TaskKind.Step, [action]) with
        {
            Details = new JsonObject
            {
                ["version"] = version,
                ["lsi"] = lsi,
                ["purpose"] = context.Text("purpose"),
                ["groups"] = new JsonArray([.. Groups(context).Select(g => (JsonNode)g.Written(lsi))]),
            },
        };
        var bookmark = context.NewBookmark(TaskInputs.BookmarkName, wait, TaskInputs.ClockOf(context));
        return ActivityStep.Wait([bookmark], TaskInputs.Arrival(context, bookmark));
    }

    public override ActivityStep Resume(ActivityContext context, Bookmark bookmark, Stimulus stimulus) => stimulus switch
    {
        TaskCompleted done => Sent(context, done),
        TimerElapsed timer => TaskInputs.Elapsed(context, bookmark, timer),
        _ => base.Resume(context, bookmark, stimulus),
    };

    private static IReadOnlyList<RecipientGroup> Groups(ActivityContext context) =>
        Given.List<RecipientGroup>(context, "groups") is { Count: > 0 } own ? own : RecipientGroup.OfPlans;

    private static ActivityStep Sent(ActivityContext context, TaskCompleted done)
    {
        var to = Recipients(context, done.Values).ToList();
        if (done.Action != Send || to.Count == 0 || Version(context, done) is not { } version) return ActivityStep.Wait(context.Bookmarks);
        context.Outputs["result"] = TaskInputs.Result(context, done);
        return ActivityStep.Complete(
            "Done",
            new DistributeVersion(context.Key("sent"), version, to, context.Text("purpose"), done.Actor, done.ActingFor),
            new RecordEvent(context.Key("event"), "version-distributed", $"Version {version} was sent to {to.Count} {(to.Count == 1 ? "person" : "people")}", done.Actor, done.ActingFor));
    }

    // Nobody gets it twice, whatever groups they are in.
    private static IEnumerable<VersionRecipient> Recipients(ActivityContext context, JsonObject? values)
    {
        var labels = Groups(context).ToDictionary(g => g.Key, g => g.Label, StringComparer.Ordinal);
        return (values?["recipients"] as JsonArray ?? []).OfType<JsonObject>()
            .Select(r => (Person: Given.Text(r, "person"), Group: Given.Text(r, "group") ?? ""))
            .Where(r => r.Person is not null && labels.ContainsKey(r.Group))
            .DistinctBy(r => r.Person, StringComparer.Ordinal)
            .Select(r => new VersionRecipient(r.Person!, labels[r.Group]));
    }

    private static int? Version(ActivityContext context, TaskCompleted done) =>
        context.Get<int?>("versionNumber", null) ?? (done.Values?["version"] is JsonValue value && value.TryGetValue<int>(out var number) ? number : null);
}
