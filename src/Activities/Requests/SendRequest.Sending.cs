using System.Text.Json.Nodes;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Activities.Requests;

public sealed partial class SendRequest
{
    /// <summary>First sending, sending again after a return, or asking other people: those already asked and named again stay asked.</summary>
    private static ActivityStep Send(ActivityContext context, Bookmark owner, TaskCompleted done)
    {
        var first = context.State["sentAt"] is null;
        var chosen = Chosen(context, done);
        if (chosen.Count == 0) return ActivityStep.Wait(context.Bookmarks);
        if (first) context.State["sentAt"] = context.Now;
        context.State["lastSentAt"] = context.Now;
        context.State["sentBy"] = done.Actor;
        context.State["asked"] = new JsonArray([.. chosen.Select(c => (JsonNode)new JsonObject { ["person"] = c.Person, ["mandatory"] = c.Mandatory })]);
        var clock = first ? Deadline.Start(context, ReplyBy(context, done)) : owner.Clock;
        var note = Inputs.Text(done.Values?["note"]);
        var asked = chosen.Where(c => !Answered(context).Contains(c.Person)).Select((c, i) => Ask(context, c, done, note, clock, i)).ToList();
        var waits = new List<Bookmark> { WithPhase(context, owner with { Clock = clock }, "sent", asked, note) };
        waits.AddRange(asked);
        var effects = new List<Effect>
        {
            new RecordEvent(context.Key("sent"), first ? "request-sent" : "request-sent-again", first ? "Request sent" : "Request sent again; the clock goes on", done.Actor, done.ActingFor),
            new Notify(context.Key("tell"), $"{Family(context)}-request", [.. asked.Select(a => a.Task!.Role)], clock is null ? null : Clock.DueAt(clock, context.Calendar(clock.Rule.Calendar)), Data: new JsonObject { ["actor"] = done.Actor }),
        };
        if (first) effects.AddRange(OnFirstSending(context, done));
        return ActivityStep.Wait(waits, effects);
    }

    private static IEnumerable<Effect> OnFirstSending(ActivityContext context, TaskCompleted done)
    {
        if (context.Text("publishOnSend") is not { } name) yield break;
        var payload = done.Values?["form"]?.DeepClone() as JsonObject ?? [];
        payload["level"] = context.Inputs["level"]?.DeepClone();
        yield return new PublishEvent(context.Key("event"), name, context.CorrelationId, LocalOnly: false, payload);
    }

    private static Bookmark Ask(ActivityContext context, (string Person, bool Mandatory) recipient, TaskCompleted done, string? note, ClockWait? clock, int index)
    {
        // Somebody asked before and not answered keeps their wait; only note and date may be new.
        var known = Asked(context).FirstOrDefault(b => b.Task!.Role == $"user:{recipient.Person}");
        var task = Work.Wait(context, TaskKind.Request, AskedActions(context)) with
        {
            Title = Inputs.Needed(context, "requestTitle"),
            Role = $"user:{recipient.Person}",
            Phase = "asked",
            SentBy = done.Actor,
            Note = note,
            Carry = [],
            ScheduledFor = null,
        };
        var details = task.Details ?? [];
        details["mandatory"] = recipient.Mandatory;
        if (clock is not null) details["dueAt"] = Clock.DueAt(clock, context.Calendar(clock.Rule.Calendar));
        task = task with { Details = details };
        return known is null ? context.NewBookmark(AskedName, task, payload: new JsonObject { ["person"] = recipient.Person, ["round"] = index }) : known with { Task = task };
    }

    private static IReadOnlyList<TaskAction> AskedActions(ActivityContext context)
    {
        var signs = Inputs.Flag(context.Inputs["respondSigns"]);
        return
        [
            new TaskAction
            {
                Key = "complete",
                Label = "Respond",
                Signs = signs,
                Declaration = signs ? Inputs.Needed(context, "declaration") : null,
                Covers = signs ? Inputs.List(context, "covers") : [],
            },
            new TaskAction { Key = "return", Label = "Return", NeedsNote = true, Validates = false },
        ];
    }

    private static Bookmark WithPhase(ActivityContext context, Bookmark owner, string phase, IReadOnlyList<Bookmark> asked, string? note)
    {
        var actions = phase switch
        {
            "sent" => SentActions(context, owner.Clock),
            "returned" => [SendAction("resend", "Send again"), .. NoResponseAction(context, owner.Clock), CancelAction],
            _ => [SendAction("send", "Send request")],
        };
        return owner with { Task = OwnerWait(context, phase, actions) with { WaitsFor = [.. asked.Select(a => a.Id)], Note = note } };
    }

    private static IReadOnlyList<TaskAction> SentActions(ActivityContext context, ClockWait? clock) =>
    [
        new TaskAction { Key = "remind", Label = "Send a reminder", Validates = false },
        new TaskAction { Key = "changeRecipients", Label = "Add or change who answers" },
        CancelAction,
        .. NoResponseAction(context, clock),
    ];

    private static TaskAction CancelAction => new() { Key = "cancel", Label = "Cancel the request", NeedsNote = true, Validates = false };

    private static IEnumerable<TaskAction> NoResponseAction(ActivityContext context, ClockWait? clock)
    {
        if (!Inputs.Flag(context.Inputs["allowNoResponse"], otherwise: true)) yield break;
        yield return new TaskAction
        {
            Key = "recordNoResponse",
            Label = "Record no response",
            Validates = false,
            AvailableFrom = clock is null ? null : Clock.DueAt(clock, context.Calendar(clock.Rule.Calendar)),
            EarlierWithReason = Inputs.Flag(context.Inputs["noResponseEarlierWithReason"], otherwise: true),
        };
    }

    /// <summary>Ruling 16: the earlier of the review date and the working days; null leaves it to the working days.</summary>
    private static DateOnly? ReplyBy(ActivityContext context, TaskCompleted done)
    {
        if (context.Text("replyBy") != "reviewDateOrWorkingDays" || Inputs.Day(done.Values?["form"]?["reviewDate"]) is not { } review) return null;
        var calendar = context.Calendar(context.Text("calendar"));
        var days = Inputs.Number(context.Inputs["workingDays"]) ?? 5;
        var byDays = WorkingDays.Add(calendar, LocalTime.DayOf(calendar, context.Now), days);
        return review < byDays ? review : null;
    }

    private static List<(string Person, bool Mandatory)> Chosen(ActivityContext context, TaskCompleted done)
    {
        var given = done.Values?["recipients"] as JsonArray ?? context.State["asked"] as JsonArray ?? [];
        return
        [
            .. given.Select(r => r is JsonObject o ? (Person: Inputs.Text(o["person"]), Mandatory: Inputs.Flag(o["mandatory"], otherwise: true)) : (Person: Inputs.Text(r), Mandatory: true))
                .Where(r => r.Person is not null)
                .DistinctBy(r => r.Person, StringComparer.Ordinal)
                .Select(r => (r.Person!, r.Mandatory)),
        ];
    }

    private static HashSet<string> Answered(ActivityContext context) =>
        (context.State["answered"] as JsonArray ?? []).Select(Inputs.Text).OfType<string>().ToHashSet(StringComparer.Ordinal);

    private static string Family(ActivityContext context) => context.Text("templates") ?? "drp";
}
