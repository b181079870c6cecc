namespace ReviewFlow.Workflows.People;

/// <summary>One search through the tree; collects the empty posts it passes.</summary>
internal sealed class RoleSearch(CaseRoles roles, Organisation organisation, DateOnly today, string processArea)
{
    private const int LongestChain = 12;
    private readonly List<Vacancy> vacancies = [];

    public Assignment Nobody(string role, string words)
    {
        vacancies.Add(new Vacancy(role, null, words));
        return new Assignment { Rule = words, Vacancies = vacancies };
    }

    public Assignment Team(string teamId) => organisation.Unit(teamId) is { } team
        ? new Assignment { TeamId = team.Id, Rule = $"queue of {team.Name}" }
        : Nobody("team", $"There is no team “{teamId}”");

    public IReadOnlyList<Assignment> Administrators()
    {
        var found = organisation.Roles
            .Where(r => r.Role == Roles.Administrator && Runs(r) && organisation.InPost(r.PersonId, today) && !roles.Excluded.Contains(r.PersonId))
            .Select(r => r.PersonId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(id => new Assignment { PersonId = id, Rule = "Administrator" }).ToList();
        return found.Count > 0 ? found : [Nobody(Roles.Administrator, "There is no administrator")];
    }

    /// <summary>Everybody in a post, of whom any one may take the work; nobody: the next post up.</summary>
    public IReadOnlyList<Assignment> Group(string role)
    {
        if (roles.Named.GetValueOrDefault(role) is { Count: > 0 } named)
            return [.. named.Select(p => Named(p, $"{Roles.Title(role)} of this case"))];
        var found = organisation.Roles.Where(r => r.Role == role && Runs(r) && organisation.InPost(r.PersonId, today) && !roles.Excluded.Contains(r.PersonId))
            .Where(r => roles.Subject.TeamId.Length == 0 || organisation.Upwards(roles.Subject.TeamId).Any(u => u.Id == r.UnitId))
            .Select(r => r.PersonId).Concat(Outside(role).Select(e => e.PersonId)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(id => new Assignment { PersonId = id, Rule = $"any {Roles.Title(role)}" }).ToList();
        return found.Count > 0 ? found : [Post(role)];
    }

    /// <summary>A person by id; after leaving, the line manager they had.</summary>
    public Assignment Named(string personId, string why)
    {
        var person = personId;
        for (var step = 0; step < LongestChain; step++)
        {
            if (organisation.InPost(person, today) && Reaches(person) && Taken(person, why) is { } assignment)
                return assignment;
            vacancies.Add(new Vacancy("person", null, $"{organisation.NameOf(person)} cannot take the work"));
            var last = organisation.Memberships.Where(m => m.PersonId == person).OrderByDescending(m => m.From).FirstOrDefault();
            if (last?.LineManagerId is not { } manager)
                break;
            (person, why) = (manager, $"line manager of {organisation.NameOf(person)}");
        }

        return Nobody("person", $"Nobody was found for {organisation.NameOf(personId)}");
    }

    /// <summary>Whoever is in a post for this subject, or the next one up.</summary>
    public Assignment Post(string wanted)
    {
        if (roles.Named.GetValueOrDefault(wanted) is [var named, ..])
            return Named(named, $"{Roles.Title(wanted)} of this case");
        var empty = "";
        string? role = wanted;
        for (var step = 0; role is not null && step < LongestChain; step++, role = Roles.Up(role))
        {
            foreach (var (personId, place) in Holders(role))
            {
                if (Taken(personId, $"{Roles.Title(role)}{place}{empty}") is { } assignment)
                    return assignment;
            }

            var words = $"No {Roles.Title(role)}{Where(role)} is in post";
            vacancies.Add(new Vacancy(role, IsIroLine(role) ? null : roles.Subject.TeamId, words));
            empty = empty.Length == 0 ? $", because no {Roles.Title(role)}{Where(role)} is in post" : empty;
        }

        return Nobody(wanted, $"Nobody was found as {Roles.Title(wanted)}");
    }

    private Assignment? Taken(string personId, string rule)
    {
        var absence = organisation.AbsenceOf(personId, processArea, today);
        if (absence is not null && Cover(absence) is { } cover && !roles.Excluded.Contains(personId))
            return Assigned(cover, personId, $"{rule}; {organisation.NameOf(cover)} acting for {organisation.NameOf(personId)}", uncovered: false);
        return roles.Excluded.Contains(personId) ? null : Assigned(personId, null, rule, uncovered: absence is not null);
    }

    // Cover who is away too passes it on; a ring of covers ends where it began, with the person.
    private string? Cover(Absence absence)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { absence.PersonId };
        var cover = absence.CoverId;
        while (cover is not null && seen.Add(cover))
        {
            var away = organisation.AbsenceOf(cover, processArea, today);
            if (away is null)
                return organisation.InPost(cover, today) && !roles.Excluded.Contains(cover) ? cover : null;
            cover = away.CoverId;
        }

        return null;
    }

    private Assignment Assigned(string personId, string? actingFor, string rule, bool uncovered) => new()
    {
        PersonId = personId,
        ActingFor = actingFor,
        Rule = rule,
        Vacancies = vacancies,
        AwayWithoutCover = uncovered,
    };

    private IEnumerable<(string PersonId, string Place)> Holders(string role) => role switch
    {
        Roles.Iro => InPost(roles.Subject.IroId, " of the child"),
        Roles.SocialWorker => InPost(roles.Subject.SocialWorkerId, " of the child"),
        Roles.IroManager or Roles.HeadOfIroService or Roles.InformationGovernance => OfIroLine(role),
        _ => Over(roles.Subject.TeamId, role).Concat(Outside(role).Select(e => (e.PersonId, $" of {roles.Subject.Name}"))),
    };

    // People from outside have their role for the one service or case that their account is limited to.
    private IEnumerable<ExternalAccount> Outside(string role) => organisation.Externals
        .Where(e => e.Role == role && e.Runs(today) && e.Reaches(roles.Subject.Id, roles.CaseId)).OrderBy(e => e.PersonId, StringComparer.Ordinal);

    private bool Reaches(string personId) => organisation.External(personId)?.Reaches(roles.Subject.Id, roles.CaseId) ?? true;

    private IEnumerable<(string PersonId, string Place)> InPost(string? personId, string place) =>
        organisation.InPost(personId, today) ? [(personId!, place)] : [];

    private IEnumerable<(string PersonId, string Place)> OfIroLine(string role)
    {
        var homes = roles.Subject.IroId is { } iro ? organisation.MembershipsOf(iro, today).Select(m => m.UnitId) : [];
        var near = homes.Append(roles.Subject.TeamId).SelectMany(unit => Over(unit, role));
        var anywhere = organisation.Roles.Where(r => r.Role == role && Runs(r) && organisation.InPost(r.PersonId, today))
            .OrderBy(r => r.From).ThenBy(r => r.PersonId, StringComparer.Ordinal).Select(r => (r.PersonId, ""));
        return near.Concat(anywhere).DistinctBy(h => h.Item1);
    }

    private IEnumerable<(string PersonId, string Place)> Over(string unitId, string role) =>
        organisation.Upwards(unitId).SelectMany(unit => organisation.Roles
            .Where(r => r.Role == role && r.UnitId == unit.Id && Runs(r) && organisation.InPost(r.PersonId, today))
            .OrderBy(r => r.From).ThenBy(r => r.PersonId, StringComparer.Ordinal)
            .Select(r => (r.PersonId, $" of {unit.Name}")));

    private string Where(string role) =>
        IsIroLine(role) ? "" : organisation.Unit(roles.Subject.TeamId) is { } team ? $" for {team.Name}" : "";

    private static bool IsIroLine(string role) =>
        role is Roles.Iro or Roles.IroManager or Roles.HeadOfIroService or Roles.InformationGovernance;

    private bool Runs(RoleGrant grant) => grant.From <= today && (grant.To is not { } last || today <= last);
}
