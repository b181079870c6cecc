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

    /// <summary>Whether the person may see designs and publish them: designers and administrators.</summary>
    /// <param name="organisation">Who works where.</param>
    /// <param name="personId">Account.</param>
    /// <param name="today">Local business day.</param>
    public static bool MayPublish(Organisation organisation, string personId, DateOnly today) =>
        organisation.RolesOf(personId, today).Any(r => r.Role is Roles.Designer or Roles.Administrator);
}
