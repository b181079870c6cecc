using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Forms;
using ReviewFlow.Workflows.People;
using ReviewFlow.Workflows.SignOffs;

namespace ReviewFlow.Persistence.Lists;

/// <summary>What the pages of one case read. Each method decides access first and answers null to whom the case does not exist.</summary>
public sealed class CaseQueries(ReviewFlowDbContext db, OrganisationCache organisation, DefinitionStore definitions, BusinessClock clock)
{
    /// <summary>The case; null when there is none, or the person may not know of it.</summary>
    public async Task<CaseView?> CaseAsync(Actor actor, string caseId, CancellationToken cancel = default)
    {
        var row = await db.Cases.AsNoTracking().FirstOrDefaultAsync(c => c.Id == caseId, cancel);
        if (row is null) return null;
        var tasks = await db.WorkTasks.AsNoTracking().Where(t => t.CaseId == caseId).OrderBy(t => t.OpenedAt).ThenBy(t => t.Id).ToListAsync(cancel);
        var subject = await SubjectAsync(row.SubjectId, cancel);
        var known = await organisation.GetAsync(cancel);
        var facts = CaseFactsReader.FactsOf(row, subject, [.. tasks.Select(HeldTask.Of)], await new CaseFactsReader(db).GrantsAsync(row, cancel), await new CaseFactsReader(db).ParticipantsAsync(caseId, cancel));
        var today = UkWords.LocalDate(clock.Now());
        if (!Access.Decide(known, actor, CaseAction.See, facts, null, today).Allowed) return null;
        var reads = Access.Decide(known, actor, CaseAction.Read, facts, null, today).Allowed;
        var hidden = Access.VisibleTo(known, actor, today).Technical;
        return new CaseView
        {
            Row = row,
            Subject = subject,
            Alike = await db.SubjectAlike.AsNoTracking().Where(a => a.SubjectId == row.SubjectId).ToListAsync(cancel),
            // The parent that routes a dispute is nobody's business, except where it asks somebody for something.
            Instances = [.. (await InstancesAsync(caseId, cancel)).Where(i => hidden || !i.Hidden || tasks.Exists(t => t.InstanceId == i.Id))],
            // Whoever was only asked for something sees their own work of it.
            Tasks = reads ? tasks : [.. tasks.Where(t => HeldTask.Of(t).People.Contains(actor.PersonId, StringComparer.Ordinal))],
            Reads = reads,
            Alerts = await db.Alerts.AsNoTracking().Where(a => a.CaseId == caseId && a.AcknowledgedAt == null).OrderBy(a => a.RaisedAt).ToListAsync(cancel),
            Facts = facts,
        };
    }

    /// <summary>An instance with its form and answers.</summary>
    public async Task<InstanceView?> InstanceAsync(Actor actor, string instanceId, CancellationToken cancel = default)
    {
        if (await CaseAsync(actor, CaseIds.CaseOf(instanceId), cancel) is not { } view) return null;
        if (view.Instances.FirstOrDefault(i => i.Id == instanceId) is not { } row) return null;
        var documents = await db.Documents.AsNoTracking().Where(d => d.InstanceId == instanceId).ToDictionaryAsync(d => d.SectionId, StringComparer.Ordinal, cancel);
        var form = row is { FormId: { } id, FormVersion: { } version } ? await definitions.FormAsync(id, version, cancel) : null;
        if (!view.Reads) OwnParts.Leave(documents, [.. view.Tasks.Where(t => t.InstanceId == instanceId)]);
        var own = await OwnAsync(actor, view, instanceId, cancel);
        var locked = documents.Values.Where(d => d.SignatureId is not null).Select(d => d.SectionId).ToHashSet(StringComparer.Ordinal);
        var phases = own.Select(TaskFace.PhaseKey)
            .Concat(StandingPhases.Of(await organisation.GetAsync(cancel), actor, view.Facts, UkWords.LocalDate(clock.Now()))).ToHashSet(StringComparer.Ordinal);
        return new InstanceView
        {
            Case = view,
            Row = row,
            Form = form,
            Documents = documents,
            Drafts = await db.Drafts.AsNoTracking().Where(d => d.InstanceId == instanceId && d.PersonId == actor.PersonId).ToDictionaryAsync(d => d.SectionId, StringComparer.Ordinal, cancel),
            Signatures = view.Reads ? await db.Signatures.AsNoTracking().Where(s => s.InstanceId == instanceId).OrderBy(s => s.SignedAt).ToListAsync(cancel) : [],
            Own = own,
            OpenPaths = form is null ? new HashSet<string>(StringComparer.Ordinal) : FormRules.OpenPaths(form, phases, locked),
            Locked = locked,
        };
    }

