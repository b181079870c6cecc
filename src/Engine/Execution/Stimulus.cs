using System.Text.Json.Nodes;

namespace ReviewFlow.Engine.Execution;

/// <summary>What can wake an instance, told in the past tense. A closed list.</summary>
/// <param name="Key">
/// Identity of this stimulus, unique for ever. Every id that the burst derives begins with it, so that the same
/// stimulus applied to the same state gives the same burst.
/// </param>
public abstract record Stimulus(string Key);

/// <summary>A new instance begins.</summary>
/// <param name="Key">See <see cref="Stimulus"/>.</param>
/// <param name="InstanceId">Id of the instance that comes into being.</param>
/// <param name="Input">Workflow input by name; null for none.</param>
/// <param name="CorrelationId">Correlation id of the new instance, if any.</param>
/// <param name="TriggerActivityId">Id of the activity whose trigger started this run; it is then resumed, not blocked.</param>
/// <param name="ParentInstanceId">Instance that started this one, if any.</param>
public sealed record InstanceStarted(
    string Key,
    string InstanceId,
    JsonObject? Input = null,
    string? CorrelationId = null,
    string? TriggerActivityId = null,
    string? ParentInstanceId = null) : Stimulus(Key)
{
    /// <summary>What the trigger brought with it, such as an event's payload; becomes the result of the trigger activity.</summary>
    public JsonNode? TriggerPayload { get; init; }
}

/// <summary>A bookmark was resumed by hand, with input.</summary>
public sealed record BookmarkResumed(string Key, string BookmarkId, JsonObject? Input = null) : Stimulus(Key);

/// <summary>A named event arrived. It reaches every bookmark of that event in the instance.</summary>
/// <param name="Key">See <see cref="Stimulus"/>.</param>
/// <param name="Name">Event name; upper and lower case differ.</param>
/// <param name="Payload">Becomes the result of the waiting activity.</param>
public sealed record EventReceived(string Key, string Name, JsonNode? Payload = null) : Stimulus(Key);

/// <summary>A person did one of the actions of an open task.</summary>
/// <param name="Key">See <see cref="Stimulus"/>.</param>
/// <param name="BookmarkId">The wait that the task belongs to.</param>
/// <param name="Action">Key of the action, one of <see cref="TaskWait.Actions"/>.</param>
/// <param name="Actor">Id of the account that acted.</param>
/// <param name="ActingFor">Id of the person covered, when acting for somebody else.</param>
/// <param name="Values">
/// Only what the process routes by or what the action itself carries (decision, next action, date, recipients,
/// note). Form text never comes here; it lives in the case's documents.
/// </param>
public sealed record TaskCompleted(
    string Key,
    string BookmarkId,
    string Action,
    string Actor,
    string? ActingFor = null,
    JsonObject? Values = null) : Stimulus(Key);

/// <summary>One mark of a clock was reached (a reminder, the due moment, a rung of a ladder, the end of a delay).</summary>
/// <param name="Key">See <see cref="Stimulus"/>.</param>
/// <param name="BookmarkId">The wait whose clock it is.</param>
/// <param name="Mark">Key of the mark, see <see cref="Time.ClockMark"/>.</param>
/// <param name="DueAt">When it was due; after downtime earlier than the burst's now.</param>
public sealed record TimerElapsed(string Key, string BookmarkId, string Mark, DateTimeOffset DueAt) : Stimulus(Key);

/// <summary>An instance that this one waits for has ended.</summary>
public sealed record ChildFinished(
    string Key,
    string BookmarkId,
    string ChildInstanceId,
    WorkflowStatus Status,
    WorkflowSubStatus SubStatus,
    JsonObject? Output) : Stimulus(Key);

/// <summary>A person cancelled the instance. Nothing of it runs afterwards.</summary>
public sealed record InstanceCancelled(string Key, string? Reason = null) : Stimulus(Key);

/// <summary>A person asked that a faulted activity be tried again from where it stood.</summary>
public sealed record ActivityRetried(string Key, string ActivityInstanceId) : Stimulus(Key);

/// <summary>A person asked that a faulted activity be passed over, as if it had ended with these outcomes.</summary>
public sealed record ActivitySkipped(string Key, string ActivityInstanceId, IReadOnlyList<string> Outcomes) : Stimulus(Key);
