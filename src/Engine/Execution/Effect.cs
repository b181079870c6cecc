using System.Text.Json.Nodes;

namespace ReviewFlow.Engine.Execution;

/// <summary>
/// What a burst asks of the world, in the imperative. A closed list in two classes: <em>recorded</em> ones become
/// rows of the same transaction, <em>sent</em> ones become outbox messages with a stable id. What has to be
/// answered before the burst can go on is a <see cref="Question"/> instead.
/// </summary>
/// <param name="Id">Derived from the stimulus; a repeated burst has the same ids.</param>
public abstract record Effect(string Id);

/// <summary>Recorded: a line of text that the process wrote.</summary>
public sealed record WriteLine(string Id, string Text) : Effect(Id);

/// <summary>Recorded: one line on the case's timeline, with the words of the field.</summary>
/// <param name="Id">See <see cref="Effect"/>.</param>
/// <param name="Kind">Machine word, e.g. <c>request-sent</c>, <c>signed</c>, <c>no-response</c>.</param>
/// <param name="Text">What happened, for people who may read the case.</param>
/// <param name="Actor">Account that did it; null for the system.</param>
/// <param name="ActingFor">Person covered, if any.</param>
public sealed record RecordEvent(string Id, string Kind, string Text, string? Actor, string? ActingFor = null) : Effect(Id);

/// <summary>Recorded: sets a register field of the case (for instance <c>stage</c>, <c>dateOfDispute</c>, <c>outcome</c>).</summary>
public sealed record RecordOnCase(string Id, string Field, JsonNode? Value) : Effect(Id);

/// <summary>Recorded: an in-app notice to each person the role expressions resolve to; mail goes through the outbox.</summary>
/// <param name="Id">See <see cref="Effect"/>.</param>
/// <param name="Template">Name of the message template.</param>
/// <param name="Roles">Role expressions; resolved inside the transaction.</param>
/// <param name="DueAt">The due moment spoken of, if any.</param>
/// <param name="Critical">Critical ones ignore quiet hours and cannot be muted.</param>
/// <param name="Data">Reference data for the template. Never names of children, never free text.</param>
/// <param name="BookmarkId">The wait that it is about; <c>holder</c> and <c>owner</c> are seen from it.</param>
public sealed record Notify(
    string Id,
    string Template,
    IReadOnlyList<string> Roles,
    DateTimeOffset? DueAt = null,
    bool Critical = false,
    JsonObject? Data = null,
    string? BookmarkId = null) : Effect(Id);

/// <summary>Recorded: an escalation alert. One alert a rung, shown until acknowledged or answered.</summary>
/// <param name="Id">See <see cref="Effect"/>.</param>
/// <param name="BookmarkId">The wait that is late.</param>
/// <param name="Rung">Key of the clock mark that fired.</param>
/// <param name="Template">Name of the message template.</param>
/// <param name="Roles">Role expressions of those alerted, resolved at firing.</param>
/// <param name="DueAt">The due moment that was missed.</param>
/// <param name="Critical">Whether quiet hours do not hold it back.</param>
public sealed record RaiseAlert(
    string Id,
    string BookmarkId,
    string Rung,
    string Template,
    IReadOnlyList<string> Roles,
    DateTimeOffset DueAt,
    bool Critical = false) : Effect(Id);

/// <summary>Recorded: signatures on these sections of the instance's form are superseded; the sections can be filled and signed anew.</summary>
/// <param name="Id">See <see cref="Effect"/>.</param>
/// <param name="Sections">Ids of the sections.</param>
/// <param name="Why">Why, in the person's words; kept with the signature.</param>
/// <param name="Withdrawn">Whether the signer took the signature back (SIG-4), rather than the work being returned.</param>
public sealed record ReopenSections(string Id, IReadOnlyList<string> Sections, string? Why = null, bool Withdrawn = false) : Effect(Id);

/// <summary>Recorded: how one action of a register stands. What is null stays as it is.</summary>
/// <param name="Id">See <see cref="Effect"/>.</param>
/// <param name="Register">Table of the instance's form, as <c>section.table</c>.</param>
/// <param name="Row">Id of its row.</param>
/// <param name="State">Machine word: <c>Open</c>, <c>Deciding</c>, <c>Complete</c>, <c>NotAchievable</c>.</param>
/// <param name="DueOn">The day agreed now; the first one stays beside it.</param>
/// <param name="ImpactDueOn">Day by which its impact is to be checked.</param>
/// <param name="ImpactChecked">Whether the impact was checked now.</param>
public sealed record RecordAction(
    string Id, string Register, string Row, string? State = null, DateOnly? DueOn = null, DateOnly? ImpactDueOn = null, bool ImpactChecked = false) : Effect(Id);

