using ReviewFlow.Workflows.People;

namespace ReviewFlow.Workflows.Access;

/// <summary>Who may change what the processes are. Gives no right to read a case.</summary>
public static class DesignRights
{
    /// <summary>Whether the person holds the role of a designer.</summary>
    /// <param name="organisation">Who works where.</param>
    /// <param name="personId">Account.</param>
    /// <param name="today">Local business day.</param>
    public static bool MayDesign(Organisation organisation, string personId, DateOnly today) =>
        organisation.RolesOf(personId, today).Any(r => r.Role == Roles.Designer);
}
