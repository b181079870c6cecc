namespace ReviewFlow.Workflows.People;

/// <summary>Who is told about somebody's work when that person cannot see to it. Never nobody.</summary>
public static class LineOfReport
{
    private const int LongestChain = 12;

    /// <summary>
    /// The line managers of a person who are there today; for one who is away their cover, for one who has left or is away
    /// without cover whoever is above; at the end of the line the administrators (ruling 5, practice).
    /// </summary>
    /// <param name="personId">Whose work it is.</param>
    /// <param name="organisation">Who works where.</param>
    /// <param name="processArea">Area of the work; cover can be for one alone.</param>
    /// <param name="today">Local business day.</param>
    public static IReadOnlyList<string> ToTell(string personId, Organisation organisation, string processArea, DateOnly today)
    {
        var told = ManagersOf(personId, organisation, today)
            .Select(manager => Present(manager, personId, organisation, processArea, today))
            .OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return told.Count > 0 ? told : [.. Administrators(organisation, today)];
    }

    /// <summary>Line managers on a day; after leaving, those of the last place.</summary>
    public static IReadOnlyList<string> ManagersOf(string personId, Organisation organisation, DateOnly today)
    {
        var places = organisation.MembershipsOf(personId, today).ToList();
        if (places.Count == 0) places = [.. organisation.Memberships.Where(m => m.PersonId == personId).OrderByDescending(m => m.From).Take(1)];
        return [.. places.Select(m => m.LineManagerId).OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    private static string? Present(string manager, string about, Organisation organisation, string area, DateOnly today)
    {
        string? candidate = manager;
        for (var step = 0; candidate is not null && step < LongestChain; step++)
        {
            if (organisation.InPost(candidate, today) && candidate != about)
            {
                if (organisation.AbsenceOf(candidate, area, today) is null) return candidate;
                if (organisation.CoverOf(candidate, area, today) is { } cover && cover != about) return cover;
            }

            candidate = ManagersOf(candidate, organisation, today) is [var above, ..] ? above : null;
        }

        return null;
    }

    private static IEnumerable<string> Administrators(Organisation organisation, DateOnly today) => organisation.People
        .Where(p => organisation.RolesOf(p.Id, today).Any(r => r.Role == Roles.Administrator)).Select(p => p.Id);
}
