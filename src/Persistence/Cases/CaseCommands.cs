using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Persistence.Cases;

/// <summary>Something a person (or the clock) wants of one case. Applied by <c>CaseTransaction</c> in one commit.</summary>
/// <param name="OperationKey">Made by the page or the client once per intent. The same key and content get the first answer again; another content is refused.</param>
/// <param name="Actor">Who.</param>
public abstract record CaseCommand(string OperationKey, Actor Actor);

/// <summary>Opens a case (an episode) for a subject and starts its definition.</summary>
/// <param name="OperationKey">See <see cref="CaseCommand"/>.</param>
/// <param name="Actor">Who.</param>
/// <param name="DefinitionId">Published definition to start, e.g. <c>sioc</c>.</param>
/// <param name="SubjectId">The child or adult.</param>
/// <param name="Input">Workflow input.</param>
/// <param name="Sections">Answers to save into the first instance's form at once ("Record a concern"), by section.</param>
/// <param name="Reason">Why, where starting it needs a reason (another IRO's child).</param>
public sealed record OpenCase(
    string OperationKey,
    Actor Actor,
    string DefinitionId,
    string SubjectId,
    JsonObject? Input = null,
    IReadOnlyDictionary<string, JsonObject>? Sections = null,
    string? Reason = null) : CaseCommand(OperationKey, Actor);

/// <summary>Does one action of a task; saves what was typed with it in the same commit.</summary>
/// <param name="OperationKey">See <see cref="CaseCommand"/>.</param>
/// <param name="Actor">Who.</param>
/// <param name="TaskId">The task.</param>
/// <param name="ExpectedRevision">Revision that the page showed.</param>
/// <param name="Action">Key of the action.</param>
/// <param name="Values">Recipients, note, next action, date, reason: what the action itself carries.</param>
/// <param name="Saves">What was typed, by section.</param>
/// <param name="Signature">For an action that signs.</param>
public sealed record ActOnTask(
    string OperationKey,
    Actor Actor,
    string TaskId,
    int ExpectedRevision,
    string Action,
    JsonObject? Values = null,
    IReadOnlyList<SectionSave>? Saves = null,
    SignatureGiven? Signature = null) : CaseCommand(OperationKey, Actor);

/// <summary>Saves sections of an instance's form, merging by field.</summary>
public sealed record SaveSections(string OperationKey, Actor Actor, string InstanceId, IReadOnlyList<SectionSave> Saves) : CaseCommand(OperationKey, Actor);

/// <summary>What was typed into one section.</summary>
/// <param name="SectionId">The section.</param>
/// <param name="BaseVersion">Version of the section that the page showed; 0 for a section never saved.</param>
/// <param name="Values">All values of the fields that were open on the page.</param>
/// <param name="Row">The one row of a table that the page was about: no other row is missing from it. Null for a page with whole tables.</param>
/// <param name="Resolved">Paths whose conflict this save has decided on purpose, with the version it was decided against.</param>
public sealed record SectionSave(string SectionId, int BaseVersion, JsonObject Values, IReadOnlyDictionary<string, int>? Resolved = null, string? Row = null);

/// <summary>Evidence of a signature as given at the page.</summary>
/// <param name="Method">How the person was re-authenticated: <c>password</c> or <c>demo</c>.</param>
/// <param name="AuthenticatedAt">When (plain system time); good for 10 minutes. No part of what makes a second submission the same.</param>
/// <param name="ShownHash">Hash of the canonical content that the page showed.</param>
/// <param name="Declaration">Exact declaration text ticked.</param>
public sealed record SignatureGiven(string Method, [property: JsonIgnore] DateTimeOffset AuthenticatedAt, string ShownHash, string Declaration);

/// <summary>Gives a task to somebody else. The clock goes on.</summary>
public sealed record ReassignTask(string OperationKey, Actor Actor, string TaskId, int ExpectedRevision, string ToPersonId, string Reason) : CaseCommand(OperationKey, Actor);

