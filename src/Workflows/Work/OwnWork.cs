using ReviewFlow.Workflows.People;

namespace ReviewFlow.Workflows.Work;

/// <summary>Whose work a task is today.</summary>
public static class OwnWork
{
    /// <summary>Whether an open task is the person's own, or that of somebody whom they cover today.</summary>
    public static bool IsOwn(WorkItem item, string personId, Organisation organisation, string processArea, DateOnly today) =>
        item is { Open: true, AssigneeId: { } holder }
        && (holder == personId || organisation.Covers(personId, item.ActingForId ?? holder, processArea, today));
}
