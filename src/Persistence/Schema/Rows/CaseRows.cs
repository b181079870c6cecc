using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Persistence.Schema.Rows;

/// <summary>An episode about one subject. Its row is the one lock of everything that belongs to it.</summary>
public sealed class CaseRow
{
    public required string Id { get; set; }

    /// <summary>Reference of its first instance; null for a technical case.</summary>
    public string? Reference { get; set; }
    public required string Title { get; set; }
    public required string Area { get; set; }
    public string? SubjectId { get; set; }
    public CaseStatus Status { get; set; }
    public DateTimeOffset OpenedAt { get; set; }
    public required string OpenedBy { get; set; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>JSON object of everything that the process recorded on the case.</summary>
    public required string Fields { get; set; }

    // Out of Fields, for lists.
    public string? Stage { get; set; }
    public string? Outcome { get; set; }
    public DateOnly? DateOfDispute { get; set; }
    public DateTimeOffset? TotalClockDue { get; set; }

    /// <summary>What at most one open case about its subject may hold, and this one does; null for nothing.</summary>
    public string? Claim { get; set; }

    /// <summary>Whether the service concerned keeps it for itself.</summary>
    public bool InHouse { get; set; }

    /// <summary>Last number given to a timeline line.</summary>
    public int EventNumber { get; set; }

    /// <summary>Last number given to an outbox message.</summary>
    public int OutboxNumber { get; set; }

    /// <summary>Last number given to an instance.</summary>
    public int InstanceNumber { get; set; }

    /// <summary>Length and head of the audit chain.</summary>
    public int AuditNumber { get; set; }
    public required string AuditHead { get; set; }
}

/// <summary>Somebody who is named on a case under a role of it (the partnership lead of a plan).</summary>
public sealed class CaseParticipantRow
{
    public required string CaseId { get; set; }
    public required string Role { get; set; }
    public required string PersonId { get; set; }
}

public enum CaseStatus
{
    Open,
    Ended,
    Voided,
}

/// <summary>One run of one definition.</summary>
public sealed class InstanceRow
{
    public required string Id { get; set; }
    public required string CaseId { get; set; }
    public int Number { get; set; }
    public required string DefinitionId { get; set; }
    public required string VersionId { get; set; }
    public string? ParentId { get; set; }

    /// <summary>Bookmark of the parent that waits for this one's end.</summary>
    public string? ParentBookmarkId { get; set; }

    /// <summary>By what an addressed event finds it: the case's id, unless the process set another.</summary>
    public string? CorrelationId { get; set; }
    public required string Title { get; set; }
    public string? Reference { get; set; }
    public required string Area { get; set; }
    public string? FormId { get; set; }
    public int? FormVersion { get; set; }

    /// <summary>Seen by administrators only (a parent that merely routes).</summary>
    public bool Hidden { get; set; }
    public WorkflowStatus Status { get; set; }
    public WorkflowSubStatus SubStatus { get; set; }
    public required byte[] State { get; set; }

    /// <summary>Goes up by one with every burst.</summary>
    public int Revision { get; set; }

    /// <summary>Last journal line's number.</summary>
    public int JournalNumber { get; set; }

    /// <summary>JSON object: workflow input, beside the state so that pages need not read the state.</summary>
    public string? Input { get; set; }
    public DateTimeOffset StartedAt { get; set; }
    public required string StartedBy { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public DateTimeOffset? VoidedAt { get; set; }
    public string? VoidReason { get; set; }
}

/// <summary>A wait for a named event, so that a broadcast finds it.</summary>
public sealed class BookmarkRow
{
    public required string Id { get; set; }
    public required string CaseId { get; set; }
    public required string InstanceId { get; set; }
    public required string Name { get; set; }
    public required string Hash { get; set; }
    public string? EventName { get; set; }
}

/// <summary>One line of the case's story.</summary>
public sealed class CaseEventRow
{
    public required string CaseId { get; set; }
    public int Number { get; set; }
    public string? InstanceId { get; set; }
    public required string Kind { get; set; }
    public required string Text { get; set; }
    public string? ActorId { get; set; }
    public string? ActingForId { get; set; }
    public DateTimeOffset At { get; set; }
}

/// <summary>Ruling 1: somebody was rung. Climbs around the clock until acknowledged.</summary>
public sealed class ImmediateConcernRow
{
    public required string Id { get; set; }
    public required string CaseId { get; set; }
    public required string RaisedBy { get; set; }
    public DateTimeOffset RaisedAt { get; set; }
    public required string RungWhom { get; set; }
    public DateTimeOffset RungAt { get; set; }
    public string? Note { get; set; }

    /// <summary>People in order of being told.</summary>
    public required string[] Chain { get; set; }

    /// <summary>How many of the chain were told.</summary>
    public int Told { get; set; }

    /// <summary>When the next one is told; null when acknowledged or the chain has ended.</summary>
    public DateTimeOffset? NextAt { get; set; }
    public string? AcknowledgedBy { get; set; }
    public DateTimeOffset? AcknowledgedAt { get; set; }
}
