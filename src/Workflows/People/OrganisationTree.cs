namespace ReviewFlow.Workflows.People;

/// <summary>Questions to an organisation on a day. Days are inclusive at both ends; a leaver's last day counts.</summary>
public static class OrganisationTree
{
    public static StaffMember? Person(this Organisation organisation, string? id) =>
        id is null ? null : organisation.People.FirstOrDefault(p => p.Id == id) ?? organisation.External(id)?.AsMember();

    /// <summary>The account of somebody from outside, whether it still runs or not; null for a colleague.</summary>
    public static ExternalAccount? External(this Organisation organisation, string? id) =>
        id is null ? null : organisation.Externals.FirstOrDefault(e => e.PersonId == id);

    public static string NameOf(this Organisation organisation, string id) => organisation.Person(id)?.Name ?? id;

    public static Unit? Unit(this Organisation organisation, string? id) =>
        id is null ? null : organisation.Units.FirstOrDefault(u => u.Id == id);

    /// <summary>Accounts that a form may name: colleagues, and those from outside whose account is for this service or case.</summary>
    public static IReadOnlySet<string> Nameable(this Organisation organisation, Subject subject, string? caseId) =>
        organisation.People.Select(p => p.Id).Concat(organisation.Externals.Where(e => e.Reaches(subject.Id, caseId)).Select(e => e.PersonId)).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether the person has an account here and has not left.</summary>
    public static bool InPost(this Organisation organisation, string? personId, DateOnly today) => organisation.External(personId) is { } external
        ? external.Runs(today)
        : organisation.Person(personId) is { } person && (person.LeftOn is not { } left || today <= left);

    /// <summary>A unit and everything above it, nearest first.</summary>
    public static IReadOnlyList<Unit> Upwards(this Organisation organisation, string unitId)
    {
        var path = new List<Unit>();
        for (var unit = organisation.Unit(unitId); unit is not null && !path.Contains(unit); unit = organisation.Unit(unit.ParentId))
            path.Add(unit);
        return path;
    }

    /// <summary>Ids of a unit and everything below it.</summary>
    public static IReadOnlySet<string> Below(this Organisation organisation, string unitId)
    {
        var below = new HashSet<string>(StringComparer.Ordinal) { unitId };
        int known;
        do
        {
            known = below.Count;
            below.UnionWith(organisation.Units.Where(u => u.ParentId is not null && below.Contains(u.ParentId)).Select(u => u.Id).ToList());
        }
        while (below.Count > known);
        return below;
    }

    /// <summary>Roles that someone in post holds on a day.</summary>
    public static IEnumerable<RoleGrant> RolesOf(this Organisation organisation, string personId, DateOnly today) =>
        organisation.InPost(personId, today)
            ? organisation.Roles.Where(r => r.PersonId == personId && Runs(r.From, r.To, today))
            : [];

    /// <summary>Whether the person holds the role over the unit on a day.</summary>
    public static bool Holds(this Organisation organisation, string personId, string role, string unitId, DateOnly today)
    {
        var path = organisation.Upwards(unitId);
        return organisation.RolesOf(personId, today).Any(r => r.Role == role && path.Any(u => u.Id == r.UnitId));
    }

    /// <summary>Units where someone works on a day.</summary>
    public static IEnumerable<Membership> MembershipsOf(this Organisation organisation, string personId, DateOnly today) =>
        organisation.Memberships.Where(m => m.PersonId == personId && Runs(m.From, m.To, today));

    /// <summary>The absence of a person on a day that counts for a process area; one for that area goes before one for all.</summary>
    public static Absence? AbsenceOf(this Organisation organisation, string personId, string processArea, DateOnly today) =>
        organisation.Absences
            .Where(a => a.PersonId == personId && Runs(a.From, a.To, today) && (a.ProcessArea is null || a.ProcessArea == processArea))
            .OrderBy(a => a.ProcessArea is null).ThenBy(a => a.CoverId is null).ThenBy(a => a.CoverId, StringComparer.Ordinal)
            .FirstOrDefault();

    /// <summary>Whether one person covers for another on a day, in an area; cover who is away too passes it on.</summary>
    public static bool Covers(this Organisation organisation, string coverId, string personId, string processArea, DateOnly today)
    {
        if (!organisation.InPost(coverId, today) || !organisation.InPost(personId, today))
            return false;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var away = personId; away != coverId && seen.Add(away);)
        {
            if (organisation.AbsenceOf(away, processArea, today)?.CoverId is not { } next)
                return false;
            if (next == coverId)
                return true;
            away = next;
        }

        return false;
    }

    /// <summary>Who covers an absent person on a day, in an area, at the end of the chain; null for nobody.</summary>
    public static string? CoverOf(this Organisation organisation, string personId, string processArea, DateOnly today)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { personId };
        var next = organisation.AbsenceOf(personId, processArea, today)?.CoverId;
        while (next is not null && seen.Add(next))
        {
            if (organisation.AbsenceOf(next, processArea, today) is not { } away)
                return organisation.InPost(next, today) ? next : null;
            next = away.CoverId;
        }

        return null;
    }

    /// <summary>Everybody whom a person covers for on a day, in an area.</summary>
    public static IReadOnlyList<string> CoveredBy(this Organisation organisation, string coverId, string processArea, DateOnly today) =>
        [.. organisation.Away(today).Where(person => organisation.Covers(coverId, person, processArea, today))];

    /// <summary>Everybody who is away on a day, for some area or for all.</summary>
    public static IEnumerable<string> Away(this Organisation organisation, DateOnly today) =>
        organisation.Absences.Where(a => Runs(a.From, a.To, today)).Select(a => a.PersonId).Distinct(StringComparer.Ordinal);

    /// <summary>Id of the calendar that a person works by: that of the nearest unit that has one, else the organisation's.</summary>
    public static string CalendarOf(this Organisation organisation, string personId, DateOnly today) =>
        organisation.MembershipsOf(personId, today).SelectMany(m => organisation.Upwards(m.UnitId)).Select(u => u.CalendarId).FirstOrDefault(c => c is not null)
            ?? organisation.CalendarId;

    /// <summary>Id of the calendar that counts for a unit: its own, else that of the nearest unit above, else the organisation's.</summary>
    public static string CalendarAt(this Organisation organisation, string unitId) =>
        organisation.Upwards(unitId).Select(u => u.CalendarId).FirstOrDefault(c => c is not null) ?? organisation.CalendarId;

    private static bool Runs(DateOnly from, DateOnly? to, DateOnly today) => from <= today && (to is not { } last || today <= last);
}
