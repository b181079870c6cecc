using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Persistence.Schema.Rows;

/// <summary>A piece of human work. Its id is the id of the bookmark that it stands for.</summary>
public sealed class WorkTaskRow
{
    public required string Id { get; set; }
    public required string CaseId { get; set; }
    public required string InstanceId { get; set; }
    public string? SubjectId { get; set; }
    public required string Area { get; set; }
    public required string ActivityId { get; set; }
    public TaskKind Kind { get; set; }
    public required string Title { get; set; }
    public required string Phase { get; set; }
    public string? FormId { get; set; }

    /// <summary>Role expression by which it was assigned.</summary>
    public required string Role { get; set; }

    /// <summary>Who holds it; null while several could or nobody was found.</summary>
    public string? AssigneeId { get; set; }

    /// <summary>Person covered by the holder.</summary>
    public string? ActingForId { get; set; }

    /// <summary>Team in whose queue it lies until somebody takes it.</summary>
    public string? TeamId { get; set; }

    /// <summary>Everybody who could take it, when it is nobody's yet and no team's.</summary>
    public required string[] CandidateIds { get; set; }

    /// <summary>How the holder was found, in words.</summary>
    public required string Rule { get; set; }

    /// <summary>Four-eyes: people who may never do it, resolved when it opened.</summary>
    public required string[] Excluded { get; set; }
    public WorkTaskStatus Status { get; set; }
    public int Revision { get; set; }
    public int Priority { get; set; }
    public string? SentBy { get; set; }
    public string? Note { get; set; }

    /// <summary>Requests that this work waits for.</summary>
    public required string[] WaitsFor { get; set; }
    public DateOnly? ScheduledFor { get; set; }
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>The first due moment, when it was extended since.</summary>
    public DateTimeOffset? FirstDueAt { get; set; }
    public DateTimeOffset OpenedAt { get; set; }
    public DateTimeOffset? StartedAt { get; set; }
    public DateTimeOffset? ClosedAt { get; set; }
    public string? ClosedBy { get; set; }
    public string? ClosedActingForId { get; set; }

    /// <summary>Key of the action that closed it.</summary>
    public string? Outcome { get; set; }
    public bool ReassignedByHand { get; set; }

    /// <summary>JSON array of the actions, as the engine gave them.</summary>
    public required string Actions { get; set; }

    /// <summary>JSON object for the page, as the engine gave it.</summary>
    public string? Details { get; set; }
}

public enum WorkTaskStatus
{
    Open,
    Done,
    Cancelled,
}

/// <summary>The one live alarm of a bookmark that has a clock.</summary>
public sealed class TimerRow
{
    public required string BookmarkId { get; set; }
    public required string CaseId { get; set; }
    public required string InstanceId { get; set; }

    /// <summary>Next mark to fire.</summary>
    public required string Mark { get; set; }

    /// <summary>When it fires.</summary>
    public DateTimeOffset DueAt { get; set; }

    /// <summary>Rule, anchor, pauses and extensions, so that a changed calendar can be applied by a pure function.</summary>
    public required string Clock { get; set; }
    public required string CalendarId { get; set; }
}

/// <summary>An in-app notice to one person. Exactly once; mail about it goes through the outbox.</summary>
public sealed class NoticeRow
{
    public required string Id { get; set; }
    public required string PersonId { get; set; }
    public required string CaseId { get; set; }
    public string? InstanceId { get; set; }
    public string? TaskId { get; set; }
    public required string Template { get; set; }
    public bool Critical { get; set; }
    public DateTimeOffset? DueAt { get; set; }
    public string? Data { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? ReadAt { get; set; }
}

/// <summary>An escalation alert, shown to its people until acknowledged or answered.</summary>
public sealed class AlertRow
{
    public required string Id { get; set; }
    public required string CaseId { get; set; }
    public required string InstanceId { get; set; }
    public required string BookmarkId { get; set; }
    public required string Rung { get; set; }
    public required string Template { get; set; }
    public required string[] PersonIds { get; set; }
    public bool Critical { get; set; }

    /// <summary>The moment that was missed.</summary>
    public DateTimeOffset DueAt { get; set; }
    public DateTimeOffset RaisedAt { get; set; }
    public DateTimeOffset? AcknowledgedAt { get; set; }

    /// <summary>Who acknowledged; null with a moment when the work was answered or ended.</summary>
    public string? AcknowledgedBy { get; set; }
}
