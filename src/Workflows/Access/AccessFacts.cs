using ReviewFlow.Engine.Execution;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Workflows.Access;

/// <summary>The account that acts, at a moment.</summary>
/// <param name="PersonId">Account.</param>
/// <param name="ActingFor">Person covered, if acting for somebody.</param>
public sealed record Actor(string PersonId, string? ActingFor = null);

/// <summary>What access is decided about, beside the person.</summary>
public sealed record CaseFacts
{
    public required string CaseId { get; init; }
    public required string ProcessArea { get; init; }
    public required Subject Subject { get; init; }

    /// <summary>Role relative to the case → person ids (iro, socialWorker, teamManager, iroManager, …), resolved.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Participants { get; init; }

    /// <summary>People who hold or held a task of this case, or could take one that is nobody’s yet.</summary>
    public IReadOnlySet<string> TaskHolders { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Access list of a restricted subject, and time-limited grants to this case: person id → last day inclusive (null for open-ended).</summary>
    public IReadOnlyDictionary<string, DateOnly?> Grants { get; init; } = new Dictionary<string, DateOnly?>(StringComparer.Ordinal);
    public bool Closed { get; init; }

    /// <summary>People to whom a frozen version of the case was sent.</summary>
    public IReadOnlySet<string> SharedWith { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Teams in whose queue a task of this case lies unclaimed.</summary>
    public IReadOnlySet<string> QueueTeams { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Whether the instance concerned has sent nothing to anybody yet.</summary>
    public bool Draft { get; init; }

    /// <summary>Who opened the case.</summary>
    public string OpenedBy { get; init; } = "";

    /// <summary>Whether the service concerned keeps it for itself (an in-house plan that it has not shared).</summary>
    public bool InHouse { get; init; }

    /// <summary>Whether it is the case of an instance started from the designer; about nobody, seen by administrators alone.</summary>
    public bool Technical { get; init; }
}

/// <summary>The task that an action is about.</summary>
public sealed record TaskFacts
{
    public required string TaskId { get; init; }
    public required TaskKind Kind { get; init; }

    /// <summary>Role expression by which it was assigned.</summary>
    public required string Role { get; init; }
    public string? AssigneeId { get; init; }

    /// <summary>The absent person whose work it is, when the assignee covers.</summary>
    public string? ActingForId { get; init; }

    /// <summary>Team in whose queue it lies.</summary>
    public string? TeamId { get; init; }

    /// <summary>People who may never do it, resolved (four-eyes).</summary>
    public IReadOnlySet<string> Excluded { get; init; } = new HashSet<string>(StringComparer.Ordinal);
    public bool Open { get; init; } = true;

    /// <summary>Whose work it is: the person covered rather than the cover.</summary>
    public string? HolderId => ActingForId ?? AssigneeId;
}

/// <summary>Everything a person may try on a case. The permission matrix (domain 5a) has a row for each.</summary>
public enum CaseAction
{
    /// <summary>Knowing of the case.</summary>
    See,

    /// <summary>Reading all that is written in it. Whoever was only asked for something in a review sees their own part.</summary>
    Read,
    StartConcern,

    /// <summary>Opening a review or a quality assurance process itself, which is for IROs.</summary>
    StartReview,

    /// <summary>Starting a process of an area with roles of its own (an internal management review).</summary>
    StartInArea,
    EditSection,
    ActOnTask,
    SendRequest,
    RespondToRequest,
    SignAsIro,
    ChooseNextAction,
    ConfirmAsIroManager,
    Reassign,
    Extend,
    RecordNoResponse,
    Void,
    Attach,
    Download,
    GrantAccess,

    /// <summary>Asking that somebody may see a restricted case for a time (ruling 24).</summary>
    AskForAccess,
    DecideAccess,

    /// <summary>Changing what one has signed, as a new version signed anew (SIG-3).</summary>
    Amend,
    Print,
    RaiseImmediateConcern,
    AcknowledgeAlert,
    ChangeDateOfDispute,

    /// <summary>Ending a whole episode because the child is no longer looked after or has moved.</summary>
    CloseEpisode,
    RecordCafcass,

    /// <summary>Reading and printing frozen versions of the case: whoever reads the case, and whom a version was sent to.</summary>
    ReadVersion,

    /// <summary>Reading, printing and taking out an improvement plan as it stands today: its parties, those of the home among them (ruling 36).</summary>
    ReadPlan,

    /// <summary>Inviting people from outside to an account for this case or its service, and taking it from them.</summary>
    InviteExternal,

    /// <summary>Opening a closed review again, with the reason.</summary>
    ReopenReview,

    /// <summary>Asking the quality team that a closed review is opened again, with the reason.</summary>
    AskReopen,

    /// <summary>A home begins an improvement plan of its own (Route A).</summary>
    StartInHouse,

    /// <summary>Raising a difference of opinion about a plan.</summary>
    RaiseDifference,

    /// <summary>Taking a numbered action out of a plan, with the reason.</summary>
    RemoveAction,

    /// <summary>Naming another partnership lead.</summary>
    ChangeLead,
    MendIncident,
}

/// <summary>Answer of the one decision function.</summary>
/// <param name="Verdict">Allowed; Hidden (answer 404: the person may not know of it); Refused (answer 403 with the words).</param>
/// <param name="Why">Words for a refusal.</param>
public sealed record AccessDecision(AccessVerdict Verdict, string Why = "")
{
    public static readonly AccessDecision Allow = new(AccessVerdict.Allowed);
    public static readonly AccessDecision Hide = new(AccessVerdict.Hidden);
    public static AccessDecision Refuse(string why) => new(AccessVerdict.Refused, why);

    /// <summary>Whether a reason must be given with it.</summary>
    public bool NeedsReason { get; init; }

    /// <summary>The person under whose right it was allowed, when that is somebody covered; record "X acting for Y".</summary>
    public string? ActingFor { get; init; }
    public bool Allowed => Verdict == AccessVerdict.Allowed;
}

public enum AccessVerdict
{
    Allowed,
    Hidden,
    Refused,
}
