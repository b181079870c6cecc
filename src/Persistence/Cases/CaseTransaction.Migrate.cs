using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Workflows.Access;

namespace ReviewFlow.Persistence.Cases;

public sealed partial class CaseTransaction
{
    private async Task<CaseOutcome> MigrateAsync(CommandWork work, MigrateInstance command, CancellationToken cancel)
    {
        if (Movable(work, command.InstanceId, command.Reason) is { } refused) return refused;
        var instance = work.Instance(command.InstanceId)!;
        if (await definitions.ListedVersionAsync(command.ToVersionId, cancel) is not { } target)
            return new CaseOutcome.Refused(RefusalKind.Invalid, "There is no such version. Choose one of the versions list.");
        var version = await NewFormVersionAsync(instance.Row, cancel);
        if (await MoveAsync(work, instance, target, version, cancel) is { } blocked) return blocked;
        work.Record.Event(instance.Row.Id, "migrated", $"{instance.Row.Title} goes on by version {target.Definition.Version} of its process. {command.Reason}", work.Actor);
        return work.Done(instance.Row.Id, ("versionId", target.Definition.Id));
    }

    private async Task<CaseOutcome> UndoMigrationAsync(CommandWork work, UndoMigration command, CancellationToken cancel)
    {
        if (Movable(work, command.InstanceId, command.Reason) is { } refused) return refused;
        var instance = work.Instance(command.InstanceId)!;
        if (await LastMigrationAsync(work.Session, instance.Row.Id, cancel) is not { } last)
            return new CaseOutcome.Refused(RefusalKind.Conflict, "It was not moved, or that was taken back.");
        if (last.ActedSince) return new CaseOutcome.Refused(RefusalKind.Conflict, "Somebody has worked on this case since it was moved, so it stays on this version.");
        var back = await definitions.VersionAsync(last.FromVersionId, cancel);
        if (await MoveAsync(work, instance, back, last.FromFormVersion, cancel, undoes: last.Id) is { } blocked) return blocked;
        work.Record.Event(instance.Row.Id, "migrated", $"{instance.Row.Title} is back on version {back.Definition.Version} of its process. {command.Reason}", work.Actor);
        return work.Done(instance.Row.Id, ("versionId", back.Definition.Id));
    }

    // To keep the machinery running is the administrator's; it shows nothing of what people wrote.
    private static CaseOutcome.Refused? Movable(CommandWork work, string instanceId, string? reason)
    {
        if (work.Decide(CaseAction.MendIncident, null, null, reason) is { } refused) return refused;
        if (string.IsNullOrWhiteSpace(reason)) return new CaseOutcome.Refused(RefusalKind.Invalid, "Write why.");
        return work.Instance(instanceId) is null ? Unknown : null;
    }

    private async Task<CaseOutcome.Refused?> MoveAsync(
        CommandWork work, OpenedInstance instance, PublishedDefinition target, int? formVersion, CancellationToken cancel, string? undoes = null)
    {
        var row = instance.Row;
        var from = await definitions.VersionAsync(row.VersionId, cancel);
        var signed = await SignedSectionsAsync(work.Session, row.Id, cancel);
        var movable = new Movable
        {
            From = from,
            To = target,
            State = instance.State,
            Form = await FormAsync(row.FormId, row.FormVersion, cancel),
            NewForm = await FormAsync(row.FormId, formVersion, cancel),
            Signed = signed,
        };
        if (InstanceMove.Judge(movable).Blocked is { } why) return new CaseOutcome.Refused(RefusalKind.Conflict, why);
        var burst = WorkflowEngine.Move(instance.State!, from.Definition, target.Definition, work.Session.Now);
        var (fromForm, key) = (row.FormVersion, CaseIds.Stimulus(row.Id, row.Revision + 1));
        instance.State = burst.State;
        (row.VersionId, row.FormVersion) = (target.Definition.Id, formVersion);
        row.Revision++;
        row.JournalNumber += burst.Journal.Count;
        work.Case.Writes.Add(new NpgsqlBatchCommand(CaseWrites.InsertJournal)
            .Text(row.Id).Number(row.Revision).Text(row.CaseId).Text(key).Text("InstanceMigrated").Text(work.Session.Facts.Version)
            .Text(JsonSerializer.Serialize(burst.Journal, s_wire)).Text(work.Actor.PersonId).Moment(work.Session.Now));
        work.Record.Audit(undoes is null ? "instance.migrated" : "instance.migration-undone", work.Actor, row.Id, new JsonObject { ["from"] = from.Definition.Id, ["to"] = target.Definition.Id });
        if (undoes is not null) work.Case.Writes.Add(new NpgsqlBatchCommand(CaseWrites.UndoMigration).Text(undoes).Moment(work.Session.Now));
        else
        {
            work.Case.Writes.Add(new NpgsqlBatchCommand(CaseWrites.InsertMigration)
                .Text(key).Text(row.CaseId).Text(row.Id).Text(from.Definition.Id).Text(target.Definition.Id).Number(fromForm).Number(formVersion)
                .Number(work.Case.Row.AuditNumber).Moment(work.Session.Now).Text(work.Actor.PersonId));
        }

        return null;
    }

    private async Task<Workflows.Forms.FormDefinition?> FormAsync(string? formId, int? version, CancellationToken cancel) =>
        formId is not null && version is { } number ? await definitions.FormAsync(formId, number, cancel) : null;

    private async Task<int?> NewFormVersionAsync(InstanceRow row, CancellationToken cancel) =>
        row.FormId is { } form ? await definitions.LatestFormAsync(form, cancel) : null;

    private static async Task<IReadOnlyList<string>> SignedSectionsAsync(Session session, string instanceId, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(session.Connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(CaseReads.SignedSections).Text(instanceId));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return await rows.ListAsync(r => r.GetString(0), cancel);
    }

    private static async Task<LastMigration?> LastMigrationAsync(Session session, string instanceId, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(session.Connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(CaseReads.LastMigration).Text(instanceId));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return (await rows.ListAsync(r => new LastMigration(r.GetString(0), r.GetString(1), r.NumberOrNull(2), r.GetBoolean(3)), cancel)).FirstOrDefault();
    }

    private sealed record LastMigration(string Id, string FromVersionId, int? FromFormVersion, bool ActedSince);
}
