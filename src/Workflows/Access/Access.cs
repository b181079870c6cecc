using ReviewFlow.Workflows.People;

namespace ReviewFlow.Workflows.Access;

/// <summary>The one decision about who may see and do what. Everything is refused unless the matrix allows it.</summary>
public static class Access
{
    private static readonly HashSet<CaseAction> AllowedWhenClosed =
    [
        CaseAction.See, CaseAction.Read, CaseAction.Download, CaseAction.Print, CaseAction.RaiseImmediateConcern, CaseAction.AcknowledgeAlert, CaseAction.GrantAccess,
        CaseAction.DecideAccess, CaseAction.Amend,
        CaseAction.ReadVersion, CaseAction.ReadPlan, CaseAction.InviteExternal,
    ];

    private static readonly HashSet<CaseAction> OfTheIro =
    [
        CaseAction.SendRequest, CaseAction.SignAsIro, CaseAction.ChooseNextAction, CaseAction.RecordNoResponse,
        CaseAction.Extend, CaseAction.RecordCafcass, CaseAction.Void,
    ];

    /// <summary>Whether the actor may do something with a case today.</summary>
    /// <param name="organisation">Who works where.</param>
    /// <param name="actor">Who acts; with <see cref="Actor.ActingFor"/> only under that person's rights.</param>
    /// <param name="action">What.</param>
    /// <param name="facts">The case.</param>
    /// <param name="task">The task concerned; needed by everything that is done with a task.</param>
    /// <param name="today">Local business day.</param>
    public static AccessDecision Decide(Organisation organisation, Actor actor, CaseAction action, CaseFacts facts, TaskFacts? task, DateOnly today)
    {
        if (facts.Technical)
            return AdministratorRights.OverMachinery(organisation, actor, action, facts, task, today);
        if (organisation.External(actor.PersonId) is { } outsider && ExternalRights.Stops(outsider, actor, action, facts, today) is { } stopped)
            return stopped;
        if (action == CaseAction.ReadVersion && facts.SharedWith.Contains(actor.PersonId) && organisation.InPost(actor.PersonId, today) && !facts.Subject.Restricted)
            return AccessDecision.Allow;
        var names = Relations.Names(organisation, actor, facts, today);
        var standings = names.Where(n => Reaches(facts, n, today)).SelectMany(n => Relations.Of(organisation, n, facts, today)).ToList();
        var sees = standings.Exists(s => PermissionMatrix.Of(CaseAction.See, s.Relation) != Permission.No);
        if (action is CaseAction.StartConcern or CaseAction.StartReview or CaseAction.StartInArea or CaseAction.StartInHouse)
            return Start(action, standings, sees);
        if (AdministratorRights.Technical(organisation, actor, action, facts, task, today) is { } technical)
            return technical;
        if (!sees)
            return AccessDecision.Hide;
        if (facts.Closed && !AllowedWhenClosed.Contains(action))
            return AccessDecision.Refuse("This case is closed and can only be read.");
        if (FourEyes(actor, action, facts, task) is { } refused)
            return refused;
        return Best(organisation, actor, action, facts, task, standings, today);
    }

    /// <summary>What a person may list and count today; decides as <see cref="Decide"/> does for seeing.</summary>
    public static CaseFilter VisibleTo(Organisation organisation, Actor actor, DateOnly today) =>
        CaseFilters.Of(organisation, actor, today);

    // A restricted subject is for the access list alone.
    private static bool Reaches(CaseFacts facts, string personId, DateOnly today) =>
        !facts.Subject.Restricted || Relations.IsListed(facts, personId, today);

    private static AccessDecision Start(CaseAction action, List<Standing> standings, bool sees)
    {
        var permissions = standings.Select(s => PermissionMatrix.Of(action, s.Relation)).ToList();
        if (permissions.Contains(Permission.Yes))
            return AccessDecision.Allow;
        if (permissions.Contains(Permission.WithReason))
            return AccessDecision.Allow with { NeedsReason = true };
        if (!sees)
            return AccessDecision.Hide;
        return AccessDecision.Refuse(action is CaseAction.StartInArea or CaseAction.StartInHouse ? "Your role cannot start this here." : action == CaseAction.StartReview ? "Only an IRO or the IRO Manager can open this. Record significant information instead." : "Your role cannot record a concern for this person.");
    }

