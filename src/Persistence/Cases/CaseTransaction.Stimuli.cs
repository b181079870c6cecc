using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Workflows.Access;

namespace ReviewFlow.Persistence.Cases;

public sealed partial class CaseTransaction
{
    private const string WaitingForEvent = """
        select distinct b.case_id from bookmarks b join instances i on i.id = b.instance_id
        where b.event_name = $1 and ($2::text is null or i.correlation_id = $2 or i.case_id = $2) and ($3::text is null or i.id = $3)
        order by b.case_id
        """;

    internal const string TriggeredBy = "select id, version_id, activity_id from triggers where kind = 'Event' and value = $1 order by id";

    /// <summary>Applies what another case has sent; a repeat has no further effect.</summary>
    /// <returns>Whether anybody was there for it; an event that nobody waits for is to be kept.</returns>
    /// <exception cref="StimulusRefusedException">It could not be applied now.</exception>
    internal async Task<bool> ApplyStimulusAsync(PendingStimulus stimulus, CancellationToken cancel)
    {
        var (id, kind, body, onlyFor, kept) = stimulus;
        switch (kind)
        {
            case StimulusKinds.Event:
                return await ApplyEventAsync(id, JsonSerializer.Deserialize<PublishEvent>(body, s_wire)!, onlyFor, starts: !kept, cancel);
            case StimulusKinds.ChildEnded:
                var ended = JsonSerializer.Deserialize<ChildEnded>(body, s_wire)!;
                await DeliverAsync(id, CaseIds.CaseOf(ended.ParentId), bursts => bursts.RunAsync(ended.ParentId, key => new ChildFinished(key, ended.BookmarkId, ended.ChildId, ended.Status, ended.SubStatus, ended.Output), cancel), cancel);
                return true;
            case StimulusKinds.Dispatch:
                var dispatched = JsonSerializer.Deserialize<Dispatched>(body, s_wire)!;
                var start = new StartOf(dispatched.Effect.Input, dispatched.Actor ?? "system", null, dispatched.FromInstanceId, dispatched.Effect.WaitingBookmarkId) { CorrelationId = dispatched.Effect.CorrelationId };
                await StartFreeAsync(id, dispatched.Effect.DefinitionId, start, dispatched.SubjectId, cancel);
                return true;
            case StimulusKinds.Process:
                var process = JsonSerializer.Deserialize<ProcessToStart>(body, s_wire)!;
                await StartFreeAsync(id, process.Effect.DefinitionId, new StartOf(process.Effect.Input, process.Actor ?? "system"), process.SubjectId, cancel);
                return true;
            default:
                throw new StimulusRefusedException($"Nobody applies a stimulus of kind {kind}.");
        }
    }

    // Everybody who waits hears it, and it starts what it triggers; what a case tells itself starts nothing.
    private async Task<bool> ApplyEventAsync(string id, PublishEvent sent, string? onlyFor, bool starts, CancellationToken cancel)
    {
        var heard = false;
        foreach (var caseId in await CasesWaitingAsync(sent.Name, onlyFor is null ? sent.CorrelationId : null, onlyFor, cancel))
            heard |= await DeliverAsync($"{id}@{caseId}", caseId, bursts => bursts.DeliverAsync(sent, onlyFor, cancel), cancel);
        if (!starts) return heard;
        foreach (var (trigger, versionId, activityId) in await TriggeredAsync(sent.Name, cancel))
            heard |= await StartTriggeredAsync($"{id}@{trigger}", versionId, activityId, sent.Payload, sent.CorrelationId, cancel);
        return heard;
    }

