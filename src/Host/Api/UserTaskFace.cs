using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Work;

namespace ReviewFlow.Host.Api;

/// <summary>A task in a list.</summary>
public sealed record UserTaskSummary
{
    public required string Id { get; init; }
    public required int Revision { get; init; }
    public required string Status { get; init; }
    public required string Title { get; init; }
    public required TaskKind TaskType { get; init; }
    public required string Phase { get; init; }
    public required string State { get; init; }
    public required string CaseId { get; init; }
    public required string WorkflowInstanceId { get; init; }
    public string? Reference { get; init; }
    public required string Process { get; init; }
    public string? Subject { get; init; }
    public string? Assignee { get; init; }
    public string? ActingFor { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public DateTimeOffset? FirstDueAt { get; init; }
    public bool IsOverdue { get; init; }
    public int OverdueWorkingDays { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }
    public string? Outcome { get; init; }
}

/// <summary>Tasks as the REST face shows them.</summary>
public static class UserTaskFace
{
    /// <summary>A row of the inbox.</summary>
    public static UserTaskSummary Of(InboxRow row) => new()
    {
        Id = row.Item.TaskId,
        Revision = row.Item.Revision,
        Status = Status(row),
        Title = row.Item.Title,
        TaskType = row.Kind,
        Phase = row.Item.Phase,
        State = row.State.Words,
        CaseId = row.CaseId,
        WorkflowInstanceId = row.Item.InstanceId,
        Reference = row.Reference,
        Process = row.Process,
        Subject = row.SubjectName,
        Assignee = row.Item.AssigneeId,
        ActingFor = row.Item.ActingForId,
        CreatedAt = row.ReceivedAt,
        DueAt = row.Item.DueAt,
        FirstDueAt = row.FirstDueAt,
        IsOverdue = row.Overdue,
        OverdueWorkingDays = row.OverdueDays,
        CompletedAt = row.Item.ClosedAt,
        Outcome = row.Outcome,
    };

    /// <summary>The contract's word for how a row stands.</summary>
    public static string Status(InboxRow row) => (row.Item.Open, row.Item.AssigneeId, row.Outcome) switch
    {
        (true, null, _) => "Available",
        (true, _, _) => "Assigned",
        (false, _, null) => "Cancelled",
        _ => "Completed",
    };

    /// <summary>The contract's word for how a task stands.</summary>
    public static string Status(WorkTaskRow row) => row.Status switch
    {
        WorkTaskStatus.Open => row.AssigneeId is null ? "Available" : "Assigned",
        WorkTaskStatus.Done => "Completed",
        _ => "Cancelled",
    };
}
