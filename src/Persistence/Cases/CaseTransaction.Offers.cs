using System.Text.Json.Nodes;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Persistence.Cases;

/// <summary>What people begin beside their work, because the process offers it.</summary>
public sealed partial class CaseTransaction
{
    private async Task<CaseOutcome> TakeOfferAsync(CommandWork work, TakeOffer command, CancellationToken cancel)
    {
        if (work.Instance(command.InstanceId) is not { } instance) return Unknown;
        if (work.Decide(CaseAction.Read, instance, null, null) is { } refused) return refused;
        var offers = (await definitions.VersionAsync(instance.Row.VersionId, cancel)).Process.Offers;
        if (offers.FirstOrDefault(o => o.Event == command.Event) is not { } offer) return Unknown;
        // Whoever covers one of them acts for that person.
        var may = work.Bursts.PeopleOf(offer.Roles, null, instance);
        if (!may.Any(p => p == work.Actor.PersonId || p == work.Actor.ActingFor || work.Session.Organisation.Covers(work.Actor.PersonId, p, work.Case.Row.Area, work.Session.Today)))
            return new CaseOutcome.Refused(RefusalKind.Forbidden, "Only whoever conducts this may begin it.");
        var before = work.Case.OpenTasks.Select(t => t.Id).ToHashSet(StringComparer.Ordinal);
        if (!offer.IsOpenAt(work.Case.Row.Stage) || !await work.Bursts.TellAsync(offer.Event, new JsonObject(), cancel))
            return new CaseOutcome.Refused(RefusalKind.Conflict, "This cannot be begun as the case stands now.");
        work.Record.Event(instance.Row.Id, "offer-taken", $"{offer.Label}: begun", work.Actor);
        work.Record.Audit("offer.taken", work.Actor, instance.Row.Id, new JsonObject { ["event"] = offer.Event });
        var next = work.Case.OpenTasks.FirstOrDefault(t => !before.Contains(t.Id) && IsOwn(work, t))?.Id;
        return work.Done(instance.Row.Id, ("taskId", next));
    }
}