    /// <summary>Starts a case because a trigger says so; the key makes it once, whoever else does the same.</summary>
    /// <returns>Whether it was started, now or before. False: one runs, and only one may.</returns>
    internal async Task<bool> StartTriggeredAsync(string key, string versionId, string activityId, JsonNode? payload, string? correlationId, CancellationToken cancel)
    {
        var start = new StartOf(null, "system") { TriggerActivityId = activityId, TriggerPayload = payload, CorrelationId = correlationId };
        try
        {
            await StartFreeAsync(key, await definitions.VersionAsync(versionId, cancel), start, subjectId: null, cancel);
            return true;
        }
        catch (AlreadyRunningException)
        {
            return false;
        }
    }

    /// <summary>Starts a definition without a subject: a technical case, seen by administrators.</summary>
    /// <param name="operationKey">Made once per intent.</param>
    /// <param name="definitionId">Published definition.</param>
    /// <param name="input">Workflow input.</param>
    /// <param name="startedBy">Account.</param>
    /// <returns>Case and instance.</returns>
    /// <exception cref="StimulusRefusedException">There is no such definition, one runs of which only one may, or its first burst failed.</exception>
    public Task<(string CaseId, string InstanceId)> StartTechnicalAsync(
        string operationKey, string definitionId, JsonObject? input, string startedBy, CancellationToken cancel = default) =>
        StartFreeAsync(operationKey, definitionId, new StartOf(input, startedBy) { Watched = true }, subjectId: null, cancel);

    /// <summary>Starts one exact version without a subject, a draft's snapshot for instance: a technical case.</summary>
    /// <exception cref="StimulusRefusedException">Its first burst failed.</exception>
    public async Task<(string CaseId, string InstanceId)> TryVersionAsync(
        string operationKey, string versionId, JsonObject? input, string startedBy, CancellationToken cancel = default) =>
        await StartFreeAsync(operationKey, await definitions.VersionAsync(versionId, cancel), new StartOf(input, startedBy) { Watched = true }, subjectId: null, cancel);

    private async Task<(string CaseId, string InstanceId)> StartFreeAsync(
        string key, string definitionId, StartOf start, string? subjectId, CancellationToken cancel)
    {
        var published = await definitions.LatestAsync(definitionId, cancel) ?? throw new StimulusRefusedException($"There is no published definition '{definitionId}'.");
        return await StartFreeAsync(key, published, start, subjectId, cancel);
    }

