namespace ReviewFlow.Workflows.People;

/// <summary>Who may set dated cover for whom (ruling 5).</summary>
public static class CoverRules
{
    /// <summary>
    /// Oneself, one's line manager, whoever manages or coordinates a unit in which the absent person works, the
    /// IRO Manager for IROs, administrators. The cover must work here on both days and be somebody else.
    /// </summary>
    public static RuleAnswer Set(string actorId, Absence absence, Organisation organisation, DateOnly today)
    {
        if (!MaySet(actorId, absence.PersonId, organisation, today))
            return RuleAnswer.Forbidden("Only the person, their managers and administrators set cover.");
        if (absence.To < absence.From)
            return RuleAnswer.Invalid("The last day must not be before the first");
        if (absence.CoverId is not { } cover)
            return RuleAnswer.Ok;
        if (cover == absence.PersonId)
            return RuleAnswer.Invalid("Choose somebody else to cover");
        return organisation.InPost(cover, absence.From) && organisation.InPost(cover, absence.To)
            ? RuleAnswer.Ok
            : RuleAnswer.Invalid("Choose somebody who works here on all these days");
    }

    /// <summary>Whether somebody may say who covers for a person: oneself, managers and coordinators of theirs, administrators.</summary>
    public static bool MaySet(string actorId, string absentId, Organisation organisation, DateOnly today)
    {
        if (!organisation.InPost(actorId, today))
            return false;
        if (actorId == absentId || organisation.RolesOf(actorId, today).Any(r => r.Role == Roles.Administrator))
            return true;
        return Manages(actorId, absentId, organisation, today);
    }

    /// <summary>Everybody in post for whom a person may say who covers, without themselves.</summary>
    public static IReadOnlyList<StaffMember> PeopleOf(string actorId, Organisation organisation, DateOnly today)
    {
        var all = organisation.RolesOf(actorId, today).Any(r => r.Role == Roles.Administrator);
        var managed = all || !organisation.InPost(actorId, today) ? new HashSet<string>() : ManagedBy(actorId, organisation, today);
        return [.. organisation.People.Where(p => p.Id != actorId && (all || managed.Contains(p.Id)) && (p.LeftOn is not { } left || today <= left)).OrderBy(p => p.Name, StringComparer.Ordinal)];
    }

    /// <summary>Whether somebody is a person's line manager, or manages or coordinates a unit in which they work.</summary>
    public static bool Manages(string actorId, string absentId, Organisation organisation, DateOnly today)
    {
        var places = organisation.MembershipsOf(absentId, today).ToList();
        return places.Exists(m => m.LineManagerId == actorId)
            || places.Exists(m => Managing.Any(role => organisation.Holds(actorId, role, m.UnitId, today)));
    }

    /// <summary>Everybody whom <see cref="Manages"/> is true of, in one pass over the memberships; never the manager.</summary>
    public static IReadOnlySet<string> ManagedBy(string actorId, Organisation organisation, DateOnly today)
    {
        var units = ManagedUnits(actorId, organisation, today);
        return organisation.Memberships
            .Where(m => m.From <= today && (m.To is not { } last || today <= last) && m.PersonId != actorId)
            .Where(m => m.LineManagerId == actorId || units.Contains(m.UnitId))
            .Select(m => m.PersonId).ToHashSet(StringComparer.Ordinal);
    }

    private static HashSet<string> ManagedUnits(string actorId, Organisation organisation, DateOnly today) =>
        [.. organisation.RolesOf(actorId, today).Where(r => Managing.Contains(r.Role)).SelectMany(r => organisation.Below(r.UnitId))];

    private static readonly string[] Managing =
        [Roles.TeamManager, Roles.ServiceManager, Roles.ServiceDirector, Roles.CorporateDirector, Roles.IroManager, Roles.HeadOfIroService, Roles.TeamCoordinator];
}
