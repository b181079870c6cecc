using System.Text.Json.Nodes;
using ReviewFlow.Activities.Inputs;
using ReviewFlow.Activities.Tasks;
using ReviewFlow.Engine;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Activities.SignOffs;

/// <summary>Waits until every named signer has signed the same, or one of them has returned it.</summary>
/// <remarks>No signer signs for another, on any path: each is kept from the others' work. (S3 L97; domain G-PIP-8.)</remarks>
internal sealed class JointSignOff : Activity
{
    private const string Sign = "sign";
    private const string Return = "return";

    public static ActivityDescriptor Descriptor { get; } = new()
    {
        Type = "ReviewFlow.JointSignOff",
        DisplayName = "Joint sign-off",
        Category = "Sign-offs",
        Description = "Waits until every named signer has signed, each for themselves. One return, with a note, ends it for all.",
        Inputs =
        [
            Field.Title("Plain words for the inbox, for instance \"Check the quality of the plan\"."),
            Field.Json("signers", "Signers", "{ \"role\": \"partnershipLead\", \"phase\": \"lead\", \"covers\": [\"checkLead\"] } in a list: who signs, the word by which the form knows their wait, and what of it is theirs alone.") with { Required = true },
            Field.Form,
            Field.Json("covers", "Covers", "Sections that every signature covers and locks.") with { Required = true },
            Field.Text("declaration", "Declaration", "The exact words that are signed.") with { Editor = "multi-line", Required = true },
            Field.Text("label", "Button", "Words on the button.") with { Default = "\"Pass and sign\"" },
            Field.Text("returnLabel", "Other button", "Words on the button that returns it.") with { Default = "\"Return with a note\"" },
            Field.DueWorkingDays,
            Field.Calendar,
            Field.Ladder,
            Field.Template,
            Field.Templates,
        ],
        Outputs = [new("result", "signed: role, actor, at; note and actor of a return")],
        Outcomes = ["Signed", "Returned"],
        Activity = new JointSignOff(),
    };

    public override ActivityStep Start(ActivityContext context)
    {
        var signers = (Given.List<Signer>(context, "signers") ?? []).Where(s => s.Role.Length > 0).ToList();
        if (signers.Count == 0) throw new InvalidInputException("signers", "a list with at least one signer");
        var waits = signers.Select(s => context.NewBookmark(TaskInputs.BookmarkName, Wait(context, s, signers), TaskInputs.ClockOf(context))).ToList();
        context.State["signed"] = new JsonArray();
        return ActivityStep.Wait(waits, [.. waits.SelectMany((w, i) => Arrival(context, w, i))]);
    }

    public override ActivityStep Resume(ActivityContext context, Bookmark bookmark, Stimulus stimulus) => stimulus switch
    {
        TaskCompleted { Action: Sign } done => Signed(context, bookmark, done),
        TaskCompleted { Action: Return } done when Given.Text(done.Values, "note") is not null => Returned(context, bookmark, done),
        TaskCompleted => ActivityStep.Wait(context.Bookmarks),
        TimerElapsed timer => TaskInputs.Elapsed(context, bookmark, timer),
        _ => base.Resume(context, bookmark, stimulus),
    };

    private static TaskWait Wait(ActivityContext context, Signer signer, IReadOnlyList<Signer> all) => new()
    {
        Kind = TaskKind.SignOff,
        Title = context.Text("title") ?? "",
        Role = signer.Role,
        Phase = signer.Phase,
        Form = context.Text("form"),
        Excluded = [.. all.Where(o => o != signer).Select(o => o.Role)],
        Actions =
        [
            new TaskAction
            {
                Key = Sign, Label = context.Text("label") ?? "Pass and sign", Signs = true, Declaration = context.Text("declaration"),
                Covers = [.. Given.Texts(context, "covers"), .. signer.Covers],
            },
            new TaskAction { Key = Return, Label = context.Text("returnLabel") ?? "Return with a note", NeedsNote = true, Validates = false },
        ],
    };

    private static ActivityStep Signed(ActivityContext context, Bookmark bookmark, TaskCompleted done)
    {
        (context.State["signed"] as JsonArray)?.Add((JsonNode)new JsonObject { ["role"] = bookmark.Task!.Role, ["actor"] = done.Actor, ["actingFor"] = done.ActingFor, ["at"] = context.Now });
        var note = new RecordEvent(context.Key("event"), "signed", $"{context.Text("title")}: passed and signed", done.Actor, done.ActingFor);
        var left = context.Bookmarks.Where(b => b.Id != bookmark.Id).ToList();
        if (left.Count > 0) return ActivityStep.Wait(left, note);
        context.Outputs["result"] = new JsonObject { ["signed"] = context.State["signed"]?.DeepClone() };
        return ActivityStep.Complete("Signed", note);
    }

    private static ActivityStep Returned(ActivityContext context, Bookmark bookmark, TaskCompleted done)
    {
        var sections = context.Bookmarks.SelectMany(b => b.Task!.Actions).SelectMany(a => a.Covers).Distinct(StringComparer.Ordinal).ToList();
        var note = Given.Text(done.Values, "note");
        context.Outputs["result"] = new JsonObject { ["signed"] = context.State["signed"]?.DeepClone(), ["note"] = note, ["actor"] = done.Actor, ["role"] = bookmark.Task!.Role, ["at"] = context.Now };
        return ActivityStep.Complete(
            "Returned",
            new RecordEvent(context.Key("event"), "returned", $"{context.Text("title")}: returned. {note}", done.Actor, done.ActingFor),
            new ReopenSections(context.Key("reopen"), [.. sections, .. Alone(context)], note));
    }

    // Those who signed before have their own part locked as well.
    private static IEnumerable<string> Alone(ActivityContext context) =>
        (Given.List<Signer>(context, "signers") ?? []).SelectMany(s => s.Covers);

    private static IReadOnlyList<Effect> Arrival(ActivityContext context, Bookmark wait, int number)
    {
        if (context.Text("template") is not { } template) return [];
        DateTimeOffset? due = wait.Clock is { } clock ? Clock.DueAt(clock, context.Calendar(clock.Rule.Calendar)) : null;
        return [new Notify(context.Key($"arrival{number}"), template, ["holder"], due, Data: new JsonObject { ["asked"] = wait.Task!.Title }, BookmarkId: wait.Id)];
    }
}

/// <summary>One of those who sign, as a definition states it.</summary>
internal sealed record Signer
{
    public string Role { get; init; } = "";

    public string Phase { get; init; } = "open";

    public IReadOnlyList<string> Covers { get; init; } = [];
}
