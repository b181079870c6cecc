using ReviewFlow.Workflows.People;

namespace ReviewFlow.Workflows.Access;

/// <summary>
/// The part of the one decision that is about people from outside (ruling 13, X-55): nothing beyond their own service or
/// case, nothing that is not on a short list, and never the case as colleagues read it.
/// </summary>
public static class ExternalRights
{
    /// <summary>All that somebody from outside may ever do; whether they may do it here is decided by the matrix as for anybody.</summary>
    public static readonly IReadOnlySet<CaseAction> Ever = new HashSet<CaseAction>
    {
        CaseAction.See, CaseAction.EditSection, CaseAction.ActOnTask, CaseAction.RespondToRequest, CaseAction.Attach, CaseAction.Amend,
        CaseAction.ReadVersion, CaseAction.ReadPlan, CaseAction.RaiseImmediateConcern, CaseAction.StartInHouse, CaseAction.RaiseDifference,
    };

    /// <summary>The refusal for somebody from outside; null when the matrix decides.</summary>
    internal static AccessDecision? Stops(ExternalAccount account, Actor actor, CaseAction action, CaseFacts facts, DateOnly today)
    {
        if (actor.ActingFor is not null || !account.Runs(today) || facts.Subject.Restricted || !account.Reaches(facts.Subject.Id, facts.CaseId))
            return AccessDecision.Hide;
        if (!Knows(account, facts))
            return AccessDecision.Hide;
        return Ever.Contains(action) ? null : AccessDecision.Refuse("Your account does not do this. It is for your own actions and for what is shared with you.");
    }

    // Who runs the service knows of every case about it; others of those that were shared with them.
    private static bool Knows(ExternalAccount account, CaseFacts facts) =>
        ExternalRoles.RunsTheService(account.Role) || facts.SharedWith.Contains(account.PersonId) || facts.TaskHolders.Contains(account.PersonId);

    /// <summary>What somebody from outside is in an area: what a colleague with the same role would be, else only asked.</summary>
    internal static Relation? Standing(AreaRoles area, Organisation organisation, string personId)
    {
        if (organisation.External(personId) is not { } account)
            return null;
        if (area.Below.TryGetValue(account.Role, out var below))
            return below;
        return area.Everywhere.TryGetValue(account.Role, out var everywhere) ? everywhere : area.ByPart.Asked;
    }
}
