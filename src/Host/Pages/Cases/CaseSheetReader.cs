using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence;

namespace ReviewFlow.Host.Pages.Cases;

/// <summary>Reads a case for its pages. Whether the reader may see it has been decided before.</summary>
public sealed class CaseSheetReader(ReviewFlowDbContext db)
{
    public async Task<CaseSheet> ReadAsync(string caseId, CancellationToken cancellation)
    {
        var row = await db.Cases.AsNoTracking().SingleAsync(c => c.Id == caseId, cancellation);
        return new CaseSheet
        {
            Case = row,
            Fields = JsonNode.Parse(row.Fields) as JsonObject ?? [],
            Instances = await InstancesAsync(caseId, cancellation),
            Tasks = await db.WorkTasks.AsNoTracking().Where(t => t.CaseId == caseId).OrderBy(t => t.OpenedAt).ThenBy(t => t.Id).ToListAsync(cancellation),
            Timers = await db.Timers.AsNoTracking().Where(t => t.CaseId == caseId).ToListAsync(cancellation),
            Events = await db.CaseEvents.AsNoTracking().Where(e => e.CaseId == caseId).OrderByDescending(e => e.Number).ToListAsync(cancellation),
            Signatures = await db.Signatures.AsNoTracking().Where(s => s.CaseId == caseId).OrderBy(s => s.SignedAt).ToListAsync(cancellation),
            Files = await db.Attachments.AsNoTracking().Where(a => a.CaseId == caseId && a.AttachedAt != null).OrderByDescending(a => a.AttachedAt).ToListAsync(cancellation),
        };
    }

    private Task<List<InstanceSheet>> InstancesAsync(string caseId, CancellationToken cancellation) => db.Instances.AsNoTracking()
        .Where(i => i.CaseId == caseId)
        .OrderBy(i => i.Number)
        .Select(i => new InstanceSheet(
            i.Id, i.Number, i.DefinitionId, i.VersionId, i.Title, i.Reference, i.FormId, i.FormVersion, i.Hidden, i.Input, i.StartedAt, i.StartedBy, i.EndedAt, i.VoidedAt, i.VoidReason))
        .ToListAsync(cancellation);
}
