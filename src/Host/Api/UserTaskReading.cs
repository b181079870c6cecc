using System.Security.Claims;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Lists;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Work;

namespace ReviewFlow.Host.Api;

/// <summary>A task with its case, as one person may see it.</summary>
/// <param name="Entry">The door's decision, with the moment and the organisation.</param>
/// <param name="Case">Its case.</param>
/// <param name="Row">The task.</param>
public sealed record FoundTask(Entry Entry, CaseView Case, WorkTaskRow Row)
{
    public WorkItem Item { get; } = TaskFace.Item(Row);
}

/// <summary>Finds a task for whoever may see its case.</summary>
public sealed class UserTaskReading(CaseReading cases)
{
    /// <summary>The task; null when there is none, or the person may not know of it.</summary>
    public async Task<FoundTask?> FindAsync(ClaimsPrincipal user, string taskId, CancellationToken cancellation) =>
        await cases.FindAsync(user, CaseIds.CaseOf(taskId), cancellation) is var (entry, view) && view.Tasks.FirstOrDefault(t => t.Id == taskId) is { } row
            ? new FoundTask(entry, view, row)
            : null;
}