/// <summary>Sets a new agreed date on a task's clock; the old one stays visible and a miss stays counted.</summary>
public sealed record ExtendClock(string OperationKey, Actor Actor, string TaskId, int ExpectedRevision, DateOnly NewDueOn, string Reason) : CaseCommand(OperationKey, Actor);

/// <summary>Stops a task's clock, with the reason in its ledger. The clock of the whole process goes on.</summary>
public sealed record PauseClock(string OperationKey, Actor Actor, string TaskId, int ExpectedRevision, string Reason) : CaseCommand(OperationKey, Actor);

/// <summary>Lets a paused clock count again: the working days left out are added to its date.</summary>
public sealed record ResumeClock(string OperationKey, Actor Actor, string TaskId, int ExpectedRevision, string Reason) : CaseCommand(OperationKey, Actor);

/// <summary>Marks a task as started by its holder (Incoming becomes Incomplete).</summary>
public sealed record StartTask(string OperationKey, Actor Actor, string TaskId) : CaseCommand(OperationKey, Actor);

/// <summary>Gives work back to the queue that it was taken from.</summary>
public sealed record ReleaseTask(string OperationKey, Actor Actor, string TaskId, int ExpectedRevision) : CaseCommand(OperationKey, Actor);

/// <summary>Acknowledges an alert.</summary>
public sealed record AcknowledgeAlert(string OperationKey, Actor Actor, string AlertId) : CaseCommand(OperationKey, Actor);

/// <summary>Ruling 1: somebody was rung; alerts go out around the clock. Nothing holds it back.</summary>
public sealed record RaiseImmediateConcern(string OperationKey, Actor Actor, string CaseId, string RungWhom, DateTimeOffset RungAt, string? Note) : CaseCommand(OperationKey, Actor);

/// <summary>Voids an instance opened wrongly, with a reason.</summary>
public sealed record VoidInstance(string OperationKey, Actor Actor, string InstanceId, string Reason) : CaseCommand(OperationKey, Actor);

/// <summary>Retries, skips or cancels after an incident.</summary>
public sealed record MendIncident(string OperationKey, Actor Actor, string IncidentId, IncidentRemedy Remedy, string? Outcome, string Reason) : CaseCommand(OperationKey, Actor);

/// <summary>Gives a process the result of a background task by hand, for the system that should have.</summary>
public sealed record CompleteBackgroundTask(string OperationKey, Actor Actor, string TaskId, JsonNode? Result, string Reason) : CaseCommand(OperationKey, Actor);

/// <summary>What is done about an incident.</summary>
public enum IncidentRemedy
{
    Retry,
    Skip,
    Cancel,
}

/// <summary>Adds a file that was stored in chunks before.</summary>
public sealed record AttachFile(string OperationKey, Actor Actor, string CaseId, string UploadId, string FileName, string ContentType, string Category) : CaseCommand(OperationKey, Actor);

/// <summary>Grants a person time-limited access to a restricted case (ruling 24).</summary>
public sealed record GrantAccess(string OperationKey, Actor Actor, string CaseId, string PersonId, DateOnly Until, string Reason) : CaseCommand(OperationKey, Actor);

/// <summary>Asks that somebody may see a restricted case for a time (ruling 24).</summary>
/// <param name="OperationKey">See <see cref="CaseCommand"/>.</param>
/// <param name="Actor">Who asks: the IRO.</param>
/// <param name="CaseId">The case.</param>
/// <param name="PersonId">Who is to see it.</param>
/// <param name="Until">Last day, inclusive.</param>
/// <param name="Reason">Why.</param>
public sealed record AskForAccess(string OperationKey, Actor Actor, string CaseId, string PersonId, DateOnly Until, string Reason) : CaseCommand(OperationKey, Actor);

