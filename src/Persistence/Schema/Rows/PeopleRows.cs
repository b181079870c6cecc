using ReviewFlow.Workflows.People;

namespace ReviewFlow.Persistence.Schema.Rows;

public sealed class PersonRow
{
    public required string Id { get; set; }
    public required string Name { get; set; }
    public required string JobTitle { get; set; }
    public string? Phone { get; set; }
    public string? Email { get; set; }
    public DateOnly? LeftOn { get; set; }
    public bool Demo { get; set; }
}

public sealed class UnitRow
{
    public required string Id { get; set; }
    public required string Name { get; set; }
    public required string Kind { get; set; }
    public string? ParentId { get; set; }
    public string? CalendarId { get; set; }
}

/// <summary>Both days inclusive, here and below.</summary>
public sealed class MembershipRow
{
    public required string PersonId { get; set; }
    public required string UnitId { get; set; }
    public string? LineManagerId { get; set; }
    public DateOnly FromDay { get; set; }
    public DateOnly? ToDay { get; set; }
}

public sealed class RoleGrantRow
{
    public required string PersonId { get; set; }
    public required string Role { get; set; }
    public required string UnitId { get; set; }
    public DateOnly FromDay { get; set; }
    public DateOnly? ToDay { get; set; }
}

public sealed class AbsenceRow
{
    public required string Id { get; set; }
    public required string PersonId { get; set; }
    public string? CoverId { get; set; }
    public string? ProcessArea { get; set; }
    public DateOnly FromDay { get; set; }
    public DateOnly ToDay { get; set; }
}

public sealed class SubjectRow
{
    public required string Id { get; set; }
    public SubjectKind Kind { get; set; }
    public required string ExternalId { get; set; }
    public required string Name { get; set; }
    public DateOnly BornOn { get; set; }
    public string? Gender { get; set; }
    public string? Ethnicity { get; set; }
    public string? LegalStatus { get; set; }
    public string? Placement { get; set; }
    public string? Language { get; set; }
    public DateOnly? NextReviewOn { get; set; }
    public required string TeamId { get; set; }
    public string? SocialWorkerId { get; set; }
    public string? IroId { get; set; }
    public bool Restricted { get; set; }
    public bool Demo { get; set; }
}

/// <summary>Siblings and people of the same name, in both directions.</summary>
public sealed class SubjectAlikeRow
{
    public required string SubjectId { get; set; }
    public required string OtherId { get; set; }
    public required string Why { get; set; }
}

/// <summary>Who may know of a restricted subject.</summary>
public sealed class AccessListRow
{
    public required string SubjectId { get; set; }
    public required string PersonId { get; set; }

    /// <summary>Last day, inclusive; null for open-ended.</summary>
    public DateOnly? Until { get; set; }
}

/// <summary>Time-limited access to one case (ruling 24).</summary>
public sealed class AccessGrantRow
{
    public required string CaseId { get; set; }
    public required string PersonId { get; set; }
    public DateOnly Until { get; set; }
    public required string Reason { get; set; }
    public required string GrantedBy { get; set; }
    public DateTimeOffset GrantedAt { get; set; }
}

/// <summary>Somebody asked that a colleague may see a restricted case for a time (ruling 24).</summary>
public sealed class AccessRequestRow
{
    public required string Id { get; set; }
    public required string CaseId { get; set; }

    /// <summary>Who is to see it.</summary>
    public required string PersonId { get; set; }

    /// <summary>Last day asked for, inclusive.</summary>
    public DateOnly Until { get; set; }
    public required string Reason { get; set; }
    public required string AskedBy { get; set; }
    public string? AskedActingForId { get; set; }
    public DateTimeOffset AskedAt { get; set; }

    /// <summary>Null until decided.</summary>
    public bool? Approved { get; set; }
    public string? DecidedBy { get; set; }
    public string? DecidedActingForId { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }
    public string? DecisionReason { get; set; }
}

/// <summary>Ruling 11: who can help, per process and locality.</summary>
public sealed class ContactRow
{
    public required string Id { get; set; }
    public string? Area { get; set; }
    public string? UnitId { get; set; }
    public required string Kind { get; set; }
    public required string Label { get; set; }
    public string? Phone { get; set; }
    public string? Email { get; set; }
    public int Position { get; set; }
}
