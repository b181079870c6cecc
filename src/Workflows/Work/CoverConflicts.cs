using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Workflows.Work;

/// <summary>A piece of open work with what access to it is decided by.</summary>
/// <param name="Reference">Its step, or its case.</param>
/// <param name="Item">The work.</param>
/// <param name="Facts">The case.</param>
public sealed record CaseWorkItem(string Reference, WorkItem Item, CaseFacts Facts);

/// <summary>Work that the cover named for it may not do.</summary>
/// <param name="Reference">Its step, or its case.</param>
/// <param name="Title">What is asked.</param>
/// <param name="CoverId">Who was named.</param>
/// <param name="Why">What the cover would be told.</param>
public sealed record CoverConflict(string Reference, string Title, string CoverId, string Why);

/// <summary>What of somebody's open work their cover may not do: four-eyes and access, by the one decision (ruling 6).</summary>
public static class CoverConflicts
{
    /// <summary>Every conflict that an absence would bring, on its first day or today.</summary>
    /// <param name="plan">The absence with its cover.</param>
    /// <param name="work">Open work of the absent person.</param>
    /// <param name="organisation">The organisation as it is, without the absence.</param>
    /// <param name="today">Local business day.</param>
    public static IReadOnlyList<CoverConflict> Of(AbsencePlan plan, IReadOnlyList<CaseWorkItem> work, Organisation organisation, DateOnly today)
    {
        var (then, day) = (plan.In(organisation), plan.From > today ? plan.From : today);
        return [.. work.Select(w => One(w, plan.PersonId, then, day)).OfType<CoverConflict>()];
    }

    /// <summary>Colleagues in the same sort of post, there on all those days, for whom there would be no conflict.</summary>
    public static IReadOnlyList<StaffMember> Free(AbsencePlan plan, IReadOnlyList<CaseWorkItem> work, Organisation organisation, DateOnly today)
    {
        var roles = organisation.RolesOf(plan.PersonId, today).Select(r => r.Role).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. organisation.People
                .Where(p => p.Id != plan.PersonId && organisation.RolesOf(p.Id, plan.From).Any(r => roles.Contains(r.Role)) && organisation.InPost(p.Id, plan.To))
                .Where(p => !organisation.Absences.Any(a => a.PersonId == p.Id && a.From <= plan.To && plan.From <= a.To))
                .Where(p => Of(plan with { CoverId = p.Id, CoverByArea = new Dictionary<string, string>() }, work, organisation, today).Count == 0)
                .OrderBy(p => p.Name, StringComparer.Ordinal),
        ];
    }

    private static CoverConflict? One(CaseWorkItem work, string absent, Organisation organisation, DateOnly day)
    {
        if (organisation.CoverOf(absent, work.Facts.ProcessArea, day) is not { } cover)
            return null;
        var item = work.Item;
        var asked = item.Actions.Count == 0 ? [CaseAction.ActOnTask] : item.Actions.Select(a => TaskActs.PermissionFor(item.Kind, item.Role, a.Key)).Distinct();
        var refused = asked.Select(a => Access.Access.Decide(organisation, new Actor(cover), a, work.Facts, item.Facts, day)).FirstOrDefault(d => !d.Allowed);
        return refused is null ? null : new CoverConflict(work.Reference, item.Title, cover, refused.Why.Length > 0 ? refused.Why : "This is nothing that you may see.");
    }
}