/// <summary>Recorded: a frozen version of the case goes to people; each gets a notice, a mail with a link, and a line in the log.</summary>
/// <param name="Id">See <see cref="Effect"/>; the distribution's id.</param>
/// <param name="Version">Number of the version.</param>
/// <param name="To">Who, and as part of which group.</param>
/// <param name="Purpose">Why it is shared, in words; shown to every recipient.</param>
/// <param name="Actor">Account that sent it, and is told when a mail comes back.</param>
/// <param name="ActingFor">Person covered, if any.</param>
public sealed record DistributeVersion(string Id, int Version, IReadOnlyList<VersionRecipient> To, string? Purpose, string Actor, string? ActingFor) : Effect(Id);

/// <summary>One recipient of a frozen version.</summary>
/// <param name="PersonId">Account.</param>
/// <param name="Group">Words of the group, for instance "Care Inspectorate".</param>
public sealed record VersionRecipient(string PersonId, string Group);

/// <summary>Recorded: an event for every instance and trigger that waits for it; delivered through the stimuli table.</summary>
public sealed record PublishEvent(
    string Id,
    string Name,
    string? CorrelationId,
    bool LocalOnly,
    JsonNode? Payload) : Effect(Id);

/// <summary>Recorded: start another definition in a transaction of its own, not waited for or waited for by bookmark.</summary>
public sealed record DispatchWorkflow(
    string Id,
    string DefinitionId,
    string? CorrelationId,
    JsonObject? Input,
    string? WaitingBookmarkId) : Effect(Id);

/// <summary>Recorded: opens a further case (a process of its own, with its own reference) for the same subject.</summary>
public sealed record StartProcess(string Id, string DefinitionId, JsonObject? Input) : Effect(Id);

/// <summary>Sent: a background task (Elsa's RunTask). Its <c>Id</c> is the task's; who did it answers by it.</summary>
public sealed record RequestTask(string Id, string BookmarkId, string TaskName, JsonNode? Payload) : Effect(Id);

/// <summary>Sent: an HTTP request to an allow-listed host; the answer comes back as <see cref="BookmarkResumed"/>.</summary>
public sealed record SendHttpRequest(string Id, string BookmarkId, JsonObject Request) : Effect(Id);

/// <summary>
/// Recorded: what the caller is answered whose call this burst came from: <c>{ statusCode, content, contentType,
/// responseHeaders }</c>. The first of a burst counts; without a caller nobody is answered.
/// </summary>
public sealed record AnswerCall(string Id, JsonObject Response) : Effect(Id);

/// <summary>Sent: a mail.</summary>
public sealed record SendEmail(string Id, JsonObject Message) : Effect(Id);

/// <summary>
/// What the runner must answer before the burst goes on, in the same transaction: no bookmark, still one commit.
/// </summary>
/// <param name="Id">Derived from the stimulus; the answer carries it.</param>
public abstract record Question(string Id);

/// <summary>Run a definition now, as a further instance of the same case. Answered by its state after its first burst; by null when there is no such definition.</summary>
public sealed record RunChild(
    string Id,
    string InstanceId,
    string DefinitionId,
    string? CorrelationId,
    JsonObject? Input) : Question(Id);

/// <summary>Allocate a reference from a pattern such as <c>DRP-{year}-{n:4}</c>. Never issued twice.</summary>
public sealed record AllocateReference(string Id, string Pattern) : Question(Id);

/// <summary>
/// Read the actions of a register table of the instance's form. Answered by a list of <c>{ row, number, owner, due, state }</c>
/// in order of their numbers: who and when, never text.
/// </summary>
/// <param name="Id">See <see cref="Question"/>.</param>
/// <param name="InstanceId">The instance.</param>
/// <param name="Register">Table, as <c>section.table</c>.</param>
public sealed record ReadRegister(string Id, string InstanceId, string Register) : Question(Id);

/// <summary>
/// Freeze sections of the instance's form, as they are now, as the next numbered version of the case. Answered by
/// <c>{ number, hash, dateOfPlan, form }</c>; asked again in a repeated burst it is the same version.
/// </summary>
/// <param name="Id">See <see cref="Question"/>; the version's id.</param>
/// <param name="InstanceId">The instance; when its own form has not all the sections, that of the nearest parent that has.</param>
/// <param name="Sections">Ids of the sections. Every column of their tables is frozen, those filled in after signing included.</param>
/// <param name="Title">What the document is called on paper.</param>
/// <param name="DateField">Field with the date that the version carries, as <c>section.field</c>; today when it is empty.</param>
/// <param name="ByField">Field that says who completed it, as <c>section.field</c>.</param>
/// <param name="Carry">Further answers to take along, as <c>section.field</c>: dates and choices, never text.</param>
public sealed record FreezeSections(
    string Id, string InstanceId, IReadOnlyList<string> Sections, string Title, string DateField, string ByField, IReadOnlyList<string> Carry) : Question(Id);

/// <summary>Answer to a <see cref="Question"/>.</summary>
/// <param name="QuestionId">The question's id.</param>
/// <param name="Value">The answer: a reference, the rows of a register, or for a child <c>{ workflowInstanceId, status, subStatus, output }</c>.</param>
public sealed record Answer(string QuestionId, JsonNode? Value);
