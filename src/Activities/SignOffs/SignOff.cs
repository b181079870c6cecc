using System.Text.Json.Nodes;
using ReviewFlow.Activities.Inputs;
using ReviewFlow.Activities.Tasks;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Activities.SignOffs;

/// <summary>Waits until the named role has signed what is covered, or has given it back.</summary>
/// <remarks>
/// The signature itself (who, title, time, hash) is made where the action is carried out; this step says who may sign
/// what with which words. Lateness tells people and never signs.
/// </remarks>
internal sealed class SignOff : Activity
{
    private const string Sign = "sign";
    private const string Asking = "asking";

    public static ActivityDescriptor Descriptor { get; } = new()
    {
        Type = "ReviewFlow.SignOff",
        DisplayName = "Sign-off",
        Category = "Sign-offs",
        Description = "Waits for a signature: a declaration ticked by the named role, recorded with name, job title, role and time, which locks the sections it covers.",
        Inputs =
        [
            Field.Title("Plain words for the inbox, for instance \"Confirm the recommendations\"."),
            Field.Role("role", "Signed by", "Who signs. Nobody else can, on any path."),
            Field.Excluded,
            Field.Form,
            Field.Json("covers", "Covers", "Sections of the form that the signature covers and locks.") with { Required = true },
            Field.Text("declaration", "Declaration", "The exact words that are signed.") with { Editor = "multi-line", Required = true },
            Field.Text("label", "Button", "Words on the button.") with { Default = "\"Sign and lock\"" },
            Field.Json("actions", "Further buttons", "For instance { \"key\": \"return\", \"label\": \"Return\", \"needsNote\": true, \"outcome\": \"Returned\" }; one with \"signs\": true signs as well."),
            Field.Json("withheld", "Not offered now", "Keys of further buttons that are not offered this time."),
            Field.Json("reopens", "Opens again when returned", "Sections whose signatures are superseded when it is returned, so that they can be changed and signed anew."),
            Field.Outcomes("otherOutcomes", "Further outcomes", "Names of the outcomes of the further buttons."),
            Field.Role("askedBy", "Asked by", "Role whose row shows that it waits for this signature. Empty: no such row.", required: false),
            Field.Text("sentBy", "Sent by", "Account that asks for the signature, when somebody does; it then lies among the signer's incoming requests."),
            Field.Text("note", "Note", "A note for the signer.") with { Editor = "multi-line" },
            Field.Text("phase", "Phase", "Word by which the form's fields know this wait; \"open\" unless set. Set another one for a second round."),
            Field.DueWorkingDays,
            Field.DueOn,
            Field.Calendar,
            Field.Flag("reminders", "Remind", "Reminds the signer before and on the day.", otherwise: true),
            Field.Ladder,
            Field.Carry,
            Field.Template,
            Field.Templates,
            Field.WithdrawnBy,
            Field.WithdrawnWhy,
        ],
        Outputs = [new("result", "What was done: action, actor, actingFor, values, note, at")],
        Outcomes = ["Signed"],
        OutcomesFromInput = "otherOutcomes",
        Activity = new SignOff(),
    };

    public override ActivityStep Start(ActivityContext context)
    {
        var declaration = context.Text("declaration");
        var covers = Given.Texts(context, "covers");
        var actions = Offered(context).Select(a => a.Action(declaration, covers)).ToList();
        var wait = TaskInputs.Wait(context, TaskKind.SignOff, actions);
        if (context.Text("askedBy") is not { } asker)
        {
            var alone = context.NewBookmark(TaskInputs.BookmarkName, wait, TaskInputs.ClockOf(context));
            return ActivityStep.Wait([alone, .. Withdrawal.Wait(context)], TaskInputs.Arrival(context, alone));
        }

        var signer = context.NewBookmark(TaskInputs.BookmarkName, wait, TaskInputs.ClockOf(context));
        return ActivityStep.Wait([signer, Waiting(context, asker, signer), .. Withdrawal.Wait(context)], TaskInputs.Arrival(context, signer));
    }

    public override ActivityStep Resume(ActivityContext context, Bookmark bookmark, Stimulus stimulus) => stimulus switch
    {
        TaskCompleted done when bookmark.Task?.Phase == Asking => Reminded(context, done),
        TaskCompleted done => Completed(context, done),
        TimerElapsed timer => TaskInputs.Elapsed(context, bookmark, timer),
        EventReceived => Withdrawal.Step(context),
        _ => base.Resume(context, bookmark, stimulus),
    };

    private static IEnumerable<ActionSpec> Offered(ActivityContext context)
    {
        var withheld = Given.Texts(context, "withheld");
        var further = (Given.List<ActionSpec>(context, "actions") ?? []).Where(a => !withheld.Contains(a.Key));
        return further.Prepend(new ActionSpec { Key = Sign, Label = context.Text("label") ?? "Sign and lock", Signs = true, Outcome = "Signed" });
    }

    /// <summary>The row of whoever asked: yellow until it is signed. It is no work of theirs and has no clock.</summary>
    private static Bookmark Waiting(ActivityContext context, string asker, Bookmark signer) => context.NewBookmark(TaskInputs.BookmarkName, new TaskWait
    {
        Kind = TaskKind.Step,
        Title = context.Text("title") ?? "",
        Role = asker,
        Phase = Asking,
        Form = context.Text("form"),
        Actions = [new TaskAction { Key = "remind", Label = "Remind", Validates = false }],
        WaitsFor = [signer.Id],
    });

    private static ActivityStep Reminded(ActivityContext context, TaskCompleted done)
    {
        var signer = context.Bookmarks.First(b => b.Task?.Kind == TaskKind.SignOff);
        return ActivityStep.Wait(
            context.Bookmarks,
            new Notify(context.Key("remind"), $"{context.Text("templates") ?? "task"}-reminder", ["holder"], Data: new JsonObject { ["asked"] = context.Text("title"), ["colleague"] = done.Actor }, BookmarkId: signer.Id));
    }

    private static ActivityStep Completed(ActivityContext context, TaskCompleted done)
    {
        var action = Offered(context).FirstOrDefault(a => a.Key == done.Action);
        if (action is null || (action.NeedsNote && Given.Text(done.Values, "note") is null)) return ActivityStep.Wait(context.Bookmarks);
        context.Outputs["result"] = TaskInputs.Result(context, done);
        var title = context.Text("title");
        List<Effect> effects = [new RecordEvent(context.Key("event"), action.Signs ? "signed" : action.Key, $"{title}: {(action.Signs ? "signed" : action.Words)}", done.Actor, done.ActingFor)];
        if (!action.Signs && Given.Texts(context, "reopens") is { Count: > 0 } sections) effects.Add(new ReopenSections(context.Key("reopen"), sections, Given.Text(done.Values, "note")));
        return ActivityStep.Complete(action.EndsWith, effects);
    }
}
