namespace ReviewFlow.Workflows.Events;

/// <summary>
/// Something that has happened to a case, told to other systems. Ids, references, keys of the definition and moments
/// only: no person, no title, no text that anybody wrote. Who wants to know more asks with an account that may.
/// A published version never changes: a further member is a further version.
/// </summary>
public abstract record CaseEvent;

/// <summary>Name and version under which an event is told.</summary>
/// <param name="name">Words with a dot between: what it is about, what has happened.</param>
/// <param name="version">Of the members; 1 is the first.</param>
/// <param name="meaning">One sentence for the catalogue.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class CaseEventNameAttribute(string name, int version, string meaning) : Attribute
{
    public string Name { get; } = name;

    public int Version { get; } = version;

    public string Meaning { get; } = meaning;
}

[CaseEventName("case.opened", 1, "A case was opened.")]
public sealed record CaseOpened(string? Reference, string? Area) : CaseEvent;

[CaseEventName("case.closed", 1, "Nothing of the case runs any more, or all of it was voided.")]
public sealed record CaseClosed(string? Reference, string? Area, bool Voided) : CaseEvent;

[CaseEventName("case.reopened", 1, "A further step began in a case that was closed.")]
public sealed record CaseReopened(string? Reference, string? Area) : CaseEvent;

[CaseEventName("step.started", 1, "A step (one running definition) began in the case.")]
public sealed record StepStarted(string InstanceId, string DefinitionId, string VersionId, string? Reference, string? Area) : CaseEvent;

[CaseEventName("step.ended", 1, "A step ended: how is Finished, Cancelled or Faulted.")]
public sealed record StepEnded(string InstanceId, string DefinitionId, string VersionId, string? Reference, string How, bool Voided) : CaseEvent;

[CaseEventName("task.opened", 1, "Human work was opened.")]
public sealed record TaskOpened(
    string TaskId, string InstanceId, string ActivityId, string Kind, string Phase, string Role, string? TeamId, DateTimeOffset? DueAt) : CaseEvent;

[CaseEventName("task.completed", 1, "Human work was done; action is the key of what was chosen.")]
public sealed record TaskDone(string TaskId, string InstanceId, string ActivityId, string Kind, string? Action) : CaseEvent;

[CaseEventName("task.returned", 1, "A request or a signature was given back with a note.")]
public sealed record TaskReturned(string TaskId, string InstanceId, string ActivityId, string Kind) : CaseEvent;

[CaseEventName("task.withdrawn", 1, "Human work is not needed any more.")]
public sealed record TaskWithdrawn(string TaskId, string InstanceId, string ActivityId, string Kind) : CaseEvent;

[CaseEventName("task.reassigned", 1, "Human work went to somebody else.")]
public sealed record TaskReassigned(string TaskId, string InstanceId, string Role, string? TeamId) : CaseEvent;

[CaseEventName("task.due-moved", 1, "The due moment of human work changed: extended, paused, resumed or counted by another calendar.")]
public sealed record TaskDueMoved(string TaskId, string InstanceId, DateTimeOffset? From, DateTimeOffset? To) : CaseEvent;

[CaseEventName("escalation.raised", 1, "An alert was raised; rung is the key of the mark that fired, immediate-concern for an immediate concern.")]
public sealed record EscalationRaised(string AlertId, string? InstanceId, string? TaskId, string Rung, DateTimeOffset DueAt, bool Critical) : CaseEvent;

[CaseEventName("escalation.settled", 1, "An alert was acknowledged, or what it was about was done.")]
public sealed record EscalationSettled(string AlertId, string? InstanceId, string? TaskId, string Rung, bool Acknowledged) : CaseEvent;

[CaseEventName("signature.given", 1, "Content was signed and locked; amends is the signature that it takes the place of.")]
public sealed record SignatureRecorded(string SignatureId, string InstanceId, string TaskId, string Role, string ContentHash, string? Amends) : CaseEvent;

[CaseEventName("sections.reopened", 1, "Signatures on sections were superseded; withdrawn when the signer took them back.")]
public sealed record SectionsReopened(string InstanceId, IReadOnlyList<string> Sections, bool Withdrawn) : CaseEvent;

[CaseEventName("background-task.requested", 1, "A step asks for work to be done outside and waits for it.")]
public sealed record BackgroundTaskRequested(string TaskId, string InstanceId, string TaskName) : CaseEvent;

[CaseEventName("incident.raised", 1, "A fault waits for an administrator.")]
public sealed record IncidentRaised(string IncidentId, string InstanceId, string? ActivityId) : CaseEvent;
