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
    internal const string WaitingForEvent = "select distinct case_id from bookmarks where event_name = $1 order by case_id";

    /// <summary>Applies what another case has sent; a repeat has no further effect.</summary>
    /// <exception cref="StimulusRefusedException">It could not be applied now.</exception>
    internal async Task ApplyStimulusAsync(string id, string kind, string body, CancellationToken cancel)
    {
        switch (kind)
        {
            case StimulusKinds.Event:
                var sent = JsonSerializer.Deserialize<PublishEvent>(body, s_wire)!;
                foreach (var caseId in await CasesWaitingAsync(sent, cancel))
                    await DeliverAsync($"{id}@{caseId}", caseId, bursts => bursts.DeliverAsync(sent.Name, sent.Payload, cancel), cancel);
                break;
            case StimulusKinds.ChildEnded:
                var ended = JsonSerializer.Deserialize<ChildEnded>(body, s_wire)!;
                await DeliverAsync(id, CaseIds.CaseOf(ended.ParentId), bursts => bursts.RunAsync(ended.ParentId, key => new ChildFinished(key, ended.BookmarkId, ended.ChildId, ended.Status, ended.SubStatus, ended.Output), cancel), cancel);
                break;
            case StimulusKinds.Dispatch:
                var dispatched = JsonSerializer.Deserialize<Dispatched>(body, s_wire)!;
                var start = new StartOf(dispatched.Effect.Input, dispatched.Actor ?? "system", null, dispatched.FromInstanceId, dispatched.Effect.WaitingBookmarkId);
                await StartFreeAsync(id, dispatched.Effect.DefinitionId, start, dispatched.SubjectId, cancel);
                break;
            case StimulusKinds.Process:
                var process = JsonSerializer.Deserialize<ProcessToStart>(body, s_wire)!;
                await StartFreeAsync(id, process.Effect.DefinitionId, new StartOf(process.Effect.Input, process.Actor ?? "system"), process.SubjectId, cancel);
                break;
            default:
                throw new StimulusRefusedException($"Nobody applies a stimulus of kind {kind}.");
        }
    }

    /// <summary>Starts a definition without a subject: a technical case, seen by administrators.</summary>
    /// <param name="operationKey">Made once per intent.</param>
    /// <param name="definitionId">Published definition.</param>
    /// <param name="input">Workflow input.</param>
    /// <param name="startedBy">Account.</param>
    /// <returns>Case and instance.</returns>
    /// <exception cref="StimulusRefusedException">There is no such definition, or its first burst failed.</exception>
    public Task<(string CaseId, string InstanceId)> StartTechnicalAsync(
        string operationKey, string definitionId, JsonObject? input, string startedBy, CancellationToken cancel = default) =>
        StartFreeAsync(operationKey, definitionId, new StartOf(input, startedBy), subjectId: null, cancel);

    /// <summary>Starts one exact version without a subject, a draft's snapshot for instance: a technical case.</summary>
    /// <exception cref="StimulusRefusedException">Its first burst failed.</exception>
    public async Task<(string CaseId, string InstanceId)> TryVersionAsync(
        string operationKey, string versionId, JsonObject? input, string startedBy, CancellationToken cancel = default) =>
        await StartFreeAsync(operationKey, await definitions.VersionAsync(versionId, cancel), new StartOf(input, startedBy), subjectId: null, cancel);

    private async Task<(string CaseId, string InstanceId)> StartFreeAsync(
        string key, string definitionId, StartOf start, string? subjectId, CancellationToken cancel)
    {
        var published = await definitions.LatestAsync(definitionId, cancel) ?? throw new StimulusRefusedException($"There is no published definition '{definitionId}'.");
        return await StartFreeAsync(key, published, start, subjectId, cancel);
    }

    private async Task<(string CaseId, string InstanceId)> StartFreeAsync(
        string key, PublishedDefinition published, StartOf start, string? subjectId, CancellationToken cancel)
    {
        await using var session = await OpenAsync(cancel);
        var (subject, _, before) = await CaseLoader.SubjectAsync(session.Connection, subjectId ?? "", key, cancel);
        session.Now = clock.Now();
        if (before is not null) return (before.CaseId, CaseIds.Instance(before.CaseId, 1));
        var opened = NewCase(CaseIds.New(), published, subject, start.StartedBy, session.Now);
        var bursts = new CaseBursts(engine, definitions, session, opened, start.StartedBy == "system" ? null : new Actor(start.StartedBy));
        try
        {
            var instance = await bursts.StartAsync(published, start, cancel);
            new CaseRecord(opened, session).Audit("case.opened", null, instance.Row.Id, new JsonObject { ["definition"] = published.Definition.Id, ["by"] = start.StartedBy });
            await CaseWriter.CommitAsync(session, [opened], [OperationOf(key, opened, session)], cancel);
            if (bursts.NextAlarm is { } alarm) AlarmSet?.Invoke(alarm);
            return (opened.Row.Id, instance.Row.Id);
        }
        catch (BurstFailedException failed)
        {
            throw new StimulusRefusedException(failed.Message);
        }
    }

    /// <summary>Resumes a bookmark by hand or by the answer to something that was sent out.</summary>
    /// <returns>Whether something waited for it.</returns>
    public async Task<bool> ResumeAsync(string operationKey, string bookmarkId, JsonObject? input, CancellationToken cancel = default)
    {
        var found = false;
        await DeliverAsync(operationKey, CaseIds.CaseOf(bookmarkId), async bursts => found = await bursts.ResumeAsync(bookmarkId, input, cancel), cancel);
        return found;
    }

    private async Task DeliverAsync(string key, string caseId, Func<CaseBursts, Task> apply, CancellationToken cancel)
    {
        await using var session = await OpenAsync(cancel);
        var loaded = await CaseLoader.LockAsync(session.Connection, caseId, new Wanting(OperationKey: key), cancel);
        session.Now = clock.Now();
        if (loaded.Before is not null || loaded.Cases.Count == 0) return;
        var bursts = new CaseBursts(engine, definitions, session, loaded.Cases[0], actor: null);
        try
        {
            await apply(bursts);
        }
        catch (BurstFailedException failed)
        {
            await session.DisposeAsync();
            await ParkAsync(failed, actor: null, cancel);
            return;
        }

        await CaseWriter.CommitAsync(session, loaded.Cases, [OperationOf(key, loaded.Cases[0], session)], cancel);
        if (bursts.NextAlarm is { } alarm) AlarmSet?.Invoke(alarm);
    }

    private static NpgsqlBatchCommand OperationOf(string key, OpenedCase opened, Session session) => new NpgsqlBatchCommand(CaseWrites.InsertOperation)
        .Text(key).Text("system").Text("").Text(opened.Row.Id).Text("{}").Moment(session.Now);

    private async Task<IReadOnlyList<string>> CasesWaitingAsync(PublishEvent sent, CancellationToken cancel)
    {
        if (sent.CorrelationId is { } caseId) return [caseId];
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(WaitingForEvent).Text(sent.Name));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return await rows.ListAsync(r => r.GetString(0), cancel);
    }
}

/// <summary>Something for another case could not be applied now.</summary>
public sealed class StimulusRefusedException(string message) : Exception(message);
