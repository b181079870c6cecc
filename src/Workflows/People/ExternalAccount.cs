namespace ReviewFlow.Workflows.People;

/// <summary>
/// Somebody from outside with an account (ruling 13): a home manager, an owner, an inspector, a police officer. The account
/// is limited to one service or one case, for good: another one needs another invitation.
/// </summary>
/// <param name="PersonId">Account.</param>
/// <param name="Name">Name.</param>
/// <param name="Role">The one role that they have there.</param>
/// <param name="SubjectId">The service; null when it is one case.</param>
/// <param name="CaseId">The case; null when it is a service.</param>
/// <param name="Until">Last day, inclusive; null for open-ended.</param>
/// <param name="Revoked">Whether it was taken away.</param>
public sealed record ExternalAccount(string PersonId, string Name, string Role, string? SubjectId, string? CaseId, DateOnly? Until, bool Revoked)
{
    /// <summary>Whether it can be used on a day.</summary>
    public bool Runs(DateOnly today) => !Revoked && (Until is not { } last || today <= last);

    /// <summary>Whether it is for this service or case.</summary>
    public bool Reaches(string subjectId, string? caseId) => SubjectId is { } service ? service == subjectId && service.Length > 0 : CaseId is { } one && one == caseId;

    internal StaffMember AsMember() => new(PersonId, Name, Roles.Title(Role), null, null);
}

/// <summary>Roles that people from outside can be invited to.</summary>
public static class ExternalRoles
{
    /// <summary>All of them, in the order of a choice.</summary>
    public static readonly IReadOnlyList<string> All = [Roles.HomeManager, Roles.HomeOwner, Roles.CareInspectorate, Roles.Police];

    /// <summary>Whether the role belongs to those who run the service; others see no more than what is sent to them or asked of them.</summary>
    public static bool RunsTheService(string role) => role is Roles.HomeManager or Roles.HomeOwner;
}
