using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Work;

namespace ReviewFlow.Persistence.Organisations;

/// <summary>Reads the open work of one person with what access to it is decided by.</summary>
public sealed class HeldWork(ReviewFlowDbContext db, CaseFactsReader facts)
{
    /// <summary>Everything open that is the person's own, whoever does it for them today; what is due first on top.</summary>
    public Task<IReadOnlyList<CaseWorkItem>> OfAsync(string personId, CancellationToken cancel = default) =>
        ReadAsync(db.WorkTasks.Where(t => t.Status == WorkTaskStatus.Open && (t.ActingForId ?? t.AssigneeId) == personId), cancel);

    /// <summary>Open work for which nobody was found: in no hands, no queue, offered to nobody.</summary>
    public Task<IReadOnlyList<CaseWorkItem>> OfNobodyAsync(CancellationToken cancel = default) =>
        ReadAsync(db.WorkTasks.Where(t => t.Status == WorkTaskStatus.Open && t.AssigneeId == null && t.TeamId == null && t.CandidateIds.Length == 0), cancel);

    private async Task<IReadOnlyList<CaseWorkItem>> ReadAsync(IQueryable<WorkTaskRow> tasks, CancellationToken cancel)
    {
        var rows = await tasks.AsNoTracking()
            .OrderBy(t => t.DueAt == null).ThenBy(t => t.DueAt).ThenBy(t => t.OpenedAt)
            .Select(t => new
            {
                Task = t,
                Reference = db.Instances.Where(i => i.Id == t.InstanceId).Select(i => i.Reference).FirstOrDefault()
                    ?? db.Cases.Where(c => c.Id == t.CaseId).Select(c => c.Reference).FirstOrDefault(),
            })
            .ToListAsync(cancel);
        var known = new Dictionary<string, CaseFacts?>(StringComparer.Ordinal);
        var work = new List<CaseWorkItem>();
        foreach (var row in rows)
        {
            if (!known.TryGetValue(row.Task.CaseId, out var about)) known[row.Task.CaseId] = about = await facts.ReadAsync(row.Task.CaseId, row.Task.InstanceId, cancel);
            if (about is not null) work.Add(new CaseWorkItem(row.Reference ?? "No reference yet", TaskFace.Item(row.Task), about));
        }

        return work;
    }
}