    private static AccessDecision? FourEyes(Actor actor, CaseAction action, CaseFacts facts, TaskFacts? task)
    {
        var mine = new[] { actor.PersonId, actor.ActingFor };
        var acts = action is CaseAction.ActOnTask or CaseAction.EditSection or CaseAction.RespondToRequest or CaseAction.ConfirmAsIroManager or CaseAction.DecideAccess or CaseAction.Amend
            || OfTheIro.Contains(action);
        if (acts && task is not null && mine.Any(p => p is not null && task.Excluded.Contains(p)))
            return AccessDecision.Refuse("Somebody else has to do this: you did the work that it checks.");
        if (action == CaseAction.ConfirmAsIroManager && mine.Any(p => p is not null && IsIro(facts, p)))
            return AccessDecision.Refuse("You are the IRO of this case, so another person has to confirm it.");
        if (action is CaseAction.DecideAccess or CaseAction.GrantAccess && mine.Any(p => p is not null && IsIro(facts, p)))
            return AccessDecision.Refuse("You are the IRO of this case, so another person has to decide who else may see it.");
        if (action == CaseAction.RespondToRequest && mine.Any(p => p is not null && IsIro(facts, p)))
            return AccessDecision.Refuse("You are the IRO of this case, so the answer has to come from somebody else.");
        return null;
    }

    private static AccessDecision Best(Organisation organisation, Actor actor, CaseAction action, CaseFacts facts, TaskFacts? task, List<Standing> standings, DateOnly today)
    {
        var why = "Your role cannot do this.";
        foreach (var standing in standings)
        {
            var permission = PermissionMatrix.Of(action, standing.Relation);
            if (permission == Permission.No)
                continue;
            if (standing.Relation != Relation.IroManager && TouchesIroPart(action, task) && IsLineManager(organisation, actor.PersonId, facts, today))
                why = "Managers of the child’s team cannot do the IRO’s part.";
            else if (permission == Permission.WhenHolding && NotHolding(organisation, task, standing) is { } not)
                why = not;
            else if (permission == Permission.InDraft && !facts.Draft)
                why = $"Something has been sent already. Ask {(AreaRoles.Of(facts.ProcessArea) is null ? "the IRO Manager" : facts.ProcessArea == ProcessCatalog.Plans ? "the tactical lead" : "the quality team")} to void it.";
            else
                return Allowed(actor, standing, permission);
        }

        return AccessDecision.Refuse(why);
    }

    private static AccessDecision Allowed(Actor actor, Standing standing, Permission permission) => AccessDecision.Allow with
    {
        NeedsReason = permission == Permission.WithReason,
        ActingFor = standing.PersonId == actor.PersonId ? null : standing.PersonId,
    };

    private static string? NotHolding(Organisation organisation, TaskFacts? task, Standing standing)
    {
        if (task is null)
            return "You have no open work in this step.";
        if (!task.Open)
            return "This work is finished already.";
        if (task.HolderId != standing.PersonId)
            return task.HolderId is { } holder ? $"This is with {organisation.NameOf(holder)}." : "Nobody has taken this work yet. Take it first.";
        return null;
    }

    private static bool TouchesIroPart(CaseAction action, TaskFacts? task) =>
        OfTheIro.Contains(action) || (task?.Role == Roles.Iro && action is (CaseAction.EditSection or CaseAction.ActOnTask or CaseAction.Attach or CaseAction.Amend));

    /// <summary>Whether the person manages the team of the child; then the IRO's part is closed to them, even as cover.</summary>
    internal static bool IsLineManager(Organisation organisation, string personId, CaseFacts facts, DateOnly today) =>
        Relations.Of(organisation, personId, facts, today).Any(s => Relations.LineManagers.Contains(s.Relation));

    private static bool IsIro(CaseFacts facts, string personId) =>
        facts.Subject.IroId == personId
        || (facts.Participants.TryGetValue(Roles.Iro, out var iros) && iros.Contains(personId, StringComparer.Ordinal));
}
