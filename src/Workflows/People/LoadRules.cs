namespace ReviewFlow.Workflows.People;

/// <summary>Whose load somebody may look at: managers see how much their people hold before they judge.</summary>
public static class LoadRules
{
    /// <summary>The people of a manager, and of a manager whom they cover today; leavers whose last line manager they were among them.</summary>
    public static IReadOnlyList<StaffMember> PeopleOf(string viewerId, Organisation organisation, DateOnly today)
    {
        if (!organisation.InPost(viewerId, today)) return [];
        string[] managers = [viewerId, .. organisation.CoveredBy(viewerId, "", today)];
        var managed = managers.SelectMany(m => CoverRules.ManagedBy(m, organisation, today)).Where(p => organisation.InPost(p, today)).ToHashSet(StringComparer.Ordinal);
        managed.UnionWith(organisation.People.Where(p => p.LeftOn < today && LineOfReport.ManagersOf(p.Id, organisation, today).Any(managers.Contains)).Select(p => p.Id));
        return [.. organisation.People.Where(p => p.Id != viewerId && managed.Contains(p.Id)).OrderBy(p => p.Name, StringComparer.Ordinal)];
    }

    /// <summary>Whether there is anybody whose load the person may look at.</summary>
    public static bool HasPeople(string viewerId, Organisation organisation, DateOnly today) =>
        organisation.InPost(viewerId, today)
        && organisation.CoveredBy(viewerId, "", today).Prepend(viewerId).Any(m => CoverRules.ManagedBy(m, organisation, today).Count > 0);
}