    private async Task<(string CaseId, string InstanceId)> StartFreeAsync(
        string key, PublishedDefinition published, StartOf start, string? subjectId, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await StartOnceAsync(key, published, start, subjectId, cancel);
            }
            catch (Exception e) when (ActivationKeys.IsConflict(e))
            {
                var running = new AlreadyRunningException(published.Process.StepTitle);
                throw start.Watched ? new StimulusRefusedException(running.Message) : running;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation && attempt < Attempts)
            {
                // The same start from another host was faster; the next attempt finds what became of it.
            }
            catch (BurstFailedException failed) when (start.Watched)
            {
                throw new StimulusRefusedException(failed.Message);
            }
            catch (BurstFailedException failed)
            {
                return await ParkStartAsync(new Beginning(key, start.StartedBy, "", published, start, subjectId), failed, cancel);
            }
        }
    }

    private async Task<(string CaseId, string InstanceId)> StartOnceAsync(
        string key, PublishedDefinition published, StartOf start, string? subjectId, CancellationToken cancel)
    {
        await using var session = await OpenAsync(cancel);
        var (subject, _, before) = await CaseLoader.SubjectAsync(session.Connection, subjectId ?? "", key, cancel);
        session.Now = clock.Now();
        if (before is not null) return (before.CaseId, CaseIds.Instance(before.CaseId, 1));
        var opened = NewCase(CaseIds.New(), published, subject, start.StartedBy, session.Now);
        var bursts = new CaseBursts(engine, definitions, session, opened, start.StartedBy == "system" ? null : new Actor(start.StartedBy));
        var instance = await bursts.StartAsync(published, start, cancel);
        new CaseRecord(opened, session).Audit("case.opened", null, instance.Row.Id, new JsonObject { ["definition"] = published.Definition.Id, ["by"] = start.StartedBy });
        await CaseWriter.CommitAsync(session, [opened], [OperationOf(key, opened, session, bursts.Reply)], cancel);
        if (bursts.NextAlarm is { } alarm) AlarmSet?.Invoke(alarm);
        return (opened.Row.Id, instance.Row.Id);
    }

    /// <summary>Resumes a bookmark by hand or by the answer to something that was sent out.</summary>
    /// <returns>Whether something waited for it.</returns>
    public async Task<bool> ResumeAsync(string operationKey, string bookmarkId, JsonObject? input, CancellationToken cancel = default)
    {
        var found = false;
        await DeliverAsync(operationKey, CaseIds.CaseOf(bookmarkId), async bursts => found = await bursts.ResumeAsync(b => b.Id == bookmarkId, input, cancel), cancel);
        return found;
    }

    /// <summary>As <see cref="ResumeAsync"/>, for what is known of a wait other than its id.</summary>
    /// <returns>Whether something waited for it, now or when it was brought before.</returns>
    internal Task<bool> ResumeOnceAsync(string operationKey, string caseId, Predicate<Bookmark> which, JsonObject? input, CancellationToken cancel) =>
        DeliverAsync(operationKey, caseId, bursts => bursts.ResumeAsync(which, input, cancel), cancel);

    // Gives whether it found what it was for, now or before. Nothing is stored when it did not.
    private async Task<bool> DeliverAsync(string key, string caseId, Func<CaseBursts, Task<bool>> apply, CancellationToken cancel)
    {
        await using var session = await OpenAsync(cancel);
        var loaded = await CaseLoader.LockAsync(session.Connection, caseId, new Wanting(OperationKey: key), cancel);
        session.Now = clock.Now();
        if (loaded.Before is not null || loaded.Cases.Count == 0) return loaded.Before is not null;
        var bursts = new CaseBursts(engine, definitions, session, loaded.Cases[0], actor: null);
        try
        {
            if (!await apply(bursts)) return false;
        }
        catch (BurstFailedException failed)
        {
            await session.DisposeAsync();
            await ParkAsync(failed, actor: null, cancel);
            return true;
        }

        await CaseWriter.CommitAsync(session, loaded.Cases, [OperationOf(key, loaded.Cases[0], session, bursts.Reply)], cancel);
        if (bursts.NextAlarm is { } alarm) AlarmSet?.Invoke(alarm);
        return true;
    }

    private static NpgsqlBatchCommand OperationOf(string key, OpenedCase opened, Session session, JsonObject? reply) => new NpgsqlBatchCommand(CaseWrites.InsertOperation)
        .Text(key).Text("system").Text("").Text(opened.Row.Id).Text(reply?.ToJsonString() ?? "{}").Moment(session.Now);

    /// <summary>Cases in which something waits for an event.</summary>
    /// <param name="name">Name of the event.</param>
    /// <param name="correlationId">Only those with this correlation; null for all.</param>
    /// <param name="onlyFor">Only this instance; null for all.</param>
    /// <param name="cancel">Stops the reading.</param>
    internal async Task<IReadOnlyList<string>> CasesWaitingAsync(string name, string? correlationId, string? onlyFor, CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(WaitingForEvent).Text(name).Text(correlationId).Text(onlyFor));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return await rows.ListAsync(r => r.GetString(0), cancel);
    }

    private async Task<IReadOnlyList<(string Id, string VersionId, string ActivityId)>> TriggeredAsync(string eventName, CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(TriggeredBy).Text(eventName));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return await rows.ListAsync(r => (r.GetString(0), r.GetString(1), r.GetString(2)), cancel);
    }
}

/// <summary>A row of the stimuli table that waits.</summary>
internal sealed record PendingStimulus(string Id, string Kind, string Body, string? InstanceId, bool Kept);

/// <summary>Something for another case could not be applied now.</summary>
public sealed class StimulusRefusedException(string message) : Exception(message);
