using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Workflows.Access;

namespace ReviewFlow.Persistence.Cases;

/// <summary>
/// Runs the bursts of one commit: the one asked for, then those that follow from it in the same case (children that
/// begin or end, local events). Answers the engine's questions on the way.
/// </summary>
internal sealed partial class CaseBursts(WorkflowEngine engine, DefinitionStore definitions, Session session, OpenedCase opened, Actor? actor)
{
    /// <summary>Most bursts of one commit, besides one for each instance of the case; more is taken for a loop.</summary>
    public const int Limit = 10;

    private static readonly JsonSerializerOptions s_wire = new(JsonSerializerDefaults.Web);

    private readonly Queue<(string InstanceId, Func<string, Stimulus?> Make)> _queue = new();
    private readonly CaseRecord _record = new(opened, session);
    private int _run;

    /// <summary>Applies a stimulus and everything that follows from it in this case.</summary>
    /// <returns>Whether the stimulus found what it was for.</returns>
    public async Task<bool> RunAsync(string instanceId, Func<string, Stimulus?> make, CancellationToken cancel)
    {
        var applied = await OnceAsync(instanceId, make, cancel);
        while (_queue.TryDequeue(out var next)) await OnceAsync(next.InstanceId, next.Make, cancel);
        KeepUnheard();
        return applied;
    }

    /// <summary>What a process answers the caller whose call this commit came from.</summary>
    public JsonObject? Reply { get; private set; }

    /// <summary>Resumes a bookmark of whichever instance has it.</summary>
    public async Task<bool> ResumeAsync(Predicate<Bookmark> which, JsonObject? input, CancellationToken cancel)
    {
        foreach (var instance in opened.Instances.Values)
        {
            if (instance.State?.Bookmarks.Find(which) is { } bookmark) return await RunAsync(instance.Row.Id, key => new BookmarkResumed(key, bookmark.Id, input), cancel);
        }

        return false;
    }

    /// <summary>Whether another stimulus, with what may follow from it, still fits into this commit.</summary>
    public bool HasRoom => _run <= Limit / 2;

    /// <summary>Begins an instance of a definition in this case.</summary>
    public async Task<OpenedInstance> StartAsync(PublishedDefinition published, StartOf start, CancellationToken cancel)
    {
        var instance = await CreateAsync(published, start, cancel);
        await RunAsync(instance.Row.Id, key => Begin(key, instance, start), cancel);
        return instance;
    }

    /// <summary>An instance that has not begun, and what it is to begin with.</summary>
    public async Task<(OpenedInstance Instance, InstanceStarted Begin)> PrepareAsync(PublishedDefinition published, StartOf start, CancellationToken cancel)
    {
        var instance = await CreateAsync(published, start, cancel);
        return (instance, Begin(CaseIds.Stimulus(instance.Row.Id, 1), instance, start));
    }

    private static InstanceStarted Begin(string key, OpenedInstance instance, StartOf start) =>
        new(key, instance.Row.Id, (JsonObject?)start.Input?.DeepClone(), instance.Row.CorrelationId, start.TriggerActivityId, start.ParentId) { TriggerPayload = start.TriggerPayload?.DeepClone() };

    private async Task<bool> OnceAsync(string instanceId, Func<string, Stimulus?> make, CancellationToken cancel)
    {
        if (!opened.Instances.TryGetValue(instanceId, out var instance)) return false;
        if (instance.Row.Status == WorkflowStatus.Finished) return false;
        if (make(CaseIds.Stimulus(instanceId, instance.Row.Revision + 1)) is not { } stimulus) return false;
        try
        {
            if (++_run > Limit + opened.Instances.Count) throw new TooManyBurstsException(opened.Row.Id);
            var definition = (await definitions.VersionAsync(instance.Row.VersionId, cancel)).Definition;
            if (instance.State is null && stimulus is not InstanceStarted) return stimulus is InstanceCancelled && NeverBegan(instance, definition);
            var burst = engine.Run(definition, instance.State, stimulus, session.Now, session.Facts);
            var known = new HashSet<string>(StringComparer.Ordinal);
            while (burst.Questions.Count > 0)
            {
                Note(instance, burst, known);
                burst = engine.Continue(burst, await AnswersAsync(instance, burst.Questions, cancel));
            }

            if (!burst.Applied) return false;
            Note(instance, burst, known);
            Take(instance, stimulus, burst, definition);
            if (instance.Row.Status == WorkflowStatus.Finished) await EndChildrenAsync(instance, cancel);
            return true;
        }
        catch (Exception e) when (e is not (BurstFailedException or NpgsqlException or OperationCanceledException))
        {
            // Whatever it was, this case is put aside for a person, and every other one goes on.
            throw new BurstFailedException(instanceId, stimulus, e);
        }
    }

    // It was put aside before its first step: there is nothing to cancel but the intent.
    private bool NeverBegan(OpenedInstance instance, WorkflowDefinition definition)
    {
        (instance.Row.Status, instance.Row.SubStatus, instance.Changed) = (WorkflowStatus.Finished, WorkflowSubStatus.Cancelled, true);
        Finish(instance, definition);
        return true;
    }

    // What a step says of the case, the people named on it among that, stands before work is given out or a child begins
    // (its first burst runs while this one asks). A burst that goes on says the same again.
    private void Note(OpenedInstance instance, Burst burst, HashSet<string> known)
    {
        foreach (var effect in burst.Effects.OfType<RecordOnCase>().Where(e => known.Add(e.Id)))
        {
            SetField(effect.Field, effect.Value);
            if (effect.Field == "reference") Name(instance, effect.Value?.ToString());
        }
    }