/// <summary>Decides about access that was asked for.</summary>
/// <param name="OperationKey">See <see cref="CaseCommand"/>.</param>
/// <param name="Actor">Who decides: the IRO Manager, never whoever asked.</param>
/// <param name="RequestId">What was asked.</param>
/// <param name="Approved">Whether it is given.</param>
/// <param name="Until">Another last day than asked for; null for that.</param>
/// <param name="Reason">Why not; needed for a refusal.</param>
public sealed record DecideAccess(string OperationKey, Actor Actor, string RequestId, bool Approved, DateOnly? Until = null, string? Reason = null) : CaseCommand(OperationKey, Actor);

/// <summary>IRO Manager changes the locked date of dispute, with a reason (ruling 17).</summary>
public sealed record ChangeDateOfDispute(string OperationKey, Actor Actor, string CaseId, DateOnly Date, string Reason) : CaseCommand(OperationKey, Actor);

/// <summary>Ruling 19: a CAFCASS referral recorded on any open QAP or DRP, waiting for nobody.</summary>
public sealed record RecordCafcassReferral(string OperationKey, Actor Actor, string InstanceId, DateTimeOffset ReferredAt, string How) : CaseCommand(OperationKey, Actor);

/// <summary>The IRO Manager ends a whole episode whose child is no longer looked after or has moved; everything written is kept.</summary>
public sealed record CloseEpisode(string OperationKey, Actor Actor, string CaseId, string Reason) : CaseCommand(OperationKey, Actor);

/// <summary>Takes the unresolved actions of the step before into the open table of this one, each with where it comes from (ruling 22).</summary>
public sealed record CarryForwardActions(string OperationKey, Actor Actor, string InstanceId) : CaseCommand(OperationKey, Actor);

/// <summary>Opens the same concern for a sibling as an episode of its own, not sent (G-IRO-11).</summary>
/// <param name="OperationKey">See <see cref="CaseCommand"/>.</param>
/// <param name="Actor">Who.</param>
/// <param name="InstanceId">What is copied: significant information, or a quality assurance process.</param>
/// <param name="SubjectId">The sibling.</param>
/// <param name="Reason">Why, where starting it needs a reason (another IRO's child).</param>
public sealed record CopyToSibling(string OperationKey, Actor Actor, string InstanceId, string SubjectId, string? Reason = null) : CaseCommand(OperationKey, Actor);

/// <summary>Changes what one has signed: a new version with its reason, signed anew. The old version and signature stay (SIG-3).</summary>
/// <param name="OperationKey">See <see cref="CaseCommand"/>.</param>
/// <param name="Actor">Whoever signed, or who covers them today.</param>
/// <param name="SignatureId">The live signature.</param>
/// <param name="Saves">What is different, by section.</param>
/// <param name="Reason">Why; kept with the version and shown beside it.</param>
/// <param name="Signature">The new signature, over the text as it will be (<see cref="Workflows.SignOffs.Amendments.Text"/>).</param>
public sealed record AmendSigned(
    string OperationKey, Actor Actor, string SignatureId, IReadOnlyList<SectionSave> Saves, string Reason, SignatureGiven Signature) : CaseCommand(OperationKey, Actor);

/// <summary>An administrator moves a running instance to another version of its definition; it goes on where it stands.</summary>
/// <param name="OperationKey">See <see cref="CaseCommand"/>.</param>
/// <param name="Actor">The administrator.</param>
/// <param name="InstanceId">The instance.</param>
/// <param name="ToVersionId">A published version of the same definition.</param>
/// <param name="Reason">Why; stays in the audit.</param>
public sealed record MigrateInstance(string OperationKey, Actor Actor, string InstanceId, string ToVersionId, string Reason) : CaseCommand(OperationKey, Actor);

/// <summary>Takes the last move of an instance back, as long as nobody has worked on its case since.</summary>
/// <param name="OperationKey">See <see cref="CaseCommand"/>.</param>
/// <param name="Actor">The administrator.</param>
/// <param name="InstanceId">The instance.</param>
/// <param name="Reason">Why; stays in the audit.</param>
public sealed record UndoMigration(string OperationKey, Actor Actor, string InstanceId, string Reason) : CaseCommand(OperationKey, Actor);

