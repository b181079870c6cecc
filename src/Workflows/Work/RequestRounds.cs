using ReviewFlow.Workflows.People;

namespace ReviewFlow.Workflows.Work;

/// <summary>A request as its row says it.</summary>
/// <param name="Item">The recipient's work.</param>
/// <param name="OpenedAt">When it was sent.</param>
/// <param name="Outcome">Key of the action that closed it; null while open or when it was withdrawn.</param>
/// <param name="Mandatory">Whether the step waits for it.</param>
public sealed record RequestSent(WorkItem Item, DateTimeOffset OpenedAt, string? Outcome, bool Mandatory = true);

/// <summary>Which requests count for the state of a step: of each recipient the one sent last.</summary>
public static class RequestRounds
{
    /// <summary>The latest round of the requests of one step of an instance.</summary>
    /// <param name="step">The owner's work.</param>
    /// <param name="requests">All requests of the instance.</param>
    /// <param name="organisation">For names.</param>
    /// <param name="openedAt">When the owner's work opened: what was answered in that very moment brought it.</param>
    public static IReadOnlyList<SentRequest> Latest(WorkItem step, IEnumerable<RequestSent> requests, Organisation organisation, DateTimeOffset? openedAt = null) =>
    [
        .. requests
            .Where(r => r.Item.InstanceId == step.InstanceId && r.Item.TaskId != step.TaskId)
            .Where(r => r.Item.ActivityId == step.ActivityId || (step.StartedAt is null && r.Item.ClosedAt == openedAt && Status(r) == RequestStatus.Completed))
            .GroupBy(r => r.Item.AssigneeId ?? r.Item.TaskId, StringComparer.Ordinal)
            .Select(g => g.MaxBy(r => r.OpenedAt)!)
            .Select(r => new SentRequest(r.Item.TaskId, Name(r.Item, organisation), Title(r.Item, organisation), r.Mandatory, Status(r))),
    ];

    private static string Name(WorkItem item, Organisation organisation) => item.AssigneeId is { } id ? organisation.NameOf(id) : "somebody to take it";

    private static string? Title(WorkItem item, Organisation organisation) => organisation.Person(item.AssigneeId)?.JobTitle;

    private static RequestStatus Status(RequestSent request) => request switch
    {
        { Item.Open: true } => RequestStatus.Open,
        { Outcome: null } => RequestStatus.Cancelled,
        { Outcome: "return" } => RequestStatus.Returned,
        _ => RequestStatus.Completed,
    };
}
