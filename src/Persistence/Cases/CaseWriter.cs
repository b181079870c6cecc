using Npgsql;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Statements;

namespace ReviewFlow.Persistence.Cases;

/// <summary>Sends everything that became of the opened cases, and the commit, in one round trip.</summary>
internal static class CaseWriter
{
    public static async Task CommitAsync(Session session, IReadOnlyList<OpenedCase> cases, IEnumerable<NpgsqlBatchCommand> further, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(session.Connection);
        foreach (var opened in cases)
        {
            var told = CaseEvents.Tell(opened, session.Now);
            Add(batch.BatchCommands, opened);
            if (told is not null) batch.BatchCommands.Add(told);
        }

        foreach (var command in further) batch.BatchCommands.Add(command);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(CaseReads.Commit));
        await batch.ExecuteNonQueryAsync(cancel);
        foreach (var opened in cases.Where(c => c.Noticed.Count > 0)) session.Noticed?.Invoke(opened.Noticed);
    }

    private static void Add(NpgsqlBatchCommandCollection batch, OpenedCase opened)
    {
        batch.Add(opened.IsNew ? InsertCase(opened) : UpdateCase(opened));
        foreach (var instance in opened.Instances.Values.Where(i => i.Changed || i.IsNew))
        {
            if (instance.State is { } state) instance.Row.State = StateSerializer.Serialize(state);
            batch.Add(instance.IsNew ? InsertInstance(instance.Row) : UpdateInstance(instance.Row));
        }

        // A task that opened and closed within the same commit leaves its row, closed.
        foreach (var task in opened.Tasks.Values)
        {
            if (task.IsNew) batch.Add(InsertTask(task.Row));
            else if (task.Changed) batch.Add(UpdateTask(task.Row));
            if (task is { Closed: true, IsNew: false }) batch.Add(CloseTask(task.Row));
        }

        foreach (var document in opened.Documents.Values.Where(d => d.Changed)) AddDocument(batch, document);
        opened.Register.FollowTasks();
        foreach (var command in opened.Register.Writes()) batch.Add(command);
        foreach (var command in opened.Writes) batch.Add(command);
    }

    private static NpgsqlBatchCommand InsertCase(OpenedCase opened)
    {
        var c = opened.Row;
        return new NpgsqlBatchCommand(CaseWrites.InsertCase)
            .Text(c.Id).Text(c.Reference).Text(c.Title).Text(c.Area).Text(c.SubjectId).Word(c.Status).Moment(c.OpenedAt).Text(c.OpenedBy)
            .Moment(c.EndedAt).Text(opened.Fields.ToJsonString()).Text(c.Stage).Text(c.Outcome).Day(c.DateOfDispute).Moment(c.TotalClockDue)
            .Number(c.EventNumber).Number(c.OutboxNumber).Number(c.InstanceNumber).Number(c.AuditNumber).Text(c.AuditHead)
            .Text(c.Claim).Flag(c.InHouse);
    }

    private static NpgsqlBatchCommand UpdateCase(OpenedCase opened)
    {
        var c = opened.Row;
        return new NpgsqlBatchCommand(CaseWrites.UpdateCase)
            .Text(c.Id).Text(c.Reference).Text(c.Title).Word(c.Status).Moment(c.EndedAt).Text(opened.Fields.ToJsonString()).Text(c.Stage)
            .Text(c.Outcome).Day(c.DateOfDispute).Moment(c.TotalClockDue).Number(c.EventNumber).Number(c.OutboxNumber)
            .Number(c.InstanceNumber).Number(c.AuditNumber).Text(c.AuditHead).Text(c.Claim).Flag(c.InHouse);
    }

    private static NpgsqlBatchCommand InsertInstance(InstanceRow i) => new NpgsqlBatchCommand(CaseWrites.InsertInstance)
        .Text(i.Id).Text(i.CaseId).Number(i.Number).Text(i.DefinitionId).Text(i.VersionId).Text(i.ParentId).Text(i.ParentBookmarkId)
        .Text(i.Title).Text(i.Reference).Text(i.Area).Text(i.FormId).Number(i.FormVersion).Flag(i.Hidden).Word(i.Status).Word(i.SubStatus)
        .Bytes(i.State).Number(i.Revision).Number(i.JournalNumber).Text(i.Input).Moment(i.StartedAt).Text(i.StartedBy).Moment(i.EndedAt)
        .Moment(i.VoidedAt).Text(i.VoidReason).Text(i.CorrelationId);

    private static NpgsqlBatchCommand UpdateInstance(InstanceRow i) => new NpgsqlBatchCommand(CaseWrites.UpdateInstance)
        .Text(i.Id).Text(i.Title).Word(i.Status).Word(i.SubStatus).Bytes(i.State).Number(i.Revision).Number(i.JournalNumber)
        .Moment(i.EndedAt).Moment(i.VoidedAt).Text(i.VoidReason).Text(i.CorrelationId).Text(i.VersionId).Number(i.FormVersion).Text(i.Reference);

    private static NpgsqlBatchCommand InsertTask(WorkTaskRow t) => new NpgsqlBatchCommand(CaseWrites.InsertTask)
        .Text(t.Id).Text(t.CaseId).Text(t.InstanceId).Text(t.SubjectId).Text(t.Area).Text(t.ActivityId).Word(t.Kind).Text(t.Title)
        .Text(t.Phase).Text(t.FormId).Text(t.Role).Text(t.AssigneeId).Text(t.ActingForId).Text(t.TeamId).Texts(t.CandidateIds).Text(t.Rule)
        .Texts(t.Excluded).Word(t.Status).Number(t.Revision).Number(t.Priority).Text(t.SentBy).Text(t.Note).Texts(t.WaitsFor)
        .Day(t.ScheduledFor).Moment(t.DueAt).Moment(t.FirstDueAt).Moment(t.OpenedAt).Moment(t.StartedAt).Moment(t.ClosedAt)
        .Text(t.ClosedBy).Text(t.ClosedActingForId).Text(t.Outcome).Flag(t.ReassignedByHand).Text(t.Actions).Text(t.Details);

    private static NpgsqlBatchCommand UpdateTask(WorkTaskRow t) => new NpgsqlBatchCommand(CaseWrites.UpdateTask)
        .Text(t.Id).Text(t.Title).Text(t.Phase).Text(t.Role).Text(t.AssigneeId).Text(t.ActingForId).Text(t.TeamId).Texts(t.CandidateIds)
        .Text(t.Rule).Texts(t.Excluded).Number(t.Revision).Number(t.Priority).Text(t.SentBy).Text(t.Note).Texts(t.WaitsFor)
        .Day(t.ScheduledFor).Moment(t.DueAt).Moment(t.FirstDueAt).Moment(t.StartedAt).Flag(t.ReassignedByHand).Text(t.Actions).Text(t.Details);

    private static NpgsqlBatchCommand CloseTask(WorkTaskRow t) => new NpgsqlBatchCommand(CaseWrites.CloseTask)
        .Text(t.Id).Word(t.Status).Moment(t.ClosedAt).Text(t.ClosedBy).Text(t.ClosedActingForId).Text(t.Outcome);

    private static void AddDocument(NpgsqlBatchCommandCollection batch, OpenedDocument document)
    {
        var d = document.Row;
        batch.Add(new NpgsqlBatchCommand(CaseWrites.PutDocument)
            .Text(d.InstanceId).Text(d.SectionId).Text(d.CaseId).Number(d.Version).Text(d.Content).Moment(d.ChangedAt).Text(d.ChangedBy)
            .Text(d.ChangedActingForId).Text(d.SignatureId));
        if (!document.NewVersion) return;
        batch.Add(new NpgsqlBatchCommand(CaseWrites.InsertDocumentVersion)
            .Text(d.InstanceId).Text(d.SectionId).Number(d.Version).Text(d.CaseId).Text(d.Content).Moment(d.ChangedAt).Text(d.ChangedBy)
            .Text(d.ChangedActingForId).Text(document.AmendedBecause));
    }
}
