using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;

namespace ReviewFlow.Persistence.Cases;

public sealed partial class CaseTransaction
{
    private static async Task<CaseOutcome> AttachAsync(CommandWork work, AttachFile command, CancellationToken cancel)
    {
        var mine = work.Case.OpenTasks.FirstOrDefault(t => IsOwn(work, t));
        if (work.Decide(CaseAction.Attach, null, mine is null ? null : TaskFace.Item(mine), null) is { } refused) return refused;
        var (size, sha, by, on) = await UploadAsync(work.Session, command.UploadId, cancel);
        if (by != command.Actor.PersonId || on is not null) return new CaseOutcome.Refused(RefusalKind.Invalid, "The file was not uploaded completely. Choose it again.");
        work.Case.Writes.Add(new NpgsqlBatchCommand(CaseWrites.AttachFile)
            .Text(command.UploadId).Text(work.Case.Row.Id).Text(command.FileName).Text(command.ContentType).Text(command.Category).Moment(work.Session.Now));
        work.Record.Event(null, "attached", $"{command.FileName} was attached", work.Actor);
        work.Record.Audit("file.attached", work.Actor, command.UploadId, new JsonObject
        {
            ["name"] = command.FileName,
            ["category"] = command.Category,
            ["size"] = size,
            ["sha256"] = sha,
        });
        return work.Done(null, ("attachmentId", command.UploadId));
    }

    private static async Task<(long Size, string? Sha256, string? By, string? CaseId)> UploadAsync(Session session, string id, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(session.Connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(CaseReads.Upload).Text(id));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return await rows.ReadAsync(cancel) ? (rows.GetInt64(1), rows.TextOrNull(2), rows.GetString(3), rows.TextOrNull(4)) : (0, null, null, null);
    }

    // Ruling 17: the total clock moves with it, in the same commit.
    private static async Task<CaseOutcome> ChangeDateAsync(CommandWork work, ChangeDateOfDispute command, CancellationToken cancel)
    {
        if (work.Decide(CaseAction.ChangeDateOfDispute, null, null, command.Reason) is { } refused) return refused;
        if (command.Date > work.Session.Today) return new CaseOutcome.Refused(RefusalKind.Invalid, "The date of dispute cannot be in the future.");
        var old = work.Case.Row.DateOfDispute;
        work.Bursts.SetField("dateOfDispute", command.Date.ToString("O"));
        work.Record.Event(null, "date-of-dispute", $"Date of dispute changed from {(old is { } was ? UkWords.Date(was) : "none")} to {UkWords.Date(command.Date)}. {command.Reason}", work.Actor);
        work.Record.Audit("dispute.dated", work.Actor, null, new JsonObject { ["from"] = old?.ToString("O"), ["to"] = command.Date.ToString("O"), ["reason"] = command.Reason });
        foreach (var instance in work.Case.Instances.Values.Where(i => i.Row.Status == WorkflowStatus.Running).ToList())
        {
            foreach (var name in MovedEvents(instance))
                await work.Bursts.RunAsync(instance.Row.Id, key => new EventReceived(key, name, new JsonObject { ["date"] = command.Date.ToString("O") }), cancel);
        }

        return work.Done(null);
    }

    private static List<string> MovedEvents(OpenedInstance instance) =>
        [.. (instance.State?.Bookmarks ?? [])
            .Select(b => b.Payload?["EventName"]?.ToString())
            .OfType<string>().Where(n => n.EndsWith("Moved", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)];

    internal const string Referred = "cafcassReferred";

    // Ruling 19: waits for nobody. The process asks for the referral itself within two working days.
    private static async Task<CaseOutcome> RecordReferralAsync(CommandWork work, RecordCafcassReferral command, CancellationToken cancel)
    {
        var instance = work.Instance(command.InstanceId);
        if (work.Decide(CaseAction.RecordCafcass, instance, null, null) is { } refused) return refused;
        if (instance is null) return Unknown;
        if (instance.Row.Status != WorkflowStatus.Running || instance.Row.DefinitionId is not ("qap" or "drp-stage"))
            return new CaseOutcome.Refused(RefusalKind.Conflict, "A referral is recorded on an open quality assurance or dispute step.");
        if (command.ReferredAt > work.Session.Now) return new CaseOutcome.Refused(RefusalKind.Invalid, "The referral cannot be in the future.");
        if (string.IsNullOrWhiteSpace(command.How)) return new CaseOutcome.Refused(RefusalKind.Invalid, "Write how it was referred.");
        work.Bursts.SetField("cafcass", new JsonObject { ["referredAt"] = command.ReferredAt.ToString("O"), ["how"] = command.How, ["by"] = work.Actor.PersonId });
        work.Record.Event(instance.Row.Id, "cafcass", $"Referred to CAFCASS on {UkWords.Moment(command.ReferredAt)}: {command.How}", work.Actor);
        work.Record.Audit("cafcass.referred", work.Actor, instance.Row.Id, new JsonObject { ["at"] = command.ReferredAt, ["how"] = command.How });
        var told = work.Bursts.PeopleOf(["iroManager", "corporateDirector"], null, instance);
        work.Record.Notice($"{command.OperationKey}.cafcass", "drp-cafcass", told, instance.Row.Id, null, null, critical: true, new JsonObject { ["colleague"] = work.Actor.PersonId });
        await work.Bursts.TellAsync(Referred, new JsonObject { ["referredAt"] = command.ReferredAt.ToString("O") }, cancel);
        return work.Done(instance.Row.Id, ("reference", instance.Row.Reference));
    }

    // The child is no longer looked after, or has moved: what was written is kept, nothing is asked of anybody any more.
    private static async Task<CaseOutcome> CloseAsync(CommandWork work, CloseEpisode command, CancellationToken cancel)
    {
        if (work.Decide(CaseAction.CloseEpisode, null, null, command.Reason) is { } refused) return refused;
        var running = work.Case.Instances.Values.Where(i => i.Row.Status == WorkflowStatus.Running).OrderBy(i => i.Row.ParentId is not null).ToList();
        var holders = work.Case.OpenTasks.Select(t => t.AssigneeId).OfType<string>().Where(p => p != work.Actor.PersonId).Distinct(StringComparer.Ordinal).ToList();
        // What routes the others ends first, so that it opens nothing in their place.
        foreach (var instance in running) await work.Bursts.RunAsync(instance.Row.Id, key => new InstanceCancelled(key, command.Reason), cancel);
        work.Bursts.SetField("outcome", command.Reason);
        work.Record.Event(null, "closed", $"Closed by {Name(work, work.Actor.PersonId)}. {command.Reason}", work.Actor);
        work.Record.Audit("case.closed", work.Actor, null, new JsonObject { ["reason"] = command.Reason });
        work.Record.Notice($"{work.Case.Row.Id}.closed.{work.Case.Row.AuditNumber}", "case-closed", holders, null, null, null, critical: false, new JsonObject { ["colleague"] = work.Actor.PersonId });
        return work.Done(null, ("reference", work.Case.Row.Reference));
    }
}
