using ReviewFlow.Engine.Execution;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Workflows.Work;

/// <summary>A task as its row says it. (The row's class in the database is <c>WorkTask</c>.)</summary>
public sealed record WorkItem
{
    public required string TaskId { get; init; }
    public required string InstanceId { get; init; }
    public required string ActivityId { get; init; }
    public required TaskKind Kind { get; init; }
    public required string Title { get; init; }

    /// <summary>Role expression by which it was assigned.</summary>
    public required string Role { get; init; }
    public string Phase { get; init; } = "open";
    public required IReadOnlyList<TaskAction> Actions { get; init; }
    public string? AssigneeId { get; init; }
    public string? ActingForId { get; init; }
    public string? TeamId { get; init; }

    /// <summary>People of whom any one may take it, when a role means several.</summary>
    public IReadOnlyList<string> CandidateIds { get; init; } = [];

    /// <summary>People who may never do it, resolved.</summary>
    public IReadOnlySet<string> Excluded { get; init; } = new HashSet<string>(StringComparer.Ordinal);
    public string? SentBy { get; init; }

    /// <summary>Level (1 to 4) of the manager whom a dispute's request asks; it stays at that level.</summary>
    public int? Level { get; init; }
    public IReadOnlyList<string> WaitsFor { get; init; } = [];
    public DateOnly? ScheduledFor { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Goes up with every change; a page posts the one it showed.</summary>
    public int Revision { get; init; }

    public bool Open => ClosedAt is null;

    /// <summary>The one row of a table that it is about; null for any other work.</summary>
    public string? Row { get; init; }

    /// <summary>Key that a form's <c>openAt</c> names; with the row, when it is about one.</summary>
    public string PhaseKey => RowPhase.Key(ActivityId, Phase, Row);

    /// <summary>The same without the row.</summary>
    public string FormPhase => RowPhase.Key(ActivityId, Phase, null);

    /// <summary>What access is decided by.</summary>
    public TaskFacts Facts => new()
    {
        TaskId = TaskId,
        Kind = Kind,
        Role = Role,
        AssigneeId = AssigneeId,
        ActingForId = ActingForId,
        TeamId = TeamId,
        Excluded = Excluded,
        Open = Open,
    };
}

/// <summary>What a person tries to do with a task.</summary>
/// <param name="Key">Key of the action.</param>
/// <param name="Revision">Revision that the page showed.</param>
/// <param name="Note">Note typed.</param>
/// <param name="Reason">Reason typed.</param>
/// <param name="HasAttachment">Whether a file of the needed sort is on the case.</param>
public sealed record ActionTried(string Key, int Revision, string? Note = null, string? Reason = null, bool HasAttachment = false);
