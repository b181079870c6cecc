namespace ReviewFlow.Persistence.Schema.Rows;

/// <summary>One burst, unfolded on read.</summary>
public sealed class JournalRow
{
    public required string InstanceId { get; set; }

    /// <summary>The instance's revision after the burst.</summary>
    public int Revision { get; set; }
    public required string CaseId { get; set; }
    public required string StimulusKey { get; set; }
    public required string StimulusKind { get; set; }
    public required string FactsVersion { get; set; }

    /// <summary>JSON array of journal entries.</summary>
    public required string Entries { get; set; }
    public string? ActorId { get; set; }
    public DateTimeOffset At { get; set; }
}

/// <summary>One link of a case's audit chain. The application's database role may only add and read.</summary>
public sealed class AuditRow
{
    public required string CaseId { get; set; }
    public int Number { get; set; }
    public required string Action { get; set; }
    public string? ActorId { get; set; }
    public string? ActingForId { get; set; }

    /// <summary>What was acted on: task, section, instance.</summary>
    public string? Resource { get; set; }
    public DateTimeOffset At { get; set; }
    public string? PayloadHash { get; set; }
    public required string PreviousHash { get; set; }
    public required string Hash { get; set; }
}

/// <summary>What an audit link speaks of. Erasable; the chain still verifies.</summary>
public sealed class AuditPayloadRow
{
    public required string CaseId { get; set; }
    public int Number { get; set; }
    public required string Payload { get; set; }
}

/// <summary>Views and refusals. Written apart, never under a case's lock.</summary>
public sealed class AccessLogRow
{
    public long Id { get; set; }
    public DateTimeOffset At { get; set; }
    public required string PersonId { get; set; }
    public string? ActingForId { get; set; }
    public string? CaseId { get; set; }
    public required string Action { get; set; }
    public required string Verdict { get; set; }
    public string? Detail { get; set; }
}

/// <summary>A message to the world outside. Ordered by (case, number); only the head of a case is sent.</summary>
public sealed class OutboxRow
{
    public required string CaseId { get; set; }
    public int Number { get; set; }

    /// <summary>Stable id, the same at every attempt.</summary>
    public required string MessageId { get; set; }
    public required string Kind { get; set; }

    /// <summary>Name of the event that it tells; null for what a definition sends (kinds <c>task</c>, <c>http</c>, <c>email</c>).</summary>
    public string? EventName { get; set; }
    public required string Body { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset NotBefore { get; set; }

    /// <summary>Until then it is in one host's hands.</summary>
    public DateTimeOffset? ClaimedUntil { get; set; }
    public int Attempts { get; set; }
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>When it was put in line for the webhooks.</summary>
    public DateTimeOffset? SpreadAt { get; set; }
    public string? Error { get; set; }
}

/// <summary>Something for another case, applied in a transaction of its own.</summary>
public sealed class StimulusRow
{
    public required string Id { get; set; }
    public required string Kind { get; set; }
    public required string FromCaseId { get; set; }

    /// <summary>JSON of the effect.</summary>
    public required string Body { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public int Attempts { get; set; }
    public DateTimeOffset? NextAttemptAt { get; set; }
    public DateTimeOffset? AppliedAt { get; set; }
    public string? Error { get; set; }

    // Of an event, so that a wait that comes later finds it.
    public string? EventName { get; set; }
    public string? CorrelationId { get; set; }

    /// <summary>The only instance that it is for; null for all.</summary>
    public string? InstanceId { get; set; }

    /// <summary>Nobody waited for it yet: it is kept for whoever does until this moment.</summary>
    public DateTimeOffset? KeptUntil { get; set; }
}

/// <summary>An intent that was carried out, with its answer.</summary>
public sealed class OperationRow
{
    public required string Key { get; set; }
    public required string ActorId { get; set; }
    public required string RequestHash { get; set; }
    public required string CaseId { get; set; }

    /// <summary>JSON of the outcome.</summary>
    public required string Result { get; set; }
    public DateTimeOffset At { get; set; }
}

/// <summary>A fault, or a burst that could not be stored, until a person mends it.</summary>
public sealed class IncidentRow
{
    public required string Id { get; set; }
    public required string CaseId { get; set; }
    public required string InstanceId { get; set; }
    public string? ActivityId { get; set; }
    public string? ActivityInstanceId { get; set; }
    public string? ActivityType { get; set; }
    public required string Message { get; set; }

    /// <summary>JSON of the stimulus that was put aside; null for a fault inside a stored burst.</summary>
    public string? ParkedStimulus { get; set; }
    public DateTimeOffset At { get; set; }
    public DateTimeOffset? MendedAt { get; set; }
    public string? MendedBy { get; set; }
    public string? Remedy { get; set; }
    public string? Reason { get; set; }
}
