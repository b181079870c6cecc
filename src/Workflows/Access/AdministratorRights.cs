using ReviewFlow.Workflows.People;

namespace ReviewFlow.Workflows.Access;

/// <summary>The little that administrators may, who have no right to read cases.</summary>
internal static class AdministratorRights
{
    /// <summary>What keeps the service running on any case, with a reason; shows a reference, never a subject. Null: no such right.</summary>
    public static AccessDecision? Technical(Organisation organisation, Actor actor, CaseAction action, CaseFacts facts, TaskFacts? task, DateOnly today)
    {
        if (action is not (CaseAction.MendIncident or CaseAction.Reassign) || !IsAdministrator(organisation, actor, today))
            return null;
        if (facts.Subject.Restricted && action != CaseAction.MendIncident)
            return null;
        return action == CaseAction.MendIncident || task is { Open: true } ? AccessDecision.Allow with { NeedsReason = true } : null;
    }

    /// <summary>
    /// An instance started from the designer is about nobody; administrators look at it in their own name, and whoever was
    /// given work in it does that work.
    /// </summary>
    public static AccessDecision OverMachinery(Organisation organisation, Actor actor, CaseAction action, CaseFacts facts, TaskFacts? task, DateOnly today)
    {
        if (!IsAdministrator(organisation, actor, today))
            return WorkInMachinery(organisation, actor, action, facts, task, today);
        return action switch
        {
            CaseAction.See or CaseAction.Read => AccessDecision.Allow,
            CaseAction.MendIncident or CaseAction.Void or CaseAction.Reassign => AccessDecision.Allow with { NeedsReason = true },
            CaseAction.ActOnTask => AccessDecision.Allow,
            _ => AccessDecision.Refuse("This case was started from the designer and is about nobody."),
        };
    }

    private static AccessDecision WorkInMachinery(Organisation organisation, Actor actor, CaseAction action, CaseFacts facts, TaskFacts? task, DateOnly today)
    {
        if (actor.ActingFor is not null || !organisation.InPost(actor.PersonId, today) || !facts.TaskHolders.Contains(actor.PersonId))
            return AccessDecision.Hide;
        if (action is CaseAction.See or CaseAction.Read)
            return AccessDecision.Allow;
        if (action is not (CaseAction.ActOnTask or CaseAction.EditSection))
            return AccessDecision.Refuse("This case was started from the designer and is about nobody.");
        if (task is not { Open: true } || task.AssigneeId != actor.PersonId)
            return AccessDecision.Refuse("You have no open work in this step.");
        return task.Excluded.Contains(actor.PersonId) ? AccessDecision.Refuse("Somebody else has to do this: you did the work that it checks.") : AccessDecision.Allow;
    }

    private static bool IsAdministrator(Organisation organisation, Actor actor, DateOnly today) =>
        actor.ActingFor is null && organisation.RolesOf(actor.PersonId, today).Any(r => r.Role == Roles.Administrator);
}