/// <summary>Asks those who may that a closed review is opened again.</summary>
public sealed record AskReopen(string OperationKey, Actor Actor, string CaseId, string Reason) : CaseCommand(OperationKey, Actor);

/// <summary>Opens a closed review again, with the reason: its signatures stay on record, superseded, and the closing summary is signed anew.</summary>
public sealed record ReopenReview(string OperationKey, Actor Actor, string CaseId, string Reason) : CaseCommand(OperationKey, Actor);

/// <summary>Begins something that a process offers while it runs (<c>customProperties.reviewflow.offers</c>).</summary>
/// <param name="OperationKey">See <see cref="CaseCommand"/>.</param>
/// <param name="Actor">Who.</param>
/// <param name="InstanceId">The running instance.</param>
/// <param name="Event">Which of its offers.</param>
public sealed record TakeOffer(string OperationKey, Actor Actor, string InstanceId, string Event) : CaseCommand(OperationKey, Actor);

/// <summary>Begins a further step of a case that its parties begin by themselves (a difference of opinion about a plan).</summary>
/// <param name="OperationKey">See <see cref="CaseCommand"/>.</param>
/// <param name="Actor">Who.</param>
/// <param name="CaseId">The case.</param>
/// <param name="DefinitionId">Published definition that may be begun so.</param>
/// <param name="Sections">Answers to save into its form at once.</param>
public sealed record BeginStep(string OperationKey, Actor Actor, string CaseId, string DefinitionId, IReadOnlyDictionary<string, JsonObject>? Sections = null) : CaseCommand(OperationKey, Actor);

/// <summary>Takes a numbered action out of a plan. The number stays, with the reason.</summary>
/// <param name="OperationKey">See <see cref="CaseCommand"/>.</param>
/// <param name="Actor">Who.</param>
/// <param name="InstanceId">Instance whose form holds it.</param>
/// <param name="ActionId">Id in the register.</param>
/// <param name="Reason">Why; listed with the number from then on.</param>
public sealed record RemoveAction(string OperationKey, Actor Actor, string InstanceId, string ActionId, string Reason) : CaseCommand(OperationKey, Actor);

/// <summary>Names another partnership lead; what lies open for the lead goes to them.</summary>
public sealed record NamePartnershipLead(string OperationKey, Actor Actor, string CaseId, string PersonId, string Reason) : CaseCommand(OperationKey, Actor);

/// <summary>What came of a command.</summary>
public abstract record CaseOutcome
{
    /// <summary>Done, now or by the first submission of the same key.</summary>
    /// <param name="CaseId">The case.</param>
    /// <param name="InstanceId">Instance concerned, if one.</param>
    /// <param name="Result">Facts for the answer: reference, task revision, signature fingerprint, next task id, …</param>
    public sealed record Done(string CaseId, string? InstanceId, JsonObject Result) : CaseOutcome;

    /// <summary>Not done; nothing changed, nothing lost.</summary>
    /// <param name="Kind">What sort of refusal.</param>
    /// <param name="Message">What is unmet and what to do, in words.</param>
    public sealed record Refused(RefusalKind Kind, string Message) : CaseOutcome
    {
        /// <summary>Fields to mend.</summary>
        public IReadOnlyList<FieldProblem> Problems { get; init; } = [];

        /// <summary>Fields that somebody else changed differently since the page was opened.</summary>
        public IReadOnlyList<FieldConflict> Conflicts { get; init; } = [];
    }
}

/// <summary>Sorts of refusal with their HTTP answer.</summary>
public enum RefusalKind
{
    /// <summary>404: it does not exist, or the person may not know of it.</summary>
    NotFound,

    /// <summary>403: the person knows of it but may not do this.</summary>
    Forbidden,

    /// <summary>409: somebody else was first, or it is not its turn.</summary>
    Conflict,

    /// <summary>422: something is missing or wrong; see the problems.</summary>
    Invalid,

    /// <summary>503: another change of the same case is under way; nothing lost, try again.</summary>
    Busy,
}
