using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Persistence.Cases;

public sealed partial class CaseTransaction
{
    private const string ParkedAnswer = "parked";

    /// <summary>A case that was to begin.</summary>
    private sealed record Beginning(string Key, string ActorId, string RequestHash, PublishedDefinition Published, StartOf Start, string? SubjectId);

    // The first burst failed: the case is there, waiting for a person who has the process mended and lets it begin, or not.
    private async Task<(string CaseId, string InstanceId)> ParkStartAsync(Beginning beginning, BurstFailedException failed, CancellationToken cancel)
    {
        var (key, actorId, hash, published, start, subjectId) = beginning;
        await using var session = await OpenAsync(cancel);
        var (subject, _, before) = await CaseLoader.SubjectAsync(session.Connection, subjectId ?? "", key, cancel);
        session.Now = clock.Now();
        if (before is not null) return (before.CaseId, CaseIds.Instance(before.CaseId, 1));
        var opened = NewCase(CaseIds.New(), published, subject, start.StartedBy, session.Now);
        var bursts = new CaseBursts(engine, definitions, session, opened, actor: null);
        var (instance, begin) = await bursts.PrepareAsync(published, start, cancel);
        var id = $"{opened.Row.Id}.parked.1";
        opened.Writes.Add(new NpgsqlBatchCommand(CaseWrites.InsertIncident)
            .Text(id).Text(opened.Row.Id).Text(instance.Row.Id).Text(null).Text(null).Text(null).Text(failed.Message).Text(ParkedStimulus.Write(begin)).Moment(session.Now));
        TellAdministrators(opened, session, id, instance.Row.Id, begin, actor: null);
        var result = JsonSerializer.Serialize(new CaseOutcome.Done(opened.Row.Id, instance.Row.Id, new JsonObject { [ParkedAnswer] = true }), s_wire);
        var operation = new NpgsqlBatchCommand(CaseWrites.InsertOperation).Text(key).Text(actorId).Text(hash).Text(opened.Row.Id).Text(result).Moment(session.Now);
        await CaseWriter.CommitAsync(session, [opened], [operation], cancel);
        return (opened.Row.Id, instance.Row.Id);
    }

    private async Task<CaseOutcome> ParkOpeningAsync(OpenCase command, BurstFailedException failed, CancellationToken cancel)
    {
        if (await definitions.LatestAsync(command.DefinitionId, cancel) is { } published)
        {
            var start = new StartOf(command.Input, command.Actor.PersonId);
            await ParkStartAsync(new Beginning(command.OperationKey, command.Actor.PersonId, RequestHash(command), published, start, command.SubjectId), failed, cancel);
        }

        return NotBegun;
    }

    private static CaseOutcome.Refused NotBegun => new(
        RefusalKind.Conflict,
        "This could not begin because of a fault in its process. The administrators have been told and can let it begin; do not send it again. Keep what you typed until they have.");

    private static void TellAdministrators(OpenedCase opened, Session session, string incidentId, string instanceId, Stimulus parked, Actor? actor)
    {
        var record = new CaseRecord(opened, session);
        record.Audit("incident.parked", actor, instanceId, new JsonObject { ["incident"] = incidentId, ["stimulus"] = parked.GetType().Name });
        var administrators = RoleResolver.ResolveAll("administrators", new CaseRoles { Subject = opened.Subject }, session.Organisation, session.Today, opened.Row.Area);
        record.Notice(incidentId, "incident", administrators.Select(a => a.PersonId).OfType<string>(), instanceId, null, null, critical: false, null);
    }
}
