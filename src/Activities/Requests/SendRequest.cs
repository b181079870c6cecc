using ReviewFlow.Activities.Inputs;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Activities.Requests;

/// <summary>
/// Work sent to other people <em>inside</em> a step: the owner keeps the step, the recipients answer or return it with a
/// note. (S4, "You now need to send the Request"; domain 0.3.)
/// </summary>
/// <remarks>
/// The owner's wait stays the same from draft to answer and carries the clock, which goes on over returns and resends
/// (domain WD-8). Lateness tells people and never goes on by itself; only answers, or the owner's "no response", do.
/// </remarks>
internal sealed class SendRequest : Activity
{
    public static ActivityDescriptor Descriptor { get; } = new()
    {
        Type = "ReviewFlow.SendRequest",
        DisplayName = "Send a request",
        Category = "Requests",
        Description = "Lets the owner of a step fill in their part and send it to others, who answer or return it with a note. Goes on when everybody who must has answered, or when the owner records that no response was given.",
        Inputs =
        [
            Field.Title("The owner's step in plain words, for instance \"Record the issues and ask for an update\"."),
            Field.Role("ownerRole", "Owner", "Who owns the step and sends the request.") with { Default = "\"iro\"" },
            Field.Text("requestTitle", "What is asked", "Plain words for the recipients' inbox.") with { Required = true },
            Field.Form,
            Field.Json("recipients", "Suggested recipients", "A list: { \"role\": \"teamManager\", \"mandatory\": true, \"label\": \"Manager\" }. The owner may choose others.") with { Required = true },
            Field.Flag("required", "Required", "The step cannot be finished without it. Otherwise the owner may go on without sending.", otherwise: true),
            Field.Number("workingDays", "Working days", "Reply by close of business of the n-th working day. Day 0 is the day of sending.") with { Default = "5" },
            Field.Text("replyByField", "Or by the date in", "Field (from \"answers to take along\") whose date counts when it is earlier than the working days; never before the next working day."),
            Field.Calendar,
            Field.Ladder,
            Field.Json("returnedRoles", "Told while returned", "Who is told of lateness while the owner has it back.") with { Default = """["owner","iroManager"]""" },
            Field.Flag("allowNoResponse", "No response", "The owner may record that no response was given, after the reply-by moment.", otherwise: true),
            Field.Flag("noResponseEarlierWithReason", "Earlier with a reason", "…or at once, with the reason why it is too serious to wait.", otherwise: true),
            Field.Flag("respondSigns", "Response is signed", "The response is a recorded sign-off."),
            Field.Text("declaration", "Declaration", "The exact words that the recipient signs.") with { Editor = "multi-line" },
            Field.Json("covers", "Covers", "Sections that the recipient's signature covers and locks."),
            Field.Number("level", "Level", "Level (1 to 4) of the manager asked, when it is one; the request stays at that level."),
            Field.Text("publishOnSend", "Event on sending", "Name of an event for this case when it is first sent; it brings the answers taken along."),
            Field.Outcomes("alsoEndsOn", "Ends also when", "Returned: a return ends the step. Cancelled: cancelling ends the step. Otherwise both bring it back to the owner."),
            Field.Carry,
            Field.Templates,
        ],
        Outputs = [new("result", "How it ended: outcome, asked, sentAt, returns, form"), new("noResponse", "When none was given: by, actingFor, reason, at, early")],
        Outcomes = ["Completed", "Expired"],
        OutcomesFromInput = "alsoEndsOn",
        Activity = new SendRequest(),
    };

    public override ActivityStep Start(ActivityContext context) => new RequestRun(context).Begin();

    public override ActivityStep Resume(ActivityContext context, Bookmark bookmark, Stimulus stimulus)
    {
        var run = new RequestRun(context);
        return stimulus switch
        {
            TaskCompleted done when bookmark.Id == run.OwnerBookmark => Owner(run, done),
            TaskCompleted done => Recipient(run, bookmark, done),
            TimerElapsed timer => run.Elapsed(timer),
            _ => base.Resume(context, bookmark, stimulus),
        };
    }

    // An action out of turn, or a return without its note, changes nothing.
    private static ActivityStep Owner(RequestRun run, TaskCompleted done) => (done.Action, run.Phase) switch
    {
        ("send", RequestPhase.Draft) => run.Send(done),
        ("skip", RequestPhase.Draft) => run.Skip(done),
        ("resend", RequestPhase.Returned) => run.Resend(done),
        ("remind", RequestPhase.Sent) => run.Remind(done),
        ("changeRecipients", RequestPhase.Sent or RequestPhase.Returned) => run.ChangeRecipients(done),
        ("cancel", RequestPhase.Sent or RequestPhase.Returned) when Given.Text(done.Values, "note") is { } note => run.Cancel(done, note),
        ("recordNoResponse", RequestPhase.Sent or RequestPhase.Returned) => run.NoResponse(done),
        _ => run.Unchanged(),
    };

    private static ActivityStep Recipient(RequestRun run, Bookmark bookmark, TaskCompleted done) => done.Action switch
    {
        "complete" => run.Answered(bookmark, done),
        "return" when Given.Text(done.Values, "note") is { } note => run.Returned(bookmark, done, note),
        _ => run.Unchanged(),
    };
}
