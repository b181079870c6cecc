using ReviewFlow.Workflows.People;

namespace ReviewFlow.Workflows.Access;

/// <summary>
/// What a person may list and count, for turning into SQL. A case is visible when any part matches; none means none.
/// </summary>
public sealed record CaseFilter(IReadOnlyList<FilterPart> Parts)
{
    /// <summary>Whether hidden technical cases are listed.</summary>
    public bool Technical { get; init; }

    /// <summary>The filter applied to one case, as the SQL must apply it.</summary>
    public bool Matches(CaseFacts facts, DateOnly today)
    {
        if (facts.Technical)
            return Technical || Parts.Any(p => p.IsOwn && facts.TaskHolders.Contains(p.PersonId));
        return Parts.Any(p => p.Matches(facts, today));
    }
}

/// <summary>The view of one person: the account's own, or that of somebody whom it covers today.</summary>
public sealed record FilterPart
{
    /// <summary>Whose view.</summary>
    public required string PersonId { get; init; }

    /// <summary>Area in which the cover counts; null for all.</summary>
    public string? ProcessArea { get; init; }

    /// <summary>Areas that have a part of their own.</summary>
    public IReadOnlySet<string> NotAreas { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Whether it is the account's own view. Work in a case that was started from the designer is for nobody's cover.</summary>
    public bool IsOwn { get; init; }

    /// <summary>Every subject that is not restricted.</summary>
    public bool All { get; init; }

    /// <summary>Teams (of the subject) that the person's roles reach.</summary>
    public IReadOnlySet<string> TeamIds { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Areas with roles of their own of which the person sees every case.</summary>
    public IReadOnlySet<string> AllOfAreas { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Teams that roles of such an area reach, as <c>area/team</c>.</summary>
    public IReadOnlySet<string> AreaTeams { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Ends the name of an area where what services keep for themselves is meant.</summary>
    public const string InHouse = "!";

    /// <summary>Teams whose queues the person works from.</summary>
    public IReadOnlySet<string> QueueTeamIds { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>
    /// Area matches, and: a restricted subject only with the person on the access list; any other when all, or the
    /// team matches, or the person is IRO or social worker of the subject (in an area with roles of its own: opened it), participant, task holder, listed, or in a queue's team.
    /// </summary>
    public bool Matches(CaseFacts facts, DateOnly today)
    {
        if ((ProcessArea is not null && ProcessArea != facts.ProcessArea) || NotAreas.Contains(facts.ProcessArea))
            return false;
        var listed = facts.Grants.TryGetValue(PersonId, out var until) && (until is not { } last || today <= last);
        if (facts.Subject.Restricted)
            return listed;
        return listed || ByRole(facts)
            || facts.TaskHolders.Contains(PersonId)
            || facts.Participants.Any(p => p.Value.Contains(PersonId, StringComparer.Ordinal))
            || facts.QueueTeams.Overlaps(QueueTeamIds);
    }

    private static string Kept(CaseFacts facts) => facts.InHouse ? $"{facts.ProcessArea}{InHouse}" : facts.ProcessArea;

    private bool ByRole(CaseFacts facts) => AreaRoles.Ids.Contains(facts.ProcessArea)
        ? AllOfAreas.Contains(Kept(facts)) || AreaTeams.Contains($"{Kept(facts)}/{facts.Subject.TeamId}") || facts.OpenedBy == PersonId
        : All || TeamIds.Contains(facts.Subject.TeamId) || facts.Subject.IroId == PersonId || facts.Subject.SocialWorkerId == PersonId;
}

/// <summary>Works out the filter from roles, memberships and cover.</summary>
internal static class CaseFilters
{
    private static readonly string[] Managing = [Roles.TeamManager, Roles.ServiceManager, Roles.ServiceDirector, Roles.CorporateDirector];

    public static CaseFilter Of(Organisation organisation, Actor actor, DateOnly today)
    {
        if (!organisation.InPost(actor.PersonId, today))
            return new CaseFilter([]);
        var areas = organisation.Absences.Where(a => a.From <= today && today <= a.To)
            .Select(a => a.ProcessArea).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var covered = organisation.Away(today)
            .Where(person => actor.ActingFor is null || person == actor.ActingFor)
            .SelectMany(person => Covered(organisation, actor.PersonId, person, areas, today));
        var own = actor.ActingFor is null ? [Part(organisation, actor.PersonId, today) with { IsOwn = true }] : Array.Empty<FilterPart>();
        var technical = actor.ActingFor is null && organisation.RolesOf(actor.PersonId, today).Any(r => r.Role == Roles.Administrator);
        return new CaseFilter([.. own, .. covered]) { Technical = technical };
    }

    // Cover can differ by area: a part for each area that has lines of its own, and one for the rest.
    private static IEnumerable<FilterPart> Covered(Organisation organisation, string coverId, string personId, HashSet<string> areas, DateOnly today)
    {
        foreach (var area in areas.Where(a => organisation.Covers(coverId, personId, a, today)))
            yield return Part(organisation, personId, today) with { ProcessArea = area };
        if (organisation.Covers(coverId, personId, "", today))
            yield return Part(organisation, personId, today) with { NotAreas = areas };
    }

    private static FilterPart Part(Organisation organisation, string personId, DateOnly today)
    {
        var grants = organisation.RolesOf(personId, today).ToList();
        return new FilterPart
        {
            PersonId = personId,
            All = grants.Exists(g => g.Role is Roles.IroManager or Roles.HeadOfIroService),
            TeamIds = grants.Where(g => Managing.Contains(g.Role)).SelectMany(g => organisation.Below(g.UnitId)).ToHashSet(StringComparer.Ordinal),
            AllOfAreas = AreaRoles.All.SelectMany(a => grants.Where(g => a.Everywhere.ContainsKey(g.Role)).SelectMany(g => Reached(a, g.Role))).ToHashSet(StringComparer.Ordinal),
            AreaTeams = AreaRoles.All.SelectMany(a => grants.Where(g => a.Below.ContainsKey(g.Role)).SelectMany(g => organisation.Below(g.UnitId).SelectMany(t => Reached(a, g.Role).Select(r => $"{r}/{t}")))).ToHashSet(StringComparer.Ordinal),
            QueueTeamIds = organisation.MembershipsOf(personId, today).Select(m => m.UnitId).ToHashSet(StringComparer.Ordinal),
        };
    }

    // What a role reaches in an area; with what services keep for themselves, where it reaches that too.
    private static IEnumerable<string> Reached(AreaRoles area, string role) =>
        area.Inside.Contains(role) ? [area.Area, $"{area.Area}{FilterPart.InHouse}"] : [area.Area];
}
