using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.People;
using ReviewFlow.Workflows.Work;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>What a step waits for, with names.</summary>
internal static class StepWaits
{
    /// <summary>All open human work of the step.</summary>
    public static IReadOnlyList<OpenWait> Of(StepRows rows, Organisation organisation) =>
        [.. rows.Tasks.Where(t => t.Status == WorkTaskStatus.Open).Select(t => new OpenWait(
            TaskFace.Item(t),
            t.AssigneeId is { } holder ? organisation.NameOf(holder) : null,
            Asked(rows, t, organisation),
            RequestDetails.Of(t).Title))];

    /// <summary>The latest round of what an owner's task waits for, one for each person asked.</summary>
    public static IReadOnlyList<WorkTaskRow> Round(StepRows rows, WorkTaskRow owner) => owner.Kind != TaskKind.Step
        ? []
        : [.. rows.Tasks.Where(t => owner.WaitsFor.Contains(t.Id, StringComparer.Ordinal)
                || (t.Kind == TaskKind.Request && t.ActivityId == owner.ActivityId && t.OpenedAt >= owner.OpenedAt))
            .GroupBy(t => t.AssigneeId ?? t.TeamId ?? t.Id, StringComparer.Ordinal)
            .Select(g => g.MaxBy(t => t.OpenedAt)!)];

    /// <summary>The same as the rules see it.</summary>
    public static IReadOnlyList<SentRequest> Requests(StepRows rows, WorkTaskRow owner, Organisation organisation) =>
        [.. Round(rows, owner).Select(t => new SentRequest(
            t.Id,
            t.AssigneeId is { } person ? organisation.NameOf(person) : "nobody yet",
            organisation.Person(t.AssigneeId)?.JobTitle,
            RequestDetails.Of(t).Mandatory,
            Status(t)))];

    public static RequestStatus Status(WorkTaskRow request) => request switch
    {
        { Status: WorkTaskStatus.Open } => RequestStatus.Open,
        { Status: WorkTaskStatus.Cancelled } => RequestStatus.Cancelled,
        { Outcome: "return" } => RequestStatus.Returned,
        _ => RequestStatus.Completed,
    };

    private static string? Asked(StepRows rows, WorkTaskRow owner, Organisation organisation)
    {
        var wanted = owner.Phase == "returned" ? RequestStatus.Returned : RequestStatus.Open;
        var names = Requests(rows, owner, organisation).Where(r => r.Status == wanted).Select(r => r.Name).ToList();
        return names.Count == 0 ? null : string.Join(" and ", names);
    }
}