    private void Take(OpenedInstance instance, Stimulus stimulus, Burst burst, WorkflowDefinition definition)
    {
        IReadOnlyList<Bookmark> before = instance.State?.Bookmarks ?? [];
        instance.State = burst.State;
        var row = instance.Row;
        row.Revision++;
        row.Status = burst.State.Status;
        row.SubStatus = burst.State.SubStatus;
        row.CorrelationId = burst.State.CorrelationId;
        Journal(row, stimulus, burst);
        CompareBookmarks(instance, before, burst.State.Bookmarks, stimulus);
        foreach (var effect in burst.Effects) Carry(instance, effect);
        foreach (var (incident, number) in burst.Incidents.Select((i, n) => (i, n))) Keep(row, stimulus, incident, number);
        if (row.Status == WorkflowStatus.Finished) Finish(instance, definition);
    }

    // What was begun only for the sake of the one that has ended is not asked for any more.
    private async Task EndChildrenAsync(OpenedInstance parent, CancellationToken cancel)
    {
        foreach (var child in opened.Instances.Values.Where(i => i.Row.ParentId == parent.Row.Id && i.Row.Status == WorkflowStatus.Running).ToList())
        {
            if ((await definitions.VersionAsync(child.Row.VersionId, cancel)).Process.EndsWithParent)
                _queue.Enqueue((child.Row.Id, key => new InstanceCancelled(key, "What it belongs to has ended.")));
        }
    }

    private void Journal(InstanceRow row, Stimulus stimulus, Burst burst)
    {
        row.JournalNumber += burst.Journal.Count;
        opened.Writes.Add(new NpgsqlBatchCommand(CaseWrites.InsertJournal)
            .Text(row.Id).Number(row.Revision).Text(row.CaseId).Text(stimulus.Key).Text(stimulus.GetType().Name).Text(session.Facts.Version)
            .Text(JournalText.Of(burst)).Text(actor?.PersonId).Moment(session.Now));
    }

    private void Keep(InstanceRow row, Stimulus stimulus, Incident incident, int number) => _record.Incident(new IncidentRow
    {
        Id = $"{stimulus.Key}.i{number}",
        CaseId = row.CaseId,
        InstanceId = row.Id,
        ActivityId = incident.ActivityId,
        ActivityInstanceId = incident.ActivityInstanceId,
        ActivityType = incident.ActivityType,
        Message = incident.Message,
        At = incident.At,
    });

    private void Finish(OpenedInstance instance, WorkflowDefinition definition)
    {
        var row = instance.Row;
        row.EndedAt = session.Now;
        if (definition.Activation != ActivationStrategy.Always) opened.Writes.Add(new NpgsqlBatchCommand(CaseWrites.DeleteActivation).Text(row.Id));
        opened.Register.End(row.Id, session.Now);
        foreach (var alert in opened.Alerts.Where(a => a.InstanceId == row.Id).ToList()) _record.Settle(alert, by: null);
        TellParent(instance);
        if (opened.Instances.Values.Any(i => i.Row.Status == WorkflowStatus.Running)) return;
        (opened.Row.Status, opened.Row.Claim) = (CaseStatus.Ended, null);
        opened.Row.EndedAt = session.Now;
    }

    // A parent of this case goes on in the same commit; one of another case is told through the stimuli table.
    private void TellParent(OpenedInstance child)
    {
        var row = child.Row;
        if (row.ParentId is not { } parentId) return;
        var (status, subStatus, output) = (row.Status, row.SubStatus, child.State?.Output ?? []);
        if (!opened.Instances.TryGetValue(parentId, out var parent))
        {
            if (row.ParentBookmarkId is { } waiting)
                _record.Stimulus($"{row.Id}.ended", StimulusKinds.ChildEnded, new ChildEnded(parentId, waiting, row.Id, status, subStatus, output));
            return;
        }

        // A child that ended in its first burst was its parent's answer already: nothing waits for it.
        _queue.Enqueue((parentId, key => WaitingFor(parent, row) is { } bookmark
            ? new ChildFinished(key, bookmark, row.Id, status, subStatus, (JsonObject)output.DeepClone())
            : null));
    }

    private static string? WaitingFor(OpenedInstance parent, InstanceRow child) =>
        child.ParentBookmarkId ?? parent.State?.Bookmarks.Find(b => b.Payload?.Any(p => p.Value is JsonValue value && value.TryGetValue<string>(out var text) && text == child.Id) == true)?.Id;
}

/// <summary>How an instance begins.</summary>
internal sealed record StartOf(JsonObject? Input, string StartedBy, string? InstanceId = null, string? ParentId = null, string? ParentBookmarkId = null)
{
    /// <summary>Correlation id; null for the case's id.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Step whose trigger starts it.</summary>
    public string? TriggerActivityId { get; init; }

    /// <summary>Whether somebody looks on, who is told at once what went wrong; else it is put aside for the administrators.</summary>
    public bool Watched { get; init; }

    /// <summary>What the trigger brings.</summary>
    public JsonNode? TriggerPayload { get; init; }
}

/// <summary>A burst could not be run or stored; nothing of it counts.</summary>
internal sealed class BurstFailedException(string instanceId, Stimulus stimulus, Exception cause) : Exception(cause.Message, cause)
{
    public string InstanceId { get; } = instanceId;

    public Stimulus Stimulus { get; } = stimulus;
}

/// <summary>The instances of a case kept waking each other.</summary>
internal sealed class TooManyBurstsException(string caseId)
    : Engine.ReviewFlowException($"Case {caseId} needed more than {CaseBursts.Limit} bursts, and one for each of its steps, for one commit.");
