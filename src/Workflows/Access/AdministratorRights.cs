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

    /// <summary>An instance started from the designer is about nobody; administrators look at it in their own name.</summary>
    public static AccessDecision OverMachinery(Organisation organisation, Actor actor, CaseAction action, DateOnly today)
    {
        if (!IsAdministrator(organisation, actor, today))
            return AccessDecision.Hide;
        return action switch
        {
            CaseAction.See => AccessDecision.Allow,
            CaseAction.MendIncident or CaseAction.Void or CaseAction.Reassign => AccessDecision.Allow with { NeedsReason = true },
            CaseAction.ActOnTask => AccessDecision.Allow,
            _ => AccessDecision.Refuse("This case was started from the designer and is about nobody."),
        };
    }

    private static bool IsAdministrator(Organisation organisation, Actor actor, DateOnly today) =>
        actor.ActingFor is null && organisation.RolesOf(actor.PersonId, today).Any(r => r.Role == Roles.Administrator);
}
