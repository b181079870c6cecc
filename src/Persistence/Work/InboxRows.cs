using ReviewFlow.Engine.Execution;
using ReviewFlow.Workflows.Work;

namespace ReviewFlow.Persistence.Work;

/// <summary>What is asked of the inbox.</summary>
/// <param name="Folder">The folder; null for all current work, without what is scheduled for later.</param>
/// <param name="Waiting">The view "Waiting for others" instead of a folder.</param>
/// <param name="After">Key of the last row seen; null for the first page.</param>
/// <param name="Size">Rows of a page.</param>
public sealed record InboxQuery(InboxFolder? Folder, bool Waiting = false, InboxKey? After = null, int Size = 50);

/// <summary>Place of a row in its order.</summary>
public sealed record InboxKey(DateTimeOffset? At, string TaskId);

/// <summary>One page of a folder.</summary>
/// <param name="Rows">Rows in order of due moment; finished ones latest first.</param>
/// <param name="Next">Key for the page after; null on the last.</param>
public sealed record InboxPage(IReadOnlyList<InboxRow> Rows, InboxKey? Next);

/// <summary>One piece of work as the list shows it.</summary>
public sealed record InboxRow
{
    public required WorkItem Item { get; init; }
    public required string CaseId { get; init; }
    public string? SubjectId { get; init; }

    /// <summary>Name and id in the record system; null for work without a subject.</summary>
    public string? SubjectName { get; init; }
    public string? SubjectExternalId { get; init; }
    public bool Restricted { get; init; }
    public string? Reference { get; init; }

    /// <summary>Title of the instance: process and stage.</summary>
    public required string Process { get; init; }
    public required string Area { get; init; }
    public string? SentByName { get; init; }
    public bool HasNote { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    /// <summary>When it is due; for work without a day of its own, when what it waits for is. Null for none, and for finished work.</summary>
    public DateTimeOffset? DueAt { get; init; }
    public DateTimeOffset? FirstDueAt { get; init; }
    public string? Outcome { get; init; }
    public required StateCell State { get; init; }
    public required InboxFolder Folder { get; init; }

    /// <summary>Working days overdue, computed now; 0 until the due moment has passed.</summary>
    public int OverdueDays { get; init; }
    public bool Overdue { get; init; }

    /// <summary>Whom the reader covers here; null for own work.</summary>
    public string? ForPersonId { get; init; }
    public TaskKind Kind => Item.Kind;
}

/// <summary>Numbers beside the folders, and of the line on top.</summary>
public sealed record InboxCounts(
    int IncomingWork, int IncompleteWork, int IncomingRequests, int Future, int Team, int Waiting, int CameBack, int DueToday, int Overdue)
{
    /// <summary>All current work, covered work included: what the menu counts.</summary>
    public int Current => IncomingWork + IncompleteWork + IncomingRequests;
}
