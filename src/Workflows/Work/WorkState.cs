using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Workflows.Work;

/// <summary>State of a row in the inbox.</summary>
public enum WorkStateKind
{
    /// <summary>Not started.</summary>
    New,

    /// <summary>White: your turn.</summary>
    Ready,

    /// <summary>Yellow: a request is out.</summary>
    Waiting,

    /// <summary>Yellow with a red border: a request came back with a note.</summary>
    Returned,
}

/// <summary>How a request stands that was sent from a step.</summary>
public enum RequestStatus
{
    Open,
    Completed,
    Returned,
    Cancelled,
}

/// <summary>The latest round of a request to one recipient.</summary>
/// <param name="BookmarkId">The recipient's wait.</param>
/// <param name="Name">Recipient.</param>
/// <param name="RoleTitle">Their role in words; null when unknown.</param>
/// <param name="Mandatory">Whether the step waits for it.</param>
/// <param name="Status">How it stands.</param>
public sealed record SentRequest(string BookmarkId, string Name, string? RoleTitle, bool Mandatory, RequestStatus Status);

/// <summary>State with its words; the lead is set in bold: "Waiting for Sian Corley" "(Team Manager)".</summary>
public sealed record StateCell(WorkStateKind Kind, string Lead, string Rest)
{
    /// <summary>Whether it counts as "came back to you": returned or answered.</summary>
    public bool CameBack { get; init; }

    public string Words => Rest.Length == 0 ? Lead : $"{Lead} {Rest}";
}

/// <summary>Derives the state of work; it is stored nowhere.</summary>
public static class WorkState
{
    /// <summary>
    /// One return outweighs every other answer; then a mandatory request that is out; then an answer; then whether the
    /// work was started and what is still missing.
    /// </summary>
    /// <param name="item">The open work.</param>
    /// <param name="requests">Latest round of the requests that were sent from its step.</param>
    public static StateCell Of(WorkItem item, IReadOnlyList<SentRequest> requests)
    {
        if (requests.FirstOrDefault(r => r.Status == RequestStatus.Returned) is { } returned)
            return new StateCell(WorkStateKind.Returned, "Returned to you:", $"read the note from {WithRole(returned)}") { CameBack = true };
        if (item.Phase == "returned")
            return new StateCell(WorkStateKind.Returned, "Returned to you:", "read the note") { CameBack = true };
        var open = requests.Where(r => r is { Status: RequestStatus.Open, Mandatory: true }).ToList();
        if (open.Count > 0)
            return Waiting(open);
        var answered = requests.Where(r => r.Status == RequestStatus.Completed).ToList();
        if (answered.Count > 0)
            return new StateCell(WorkStateKind.Ready, "Ready for you:", $"{Names(answered)} {(answered.Count == 1 ? "has" : "have")} answered") { CameBack = true };
        return item.StartedAt is null ? New(item) : new StateCell(WorkStateKind.Ready, "Ready for you:", Missing(item));
    }

    private static StateCell Waiting(List<SentRequest> open) => open.Count == 1
        ? new StateCell(WorkStateKind.Waiting, $"Waiting for {open[0].Name}", open[0].RoleTitle is { } role ? $"({role})" : "")
        : new StateCell(WorkStateKind.Waiting, $"Waiting for {Names(open)}", "");

    private static StateCell New(WorkItem item) => item is { Phase: "scheduled", ScheduledFor: { } day }
        ? new StateCell(WorkStateKind.New, "Scheduled:", $"begins {UkWords.Date(day)}, or when you open it")
        : new StateCell(WorkStateKind.New, "New:", item.Kind == TaskKind.Request ? "a request to you, not started" : "not started");

    private static string Missing(WorkItem item)
    {
        if (item.Phase == "draft" && item.Actions.Any(a => a.Key == "send"))
            return "1 required request not sent";
        return item.Kind switch
        {
            TaskKind.Request => "started, not answered yet",
            TaskKind.SignOff => "not signed yet",
            TaskKind.NextAction => "no next action chosen yet",
            _ => "started, not finished",
        };
    }

    private static string WithRole(SentRequest request) => request.RoleTitle is { } role ? $"{request.Name} ({role})" : request.Name;

    private static string Names(List<SentRequest> requests) => requests.Count == 1
        ? requests[0].Name
        : $"{string.Join(", ", requests.Take(requests.Count - 1).Select(r => r.Name))} and {requests[^1].Name}";
}