    /// <summary>A signature that the person may amend; null for one that is not theirs, or does not count any more.</summary>
    public async Task<Amendable?> AmendableAsync(Actor actor, string signatureId, CancellationToken cancel = default)
    {
        if (await db.Signatures.AsNoTracking().FirstOrDefaultAsync(s => s.Id == signatureId && s.SupersededAt == null, cancel) is not { } signature) return null;
        if (await InstanceAsync(actor, signature.InstanceId, cancel) is not { Form: { } form } view) return null;
        if (view.Tasks.FirstOrDefault(t => t.Id == signature.TaskId) is not { } task) return null;
        var (known, today) = (await organisation.GetAsync(cancel), UkWords.LocalDate(clock.Now()));
        if (!Access.Decide(known, actor, CaseAction.Amend, view.Case.Facts, CaseTransaction.OfSigner(signature, TaskFace.Item(task)), today).Allowed) return null;
        string[] covers = [.. ((JsonObject)JsonNode.Parse(signature.Sections)!).Select(s => s.Key).Where(s => view.Documents.TryGetValue(s, out var d) && d.SignatureId == signature.Id)];
        var open = Amendments.OpenPaths(form, covers, new PartOfWork(task.ActivityId, task.Kind, task.Role), view.Tasks.Select(t => new PartOfWork(t.ActivityId, t.Kind, t.Role)));
        return covers.Length == 0 ? null : new Amendable(view, signature, covers, open);
    }

    /// <summary>The case's story, latest first.</summary>
    public async Task<IReadOnlyList<CaseEventRow>?> TimelineAsync(Actor actor, string caseId, CancellationToken cancel = default) =>
        await SeesAsync(actor, caseId, cancel)
            ? await db.CaseEvents.AsNoTracking().Where(e => e.CaseId == caseId).OrderByDescending(e => e.Number).ToListAsync(cancel)
            : null;

    /// <summary>Files on the case.</summary>
    public async Task<IReadOnlyList<AttachmentRow>?> AttachmentsAsync(Actor actor, string caseId, CancellationToken cancel = default) =>
        await SeesAsync(actor, caseId, cancel)
            ? await db.Attachments.AsNoTracking().Where(a => a.CaseId == caseId).OrderBy(a => a.AttachedAt).ToListAsync(cancel)
            : null;

    /// <summary>All versions of a section, latest first.</summary>
    public async Task<IReadOnlyList<DocumentVersionRow>?> VersionsAsync(Actor actor, string instanceId, string sectionId, CancellationToken cancel = default) =>
        await SeesAsync(actor, CaseIds.CaseOf(instanceId), cancel)
            ? await db.DocumentVersions.AsNoTracking().Where(d => d.InstanceId == instanceId && d.SectionId == sectionId).OrderByDescending(d => d.Version).ToListAsync(cancel)
            : null;

    /// <summary>All versions of a section, latest first, of which the caller shows one row: to whoever reads the case, and to whoever has or had that row as their work.</summary>
    public async Task<IReadOnlyList<DocumentVersionRow>> VersionsBehindRowAsync(Actor actor, string instanceId, string sectionId, string row, CancellationToken cancel = default) =>
        await CaseAsync(actor, CaseIds.CaseOf(instanceId), cancel) is { } view && (view.Reads || view.Tasks.Any(t => t.InstanceId == instanceId && TaskFace.RowOf(t) == row))
            ? await db.DocumentVersions.AsNoTracking().Where(d => d.InstanceId == instanceId && d.SectionId == sectionId).OrderByDescending(d => d.Version).ToListAsync(cancel)
            : [];

    private async Task<bool> SeesAsync(Actor actor, string caseId, CancellationToken cancel) => await CaseAsync(actor, caseId, cancel) is { Reads: true };

    private Task<List<InstanceRow>> InstancesAsync(string caseId, CancellationToken cancel) =>
        db.Instances.AsNoTracking().Where(i => i.CaseId == caseId).OrderBy(i => i.Number).Select(i => new InstanceRow
        {
            Id = i.Id,
            CaseId = i.CaseId,
            Number = i.Number,
            DefinitionId = i.DefinitionId,
            VersionId = i.VersionId,
            ParentId = i.ParentId,
            ParentBookmarkId = i.ParentBookmarkId,
            Title = i.Title,
            Reference = i.Reference,
            Area = i.Area,
            FormId = i.FormId,
            FormVersion = i.FormVersion,
            Hidden = i.Hidden,
            Status = i.Status,
            SubStatus = i.SubStatus,
            State = Array.Empty<byte>(),
            Revision = i.Revision,
            Input = i.Input,
            StartedAt = i.StartedAt,
            StartedBy = i.StartedBy,
            EndedAt = i.EndedAt,
            VoidedAt = i.VoidedAt,
            VoidReason = i.VoidReason,
        }).ToListAsync(cancel);

    private async Task<IReadOnlyList<WorkTaskRow>> OwnAsync(Actor actor, CaseView view, string instanceId, CancellationToken cancel)
    {
        var (known, today) = (await organisation.GetAsync(cancel), UkWords.LocalDate(clock.Now()));
        return [.. view.Tasks.Where(t => t.InstanceId == instanceId && t.Status == WorkTaskStatus.Open && (t.ActingForId ?? t.AssigneeId) is { } holder
            && (holder == actor.PersonId || known.Covers(actor.PersonId, holder, t.Area, today)))];
    }

    private async Task<Subject?> SubjectAsync(string? id, CancellationToken cancel) =>
        id is not null && await db.Subjects.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, cancel) is { } row ? CaseFactsReader.SubjectOf(row) : null;
}
