using System.Text.Json.Nodes;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Activities.Requests;

public sealed partial class SendRequest
{
    private static ActivityStep Answer(ActivityContext context, Bookmark asked, TaskCompleted done)
    {
        Remember(context, "answered", Person(asked));
        var signed = asked.Task!.Actions.Any(a => a.Key == done.Action && a.Signs);
        var effects = new List<Effect>
        {
            new RecordEvent(context.Key("answered"), signed ? "signed" : "request-answered", signed ? $"Signed: response to {asked.Task.Title}" : "Request answered", done.Actor, done.ActingFor),
            // The second of the guidance's two requests: it tells the owner that the manager has responded (S4 "Request 2").
            new Notify(context.Key("told"), Family(context) == "qap" ? "qap-completed" : "drp-response", ["owner", Inputs.Needed(context, "role")], Data: new JsonObject { ["actor"] = done.Actor }),
        };
        var open = Asked(context).Where(b => b.Id != asked.Id).ToList();
        if (open.Any(IsMandatory) || Owner(context).Task!.Phase == "returned")
        {
            var owner = Owner(context);
            return ActivityStep.Wait([WithPhase(context, owner, owner.Task!.Phase, open, owner.Task.Note), .. open], effects);
        }
        return End(context, done, "Completed", effects);
    }

    /// <summary>Back to the owner with the note; the clock goes on (WD-8). One return shows even when others have answered (REQ-6).</summary>
    private static ActivityStep Return(ActivityContext context, Bookmark asked, TaskCompleted done)
    {
        var note = Inputs.Text(done.Values?["note"]);
        Remember(context, "returnedBy", Person(asked));
        IReadOnlyList<Effect> effects =
        [
            new RecordEvent(context.Key("returned"), "request-returned", "Request returned with a note", done.Actor, done.ActingFor),
            new Notify(context.Key("told"), $"{Family(context)}-returned", [Inputs.Needed(context, "role")], Data: new JsonObject { ["actor"] = done.Actor }),
        ];
        if (Inputs.Flag(context.Inputs["returnEnds"])) return End(context, done, "Returned", effects);
        var open = Asked(context).Where(b => b.Id != asked.Id).ToList();
        var owner = WithPhase(context, Owner(context), "returned", open, note);
        var details = owner.Task!.Details!;
        details["returnedBy"] = done.Actor;
        details["returnedAt"] = context.Now;
        return ActivityStep.Wait([owner, .. open], effects);
    }

    private static ActivityStep Remind(ActivityContext context, Bookmark owner, TaskCompleted done) => ActivityStep.Wait(
        context.Bookmarks,
        new RecordEvent(context.Key("reminded"), "reminded", "Reminder sent", done.Actor, done.ActingFor),
        new Notify(context.Key("remind"), $"{Family(context)}-request", [.. Asked(context).Select(b => b.Task!.Role)], Due(context, owner), Data: new JsonObject { ["actor"] = done.Actor }));

    private static ActivityStep Cancel(ActivityContext context, TaskCompleted done) => End(
        context, done, "Cancelled", [new RecordEvent(context.Key("cancelled"), "request-cancelled", "Request cancelled", done.Actor, done.ActingFor)]);

    /// <summary>Ruling 16: a silent manager never traps the IRO.</summary>
    private static ActivityStep NoResponse(ActivityContext context, TaskCompleted done)
    {
        context.State["noResponse"] = new JsonObject { ["by"] = done.Actor, ["reason"] = Inputs.Text(done.Values?["reason"]), ["at"] = context.Now };
        var silent = Asked(context).Select(b => b.Task!.Role).ToList();
        return End(
            context, done, "Expired",
            [
                new RecordEvent(context.Key("silent"), "no-response", "No response recorded", done.Actor, done.ActingFor),
                new Notify(context.Key("told"), "drp-no-response", [.. silent, "iroManager"], Due(context, Owner(context)), Data: new JsonObject { ["actor"] = done.Actor }),
            ]);
    }

    /// <summary>Ruling 3: the ladder follows whoever holds the work, and a resend gives the person asked one working day before their own alert.</summary>
    private static ActivityStep Chase(ActivityContext context, Bookmark owner, TimerElapsed elapsed)
    {
        var heldByOwner = owner.Task!.Phase == "returned" || JustResent(context, owner);
        var (clock, effects) = Deadline.Reached(context, owner, elapsed, heldByOwner);
        var waits = context.Bookmarks.Select(b => b.Id == owner.Id ? b with { Clock = clock } : b).ToList();
        return ActivityStep.Wait(waits, effects);
    }

    private static bool JustResent(ActivityContext context, Bookmark owner)
    {
        if (context.State["lastSentAt"] is not { } last || context.State["sentAt"] is not { } first || last.GetValue<DateTimeOffset>() == first.GetValue<DateTimeOffset>()) return false;
        var calendar = context.Calendar(owner.Clock!.Rule.Calendar);
        var free = WorkingDays.Add(calendar, LocalTime.DayOf(calendar, last.GetValue<DateTimeOffset>()), 1);
        return context.Now < LocalTime.ToUtc(calendar, free, owner.Clock.Rule.CloseOfBusiness);
    }

    private static ActivityStep End(ActivityContext context, TaskCompleted done, string outcome, IReadOnlyList<Effect> effects)
    {
        var result = Work.Result(context, done);
        foreach (var name in new[] { "sentAt", "lastSentAt", "sentBy", "answered", "returnedBy", "noResponse" })
        {
            if (context.State[name] is { } value) result[name] = value.DeepClone();
        }
        result["outcome"] = outcome;
        context.Outputs["result"] = result;
        return ActivityStep.Complete(outcome, effects);
    }

    private static DateTimeOffset? Due(ActivityContext context, Bookmark owner) =>
        owner.Clock is { } clock ? Clock.DueAt(clock, context.Calendar(clock.Rule.Calendar)) : null;

    private static bool IsMandatory(Bookmark asked) => Inputs.Flag(asked.Task!.Details?["mandatory"], otherwise: true);

    private static string Person(Bookmark asked) => asked.Task!.Role["user:".Length..];

    private static void Remember(ActivityContext context, string name, string person)
    {
        var known = context.State[name] as JsonArray ?? [];
        context.State[name] = new JsonArray([.. known.Select(n => n!.DeepClone()), person]);
    }
}
