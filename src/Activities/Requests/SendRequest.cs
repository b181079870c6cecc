using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Activities.Requests;

/// <summary>
/// A piece of work that the step's owner asks of others inside the step. The owner keeps the step; the clock starts with
/// the first sending and goes on over returns. (S4 "You now need to send the Request"; DRP Section 3; domain 0.3.)
/// </summary>
/// <remarks>
/// One wait for the owner, whose id stays, and one for each person asked. Several people: the owner goes on when all
/// mandatory ones have answered; one return puts the step back to the owner, answers given stay. Expiry alerts; only the
/// owner records that nobody answered (rulings 3 and 16).
/// </remarks>
public sealed partial class SendRequest : Activity
{
    private const string OwnerName = "ReviewFlow.Request.Owner";
    private const string AskedName = "ReviewFlow.Request.Asked";

    /// <summary>How administrators see it.</summary>
    public static readonly ActivityDescriptor Descriptor = new()
    {
        Type = "ReviewFlow.SendRequest",
        DisplayName = "Send request",
        Category = "Requests",
        Description = "The owner of the step asks others for their part and waits: answered, returned with a note, cancelled, or no response recorded.",
        Activity = new SendRequest(),
        Inputs =
        [
            .. Described.Work,
            new() { Name = "requestTitle", DisplayName = "Title for those asked", Description = "What the request asks for, in their inbox.", Required = true },
            new() { Name = "recipients", DisplayName = "Suggested recipients", Description = "role, label, mandatory.", TypeName = "Object", Editor = "json-editor" },
            new() { Name = "replyBy", DisplayName = "Reply by", Description = "workingDays, or reviewDateOrWorkingDays: the earlier of the review date carried and the working days.", Editor = "dropdown", Options = ["workingDays", "reviewDateOrWorkingDays"], Default = "\"workingDays\"" },
            new() { Name = "allowNoResponse", DisplayName = "Allow “no response”", Description = "After the reply-by date the owner may record that nobody answered.", TypeName = "Boolean", Editor = "checkbox", Default = "true" },
            new() { Name = "noResponseEarlierWithReason", DisplayName = "… earlier with a reason", Description = "At once, when it is too serious to wait.", TypeName = "Boolean", Editor = "checkbox", Default = "true" },
            new() { Name = "respondSigns", DisplayName = "Answering is a sign-off", Description = "Those asked sign their answer.", TypeName = "Boolean", Editor = "checkbox", Default = "false" },
            new() { Name = "declaration", DisplayName = "Declaration", Description = "Words that are signed with the answer.", Editor = "multi-line" },
            new() { Name = "covers", DisplayName = "Covers", Description = "Sections that the answer's signature locks.", TypeName = "Object", Editor = "json-editor" },
            new() { Name = "publishOnSend", DisplayName = "Event on first sending", Description = "Name of an event for the case; its payload brings the carried answers.", },
            new() { Name = "returnEnds", DisplayName = "A return ends the activity", Description = "Goes on along Returned instead of waiting for the owner.", TypeName = "Boolean", Editor = "checkbox", Default = "false" },
            .. Described.Clock,
            Described.Carry,
        ],
        Outputs = [new("result", "How it ended: sentAt, answeredBy, noResponse")],
        Outcomes = ["Completed", "Returned", "Cancelled", "Expired"],
    };

    /// <inheritdoc />
    public override ActivityStep Start(ActivityContext context) =>
        ActivityStep.Wait([context.NewBookmark(OwnerName, OwnerWait(context, "draft", [SendAction("send", "Send request")]))]);

    /// <inheritdoc />
    public override ActivityStep Resume(ActivityContext context, Bookmark bookmark, Stimulus stimulus)
    {
        if (stimulus is TimerElapsed elapsed) return Chase(context, bookmark, elapsed);
        if (stimulus is not TaskCompleted done) return base.Resume(context, bookmark, stimulus);
        return (bookmark.Name, done.Action) switch
        {
            (OwnerName, "send" or "resend" or "changeRecipients") => Send(context, bookmark, done),
            (OwnerName, "remind") => Remind(context, bookmark, done),
            (OwnerName, "cancel") => Cancel(context, done),
            (OwnerName, "recordNoResponse") => NoResponse(context, done),
            (AskedName, "return") => Return(context, bookmark, done),
            (AskedName, _) => Answer(context, bookmark, done),
            _ => base.Resume(context, bookmark, stimulus),
        };
    }

    /// <summary>The owner's step keeps the form open in all its phases; what is open is for the form to say.</summary>
    private static TaskWait OwnerWait(ActivityContext context, string phase, IReadOnlyList<TaskAction> actions)
    {
        var wait = Work.Wait(context, TaskKind.Step, actions);
        var details = wait.Details ?? [];
        details["recipients"] = context.Inputs["recipients"]?.DeepClone();
        details["requestTitle"] = context.Text("requestTitle");
        details["required"] = true;
        if (context.State["sentAt"] is { } sent) details["sentAt"] = sent.DeepClone();
        if (context.State["asked"] is { } asked) details["asked"] = asked.DeepClone();
        return wait with { Phase = phase, Details = details };
    }

    private static TaskAction SendAction(string key, string label) => new() { Key = key, Label = label };

    private static Bookmark Owner(ActivityContext context) => context.Bookmarks.First(b => b.Name == OwnerName);

    private static IEnumerable<Bookmark> Asked(ActivityContext context) => context.Bookmarks.Where(b => b.Name == AskedName);
}
