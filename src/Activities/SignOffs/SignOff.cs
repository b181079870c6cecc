using ReviewFlow.Activities.Tasks;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Activities.SignOffs;

/// <summary>Holds a step until the role named has signed, or returned it. (S4 Section 3 and 4, eSignature; domain 0.2.)</summary>
/// <remarks>
/// The page re-authenticates; the case transaction records who, role, time and the hash of exactly what was shown, and
/// locks the sections covered. A definition cannot take the role check away: it is part of the wait.
/// </remarks>
public sealed class SignOff : Activity
{
    private const string SignLabel = "Sign and lock";

    /// <summary>How administrators see it.</summary>
    public static readonly ActivityDescriptor Descriptor = new()
    {
        Type = "ReviewFlow.SignOff",
        DisplayName = "Sign-off",
        Category = "Sign-offs",
        Description = "Holds the step until the role named has signed what it covers, or returned it with a note. Late sign-offs alert; they never sign themselves.",
        Activity = new SignOff(),
        Inputs =
        [
            .. Described.Work,
            new() { Name = "declaration", DisplayName = "Declaration", Description = "Exact words that are signed. They must be true.", Editor = "multi-line", Required = true },
            new() { Name = "covers", DisplayName = "Covers", Description = "Sections that the signature locks.", TypeName = "Object", Editor = "json-editor" },
            new() { Name = "signLabel", DisplayName = "Words on the button", Description = "Default: Sign and lock." },
            Described.Actions with { Description = "Other ways out besides signing, such as return." },
            .. Described.Clock,
            Described.Carry,
        ],
        Outputs = [new("result", "Who signed or returned: action, actor, note")],
        Outcomes = ["Signed"],
        OutcomesFromInput = "actions",
    };

    /// <inheritdoc />
    public override ActivityStep Start(ActivityContext context)
    {
        var sign = new TaskAction
        {
            Key = "sign",
            Label = context.Text("signLabel") ?? SignLabel,
            Signs = true,
            Declaration = Inputs.Needed(context, "declaration"),
            Covers = Inputs.List(context, "covers"),
        };
        var others = Work.Actions(context, "actions");
        return ActivityStep.Wait([context.NewBookmark(HumanTask.BookmarkName, Work.Wait(context, TaskKind.SignOff, [sign, .. others]), Deadline.Start(context))]);
    }

    /// <inheritdoc />
    public override ActivityStep Resume(ActivityContext context, Bookmark bookmark, Stimulus stimulus) => stimulus switch
    {
        TaskCompleted { Action: "sign" } done => Work.Done(context, done, "Signed",
            new RecordEvent(context.Key("signed"), "signed", $"Signed: {bookmark.Task!.Title}", done.Actor, done.ActingFor)),
        TaskCompleted done => Work.Done(context, done, Work.Outcome(context, "actions", done.Action, "Returned"),
            new RecordEvent(context.Key("returned"), done.Action == "return" ? "returned" : "task-done", $"{Label(bookmark, done.Action)}: {bookmark.Task!.Title}", done.Actor, done.ActingFor)),
        TimerElapsed elapsed => Work.GoOn(context, bookmark, elapsed),
        _ => base.Resume(context, bookmark, stimulus),
    };

    private static string Label(Bookmark bookmark, string action) => bookmark.Task?.Actions.FirstOrDefault(a => a.Key == action)?.Label ?? action;
}
