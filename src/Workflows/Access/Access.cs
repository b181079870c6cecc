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

    /// <summary>People who hold or held a task of this case.</summary>
    public IReadOnlySet<string> TaskHolders { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Access list of a restricted subject, and time-limited grants to this case: person id → last day inclusive (null for open-ended).</summary>
    public IReadOnlyDictionary<string, DateOnly?> Grants { get; init; } = new Dictionary<string, DateOnly?>(StringComparer.Ordinal);
    public bool Closed { get; init; }
}

/// <summary>Everything a person may try on a case. The permission matrix (domain 5a) has a row for each.</summary>
public enum CaseAction
{
    See,
    StartConcern,
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
    Print,
    RaiseImmediateConcern,
    AcknowledgeAlert,
    ChangeDateOfDispute,
    RecordCafcass,
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
    public bool Allowed => Verdict == AccessVerdict.Allowed;
}

public enum AccessVerdict
{
    Allowed,
    Hidden,
    Refused,
}
