namespace ReviewFlow.Workflows.People;

/// <summary>Snapshot of who works where, with dates. Data; the database rows are the truth.</summary>
public sealed record Organisation
{
    public required string Name { get; init; }
    public required string CalendarId { get; init; }
    public required IReadOnlyList<StaffMember> People { get; init; }
    public required IReadOnlyList<Unit> Units { get; init; }
    public required IReadOnlyList<Membership> Memberships { get; init; }
    public required IReadOnlyList<RoleGrant> Roles { get; init; }
    public required IReadOnlyList<Absence> Absences { get; init; }

    /// <summary>People from outside with an account here. They are nobody's colleagues: no list of people has them.</summary>
    public IReadOnlyList<ExternalAccount> Externals { get; init; } = [];
}

/// <summary>Someone with an account.</summary>
public sealed record StaffMember(string Id, string Name, string JobTitle, string? Phone, DateOnly? LeftOn);

/// <summary>A place in the organisation tree: authority, directorate, service, locality or team.</summary>
/// <param name="Id">Id.</param>
/// <param name="Name">Name.</param>
/// <param name="Kind">Authority, directorate, service, locality or team.</param>
/// <param name="ParentId">The unit above.</param>
/// <param name="CalendarId">Working days here and below; null for those of the unit above.</param>
public sealed record Unit(string Id, string Name, string Kind, string? ParentId, string? CalendarId = null);

/// <summary>Where someone works, and whom they report to there. Both days inclusive.</summary>
public sealed record Membership(string PersonId, string UnitId, string? LineManagerId, DateOnly From, DateOnly? To);

/// <summary>A role held over a unit and everything below it. Both days inclusive.</summary>
/// <param name="Role">iro, iroManager, headOfIroService, socialWorker, teamManager, serviceManager, serviceDirector, corporateDirector, administrator, designer, informationGovernance.</param>
public sealed record RoleGrant(string PersonId, string Role, string UnitId, DateOnly From, DateOnly? To);

/// <summary>Dated absence with cover, per process area or for all. Both days inclusive.</summary>
public sealed record Absence(string PersonId, string? CoverId, string? ProcessArea, DateOnly From, DateOnly To);
