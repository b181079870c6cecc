using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Effects;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Workflows.Access;

namespace ReviewFlow.Persistence.Cases;

public sealed partial class CaseTransaction
{
    private static async Task<CaseOutcome> VoidAsync(CommandWork work, VoidInstance command, CancellationToken cancel)
    {
        var instance = work.Instance(command.InstanceId);
        if (work.Decide(CaseAction.Void, instance, null, command.Reason) is { } refused) return refused;
        if (instance is null) return Unknown;
        if (string.IsNullOrWhiteSpace(command.Reason)) return new CaseOutcome.Refused(RefusalKind.Invalid, "Write why it is voided.");
        if (instance.Row.VoidedAt is not null || instance.Row.Status == WorkflowStatus.Finished) return new CaseOutcome.Refused(RefusalKind.Conflict, "This has ended already.");
        if (AreaRoles.Ids.Contains(instance.Row.Area)) return await VoidReviewAsync(work, command, instance, cancel);
        (instance.Row.VoidedAt, instance.Row.VoidReason) = (work.Session.Now, command.Reason);
        await work.Bursts.RunAsync(instance.Row.Id, key => new InstanceCancelled(key, command.Reason), cancel);
        if (work.Case.Instances.Values.All(i => i.Row.VoidedAt is not null || i.Row.Hidden)) work.Case.Row.Status = CaseStatus.Voided;
        work.Record.Event(instance.Row.Id, "voided", $"{instance.Row.Title} {instance.Row.Reference} was voided. {command.Reason}", work.Actor);
        work.Record.Audit("instance.voided", work.Actor, instance.Row.Id, new JsonObject { ["reason"] = command.Reason });
        return work.Done(instance.Row.Id, ("reference", instance.Row.Reference));
    }

    private static async Task<CaseOutcome> MendAsync(CommandWork work, MendIncident command, CancellationToken cancel)
    {
        if (work.Decide(CaseAction.MendIncident, null, null, command.Reason) is { } refused) return refused;
        var incident = await IncidentAsync(work.Session, command.IncidentId, cancel);
        if (incident is null || work.Instance(incident.InstanceId) is not { } instance) return Unknown;
        if (incident.MendedAt is not null) return new CaseOutcome.Refused(RefusalKind.Conflict, "This was mended before.");
        if (instance.Row.Status == WorkflowStatus.Finished && command.Remedy != IncidentRemedy.Cancel)
            return new CaseOutcome.Refused(RefusalKind.Conflict, "The process has ended with this, as its definition says. Start it again, and let its definition continue with incidents. To take it off this list, cancel it.");
        if (await work.Bursts.RunAsync(instance.Row.Id, key => Remedy(key, command, incident), cancel) is false && incident.ParkedStimulus is null && instance.Row.Status != WorkflowStatus.Finished)
            return new CaseOutcome.Refused(RefusalKind.Conflict, "This cannot be done with it now.");
        work.Case.Writes.Add(new NpgsqlBatchCommand(CaseWrites.MendIncident)
            .Text(incident.Id).Moment(work.Session.Now).Text(work.Actor.PersonId).Text(command.Remedy.ToString()).Text(command.Reason));
        work.Record.Audit("incident.mended", work.Actor, incident.Id, new JsonObject { ["remedy"] = command.Remedy.ToString(), ["reason"] = command.Reason });
        return work.Done(instance.Row.Id);
    }

    private static async Task<CaseOutcome> CompleteTaskAsync(CommandWork work, CompleteBackgroundTask command, CancellationToken cancel)
    {
        if (work.Decide(CaseAction.MendIncident, null, null, command.Reason) is { } refused) return refused;
        var input = BackgroundTasks.Input(command.Result);
        if (!await work.Bursts.ResumeAsync(b => BackgroundTasks.IdOf(b) == command.TaskId, input, cancel)) return new CaseOutcome.Refused(RefusalKind.Conflict, "The process does not wait for this, or not any more.");
        work.Record.Audit("background-task.completed", work.Actor, command.TaskId, new JsonObject { ["reason"] = command.Reason });
        return work.Done(null);
    }

    private static Stimulus? Remedy(string key, MendIncident command, IncidentRow incident) => command.Remedy switch
    {
        IncidentRemedy.Cancel => new InstanceCancelled(key, command.Reason),
        IncidentRemedy.Retry when incident.ParkedStimulus is { } parked => ParkedStimulus.Read(parked, key),
        IncidentRemedy.Skip when incident.ParkedStimulus is not null => null, // left out for good: that is the remedy
        IncidentRemedy.Retry => new ActivityRetried(key, incident.ActivityInstanceId!),
        _ => new ActivitySkipped(key, incident.ActivityInstanceId!, [command.Outcome ?? "Done"]),
    };

    private static async Task<IncidentRow?> IncidentAsync(Session session, string id, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(session.Connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(CaseReads.Incident).Text(id));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        if (!await rows.ReadAsync(cancel)) return null;
        return new IncidentRow
        {
            Id = rows.GetString(0),
            CaseId = rows.GetString(1),
            InstanceId = rows.GetString(2),
            ActivityId = rows.TextOrNull(3),
            ActivityInstanceId = rows.TextOrNull(4),
            ActivityType = rows.TextOrNull(5),
            Message = rows.GetString(6),
            ParkedStimulus = rows.TextOrNull(7),
            At = rows.Moment(8),
            MendedAt = rows.MomentOrNull(9),
        };
    }

    /// <summary>A burst failed: the old state stays, what was to happen is put aside for a person.</summary>
    private async Task<CaseOutcome> ParkAsync(CaseCommand command, BurstFailedException failed, CancellationToken cancel)
    {
        if (command is OpenCase open) return await ParkOpeningAsync(open, failed, cancel);
        await ParkAsync(failed, command.Actor, cancel);
        return new CaseOutcome.Refused(RefusalKind.Conflict, "This could not be carried out because of a fault in the process. Nothing was changed; the administrators have been told.");
    }

    internal async Task ParkAsync(BurstFailedException failed, Actor? actor, CancellationToken cancel, params IEnumerable<NpgsqlBatchCommand> further)
    {
        await using var session = await OpenAsync(cancel);
        var loaded = await CaseLoader.LockAsync(session.Connection, CaseIds.CaseOf(failed.InstanceId), new Wanting(), cancel);
        session.Now = clock.Now();
        if (loaded.Cases.Count == 0) return;
        var opened = loaded.Cases[0];
        var id = $"{failed.Stimulus.Key}.parked.{opened.Row.AuditNumber + 1}";
        var record = new CaseRecord(opened, session);
        record.Incident(new IncidentRow
        {
            Id = id,
            CaseId = opened.Row.Id,
            InstanceId = failed.InstanceId,
            Message = failed.Message,
            ParkedStimulus = ParkedStimulus.Write(failed.Stimulus),
            At = session.Now,
        });
        // Its alarm would go off again at once; a retry sets it anew.
        if (failed.Stimulus is TimerElapsed late) opened.Writes.Add(new NpgsqlBatchCommand(CaseWrites.DeleteTimer).Text(late.BookmarkId));
        TellAdministrators(opened, session, id, failed.InstanceId, failed.Stimulus, actor);
        await CaseWriter.CommitAsync(session, [opened], further, cancel);
    }
}
