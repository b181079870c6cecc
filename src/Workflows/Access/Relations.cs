using ReviewFlow.Workflows.People;

namespace ReviewFlow.Workflows.Access;

/// <summary>What a person, or somebody whom they cover today, is to a case.</summary>
/// <param name="Relation">The relation.</param>
/// <param name="PersonId">Whose relation it is: the person's own or that of the person covered.</param>
internal sealed record Standing(Relation Relation, string PersonId);

internal static class Relations
{
    private static readonly (string Role, Relation Relation)[] OverUnits =
    [
        (Roles.TeamManager, Relation.TeamManager),
        (Roles.ServiceManager, Relation.ServiceManager),
        (Roles.ServiceDirector, Relation.ServiceDirector),
        (Roles.CorporateDirector, Relation.CorporateDirector),
    ];

    /// <summary>Line managers of the child's team: they answer, but never touch the IRO's text.</summary>
    public static readonly IReadOnlySet<Relation> LineManagers =
        new HashSet<Relation> { Relation.TeamManager, Relation.ServiceManager, Relation.ServiceDirector, Relation.CorporateDirector };

    /// <summary>The people in whose name the actor can act on the case today: themselves and those they cover, or the one named.</summary>
    public static IReadOnlyList<string> Names(Organisation organisation, Actor actor, CaseFacts facts, DateOnly today)
    {
        if (!organisation.InPost(actor.PersonId, today))
            return [];
        if (actor.ActingFor is { } named)
            return organisation.Covers(actor.PersonId, named, facts.ProcessArea, today) ? [named] : [];
        return [actor.PersonId, .. organisation.CoveredBy(actor.PersonId, facts.ProcessArea, today)];
    }

    public static IEnumerable<Standing> Of(Organisation organisation, string personId, CaseFacts facts, DateOnly today)
    {
        if (AreaRoles.Of(facts.ProcessArea) is { } area)
        {
            foreach (var standing in InArea(area, organisation, personId, facts, today))
                yield return standing;
            yield break;
        }

        var subject = facts.Subject;
        var named = facts.Participants.Where(p => p.Value.Contains(personId, StringComparer.Ordinal)).Select(p => p.Key).ToList();
        if (subject.IroId == personId || named.Contains(Roles.Iro))
            yield return new Standing(Relation.Iro, personId);
        else if (organisation.RolesOf(personId, today).Any(r => r.Role == Roles.Iro))
            yield return new Standing(Relation.OtherIro, personId);
        if (subject.SocialWorkerId == personId || named.Contains(Roles.SocialWorker))
            yield return new Standing(Relation.SocialWorker, personId);
        foreach (var (role, relation) in OverUnits)
        {
            if (named.Contains(role) || organisation.Holds(personId, role, subject.TeamId, today))
                yield return new Standing(relation, personId);
        }

        foreach (var standing in Office(organisation, personId, today))
            yield return standing;
        if (IsAsked(organisation, personId, named, facts, today))
            yield return new Standing(Relation.Asked, personId);
    }

    private static IEnumerable<Standing> InArea(AreaRoles area, Organisation organisation, string personId, CaseFacts facts, DateOnly today)
    {
        foreach (var role in organisation.RolesOf(personId, today).Select(r => r.Role).Distinct(StringComparer.Ordinal).ToList())
        {
            if (facts.InHouse && !area.Inside.Contains(role) && role is not (Roles.Administrator or Roles.Designer))
                continue;
            if (area.Everywhere.TryGetValue(role, out var everywhere))
                yield return new Standing(everywhere, personId);
            if (area.Below.TryGetValue(role, out var below) && organisation.Holds(personId, role, facts.Subject.TeamId, today))
                yield return new Standing(below, personId);
            if (area.Starting.TryGetValue(role, out var starting) && organisation.Holds(personId, role, facts.Subject.TeamId, today))
                yield return new Standing(starting, personId);
            if (role is Roles.Administrator)
                yield return new Standing(Relation.Administrator, personId);
            if (role is Roles.Designer)
                yield return new Standing(Relation.Designer, personId);
        }

        if (ExternalRights.Standing(area, organisation, personId) is { } outside)
            yield return new Standing(outside, personId);
        foreach (var (role, _) in facts.Participants.Where(p => p.Value.Contains(personId, StringComparer.Ordinal)))
        {
            if (area.Named.TryGetValue(role, out var named))
                yield return new Standing(named, personId);
        }

        if (facts.OpenedBy == personId)
            yield return new Standing(area.ByPart.Began, personId);
        var parts = facts.Participants.Where(p => p.Value.Contains(personId, StringComparer.Ordinal)).Select(p => p.Key).ToList();
        if (IsAsked(organisation, personId, parts, facts, today))
            yield return new Standing(area.ByPart.Asked, personId);
    }

    // The IRO service looks after the whole authority, whatever unit its managers' roles hang on.
    private static IEnumerable<Standing> Office(Organisation organisation, string personId, DateOnly today)
    {
        foreach (var grant in organisation.RolesOf(personId, today))
        {
            Relation? relation = grant.Role switch
            {
                Roles.IroManager => Relation.IroManager,
                Roles.HeadOfIroService => Relation.HeadOfIroService,
                Roles.Administrator => Relation.Administrator,
                Roles.Designer => Relation.Designer,
                _ => null,
            };
            if (relation is { } known)
                yield return new Standing(known, personId);
        }
    }

    private static bool IsAsked(Organisation organisation, string personId, List<string> named, CaseFacts facts, DateOnly today) =>
        named.Count > 0
        || facts.TaskHolders.Contains(personId)
        || IsListed(facts, personId, today)
        || organisation.MembershipsOf(personId, today).Any(m => facts.QueueTeams.Contains(m.UnitId));

    /// <summary>Whether the person is on the access list (or has a grant that still runs).</summary>
    public static bool IsListed(CaseFacts facts, string personId, DateOnly today) =>
        facts.Grants.TryGetValue(personId, out var until) && (until is not { } last || today <= last);
}
