using System.Text.Json.Nodes;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Persistence.Cases;

/// <summary>What is done with a review as a whole: voided by two people, opened again after closing.</summary>
public sealed partial class CaseTransaction
{
    internal const string Reopened = "reviewReopened";
    private const string VoidAsked = "voidAsked";

    // Domain part 1: a registered review is voided by a second person; before its registration, by whoever began it.
    private static async Task<CaseOutcome> VoidReviewAsync(CommandWork work, VoidInstance command, OpenedInstance instance, CancellationToken cancel)
    {
        if (work.Case.Row.Reference is null) return await VoidCaseAsync(work, command, instance, cancel);
        if (work.Case.Fields[VoidAsked] is not JsonObject asked) return AskToVoid(work, command, instance);
        if (asked["by"]?.ToString() == work.Actor.PersonId)
            return new CaseOutcome.Refused(RefusalKind.Forbidden, "You asked for it. A second person has to confirm that this review is voided.");
        return await VoidCaseAsync(work, command, instance, cancel);
    }

    private static CaseOutcome.Done AskToVoid(CommandWork work, VoidInstance command, OpenedInstance instance)
    {
        work.Bursts.SetField(VoidAsked, new JsonObject { ["by"] = work.Actor.PersonId, ["reason"] = command.Reason, ["at"] = work.Session.Now.ToString("O") });
        work.Record.Event(instance.Row.Id, "void-asked", $"{Name(work, work.Actor.PersonId)} asks that this is voided. {command.Reason}", work.Actor);
        work.Record.Audit("void.asked", work.Actor, instance.Row.Id, new JsonObject { ["reason"] = command.Reason });
        var told = work.Bursts.PeopleOf([$"group:{Roles.QualityOfficer}"], null, instance).Where(p => p != work.Actor.PersonId);
        work.Record.Notice($"{command.OperationKey}.void", "imr-void-asked", told, instance.Row.Id, null, null, critical: false, new JsonObject { ["colleague"] = work.Actor.PersonId });
        return work.Done(instance.Row.Id, ("asked", true), ("reference", work.Case.Row.Reference));
    }

    private static async Task<CaseOutcome> VoidCaseAsync(CommandWork work, VoidInstance command, OpenedInstance instance, CancellationToken cancel)
    {
        // What waits for the others ends first, so that nothing is begun in their place.
        foreach (var one in work.Case.Instances.Values.Where(i => i.Row.Status == WorkflowStatus.Running).OrderBy(i => i.Row.ParentId is not null).ToList())
        {
            (one.Row.VoidedAt, one.Row.VoidReason) = (work.Session.Now, command.Reason);
            await work.Bursts.RunAsync(one.Row.Id, key => new InstanceCancelled(key, command.Reason), cancel);
        }

        (work.Case.Row.Status, work.Case.Row.Claim) = (CaseStatus.Voided, null);
        work.Bursts.SetField("stage", "Voided");
        work.Record.Event(instance.Row.Id, "voided", $"{instance.Row.Title} {work.Case.Row.Reference} was voided. {command.Reason}", work.Actor);
        work.Record.Audit("instance.voided", work.Actor, instance.Row.Id, new JsonObject { ["reason"] = command.Reason });
        return work.Done(instance.Row.Id, ("reference", work.Case.Row.Reference));
    }

    private const string OnlyClosed = "Only a closed review can be opened again.";

    private static OpenedInstance? ClosedReview(CommandWork work) =>
        work.Case.Instances.Values.FirstOrDefault(i => i.State?.Bookmarks.Exists(b => b.Payload?["EventName"]?.ToString() == Reopened) == true);

    // Whoever leads the review may ask; opening it again is for those who oversee it (domain part 1a).
    private static CaseOutcome AskReopenReview(CommandWork work, AskReopen command)
    {
        if (work.Decide(CaseAction.AskReopen, null, null, command.Reason) is { } refused) return refused;
        if (ClosedReview(work) is not { } review) return new CaseOutcome.Refused(RefusalKind.Conflict, OnlyClosed);
        work.Record.Event(review.Row.Id, "reopen-asked", $"{Name(work, work.Actor.PersonId)} asks that the review is opened again. {command.Reason}", work.Actor);
        work.Record.Audit("reopen.asked", work.Actor, review.Row.Id, new JsonObject { ["reason"] = command.Reason });
        var told = work.Bursts.PeopleOf([$"group:{Roles.QualityOfficer}", Roles.GroupManagerQuality, Roles.GroupManagerSafeguarding], null, review);
        work.Record.Notice($"{command.OperationKey}.reopen", "imr-reopen-asked", told, review.Row.Id, null, null, critical: false, new JsonObject { ["colleague"] = work.Actor.PersonId });
        return work.Done(review.Row.Id, ("asked", true), ("reference", work.Case.Row.Reference));
    }

    private static async Task<CaseOutcome> ReopenReviewAsync(CommandWork work, ReopenReview command, CancellationToken cancel)
    {
        if (work.Decide(CaseAction.ReopenReview, null, null, command.Reason) is { } refused) return refused;
        if (ClosedReview(work) is not { } review) return new CaseOutcome.Refused(RefusalKind.Conflict, OnlyClosed);
        work.Bursts.Reopen(review, new ReopenSections($"{command.OperationKey}.reopen", ["plan", "closing", "acceptance"], command.Reason));
        work.Record.Event(review.Row.Id, "reopened", $"Opened again. {command.Reason}", work.Actor);
        work.Record.Audit("review.reopened", work.Actor, review.Row.Id, new JsonObject { ["reason"] = command.Reason });
        await work.Bursts.TellAsync(Reopened, new JsonObject(), cancel);
        return work.Done(review.Row.Id, ("reference", work.Case.Row.Reference));
    }
}
