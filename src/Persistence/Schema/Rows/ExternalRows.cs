namespace ReviewFlow.Persistence.Schema.Rows;

/// <summary>What a person from outside may reach: one service or one case, in one role. The person's name and mail address stand in people.</summary>
public sealed class ExternalAccountRow
{
    public required string PersonId { get; set; }
    public required string Role { get; set; }

    /// <summary>The service; null when the account is limited to one case.</summary>
    public string? SubjectId { get; set; }

    /// <summary>The one case; null when it is limited to a service.</summary>
    public string? CaseId { get; set; }
    public required string InvitedBy { get; set; }
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Last day, inclusive; null for open-ended.</summary>
    public DateOnly? Until { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }
    public string? RevokedBy { get; set; }
    public DateTimeOffset? LastSeenAt { get; set; }
}

/// <summary>An invitation to open an account from outside. The word in the link is kept as a hash only.</summary>
public sealed class InvitationRow
{
    public required string Id { get; set; }
    public required string TokenHash { get; set; }
    public required string Name { get; set; }
    public required string Email { get; set; }
    public required string Role { get; set; }
    public string? SubjectId { get; set; }
    public string? CaseId { get; set; }

    /// <summary>Case from which it was sent.</summary>
    public required string FromCaseId { get; set; }

    /// <summary>Last day of the account, inclusive; null for open-ended.</summary>
    public DateOnly? AccountUntil { get; set; }
    public required string InvitedBy { get; set; }
    public DateTimeOffset InvitedAt { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
    public DateTimeOffset? UsedAt { get; set; }

    /// <summary>The account that was opened with it.</summary>
    public string? PersonId { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }
    public string? RevokedBy { get; set; }
}
