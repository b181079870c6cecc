namespace ReviewFlow.Workflows.People;

/// <summary>Whose load somebody may look at: managers see how much their people hold before they judge.</summary>
public static class LoadRules
{
    /// <summary>The people of a manager, and of a manager whom they cover today; leavers whose last line manager they were among them.</summary>
    public static IReadOnlyList<StaffMember> PeopleOf(string viewerId, Organisation organisation, DateOnly today)
    {
        if (!organisation.InPost(viewerId, today)) return [];
        string[] managers = [viewerId, .. organisation.CoveredBy(viewerId, "", today)];
        return [.. organisation.People.Where(p => p.Id != viewerId && managers.Any(m => m != p.Id && Manages(m, p.Id, organisation, today))).OrderBy(p => p.Name, StringComparer.Ordinal)];
    }

    private static bool Manages(string managerId, string personId, Organisation organisation, DateOnly today) =>
        organisation.InPost(personId, today)
            ? CoverRules.Manages(managerId, personId, organisation, today)
            : organisation.Person(personId) is { LeftOn: { } left } && left < today && LineOfReport.ManagersOf(personId, organisation, today).Contains(managerId);
}
