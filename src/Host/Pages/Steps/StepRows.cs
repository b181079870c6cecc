using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>The rows that the page of a step is made of.</summary>
internal sealed record StepRows
{
    public required WorkTaskRow Task { get; init; }
    public required CaseRow Case { get; init; }
    public required InstanceRow Instance { get; init; }

    /// <summary>All work of the instance, open and closed.</summary>
    public required IReadOnlyList<WorkTaskRow> Tasks { get; init; }
    public required IReadOnlyList<DocumentRow> Documents { get; init; }
    public required IReadOnlyList<DraftRow> Drafts { get; init; }
    public required IReadOnlyList<SignatureRow> Signatures { get; init; }
    public required IReadOnlyList<TimerRow> Timers { get; init; }

    /// <summary>The case's actions, where its forms know of them.</summary>
    public IReadOnlyList<ImprovementActionRow> Actions { get; init; } = [];

    public static async Task<StepRows?> ReadAsync(ReviewFlowDbContext db, string taskId, string personId, CancellationToken cancellation)
    {
        var task = await db.WorkTasks.AsNoTracking().FirstOrDefaultAsync(t => t.Id == taskId, cancellation);
        if (task is null) return null;
        var instance = task.InstanceId;
        return new StepRows
        {
            Task = task,
            Case = await db.Cases.AsNoTracking().FirstAsync(c => c.Id == task.CaseId, cancellation),
            Instance = await db.Instances.AsNoTracking().FirstAsync(i => i.Id == instance, cancellation),
            Tasks = await db.WorkTasks.AsNoTracking().Where(t => t.InstanceId == instance).OrderBy(t => t.OpenedAt).ThenBy(t => t.Id).ToListAsync(cancellation),
            Documents = await db.Documents.AsNoTracking().Where(d => d.InstanceId == instance).ToListAsync(cancellation),
            Drafts = await db.Drafts.AsNoTracking().Where(d => d.InstanceId == instance && d.PersonId == personId).ToListAsync(cancellation),
            Signatures = await db.Signatures.AsNoTracking().Where(s => s.InstanceId == instance).OrderBy(s => s.SignedAt).ToListAsync(cancellation),
            Actions = task.Area == ProcessCatalog.Plans ? await db.ImprovementActions.AsNoTracking().Where(a => a.CaseId == task.CaseId).ToListAsync(cancellation) : [],
            Timers = await db.Timers.AsNoTracking().Where(t => t.CaseId == task.CaseId).ToListAsync(cancellation),
        };
    }
}
