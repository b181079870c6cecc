using System.Text.Json.Nodes;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Engine.Execution;

/// <summary>
/// One thing that an instance waits for. The set of bookmarks is the truth: work tasks and timer rows outside the
/// engine are opened, changed and closed by comparing the sets before and after a burst.
/// </summary>
public sealed record Bookmark
{
    /// <summary>Unique id, derived from the stimulus that made it. Stays the same while the wait lasts.</summary>
    public required string Id { get; init; }

    /// <summary>What it waits for, e.g. <c>Elsa.Event</c> or <c>ReviewFlow.Task</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Upper-case hex SHA-256 of name and payload, computed as Elsa does.</summary>
    public string Hash { get; init; } = "";

    /// <summary>What distinguishes waits of one name, such as the event's name.</summary>
    public JsonObject? Payload { get; init; }

    /// <summary>Id of the activity in the definition.</summary>
    public required string ActivityId { get; init; }

    /// <summary>Path of the activity in the definition.</summary>
    public required string NodeId { get; init; }

    /// <summary>The run of that activity.</summary>
    public required string ActivityInstanceId { get; init; }

    /// <summary>When the wait began (business time, UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether being resumed ends the wait. Clocks with several marks and requests stay until the activity says otherwise.</summary>
    public bool AutoBurn { get; init; } = true;

    /// <summary>The human work that this wait is, if it is human work.</summary>
    public TaskWait? Task { get; init; }

    /// <summary>The clock that runs on this wait, if any. A wait can be both work and clock.</summary>
    public ClockWait? Clock { get; init; }
}

/// <summary>The human side of a wait: who is asked for what.</summary>
public sealed record TaskWait
{
    /// <summary>What sort of work this is.</summary>
    public required TaskKind Kind { get; init; }

    /// <summary>Plain words for the inbox, e.g. "Stage 1: recommended actions".</summary>
    public required string Title { get; init; }

    /// <summary>
    /// Who does it, as a role expression: a role relative to the case (<c>iro</c>, <c>iroManager</c>,
    /// <c>stageManager(2)</c>, <c>socialWorker</c>), or one person (<c>user:ID</c>), or a team (<c>team:ID</c>).
    /// Resolved outside the engine inside the transaction; nobody found means unassigned and administrators told.
    /// </summary>
    public required string Role { get; init; }

    /// <summary>
    /// Word of the wait's state inside its activity (for instance <c>draft</c>, <c>sent</c>, <c>returned</c>,
    /// <c>answered</c>, <c>open</c>). Form sections name the states in which they are live as <c>activityId.phase</c>.
    /// </summary>
    public string Phase { get; init; } = "open";

    /// <summary>Form of the instance that the work is done on.</summary>
    public string? Form { get; init; }

    /// <summary>What can be done with it. At least one.</summary>
    public required IReadOnlyList<TaskAction> Actions { get; init; }

    /// <summary>Role expressions of people who may never do it (four-eyes); checked on every path.</summary>
    public IReadOnlyList<string> Excluded { get; init; } = [];

    /// <summary>For a request: who sent it (account id).</summary>
    public string? SentBy { get; init; }

    /// <summary>For a request: the sender's note, or for a returned one the note of the person who returned it.</summary>
    public string? Note { get; init; }

    /// <summary>Bookmark ids of the requests that this work waits for; the owner's row is yellow while one is open.</summary>
    public IReadOnlyList<string> WaitsFor { get; init; } = [];

    /// <summary>Day on which the work should appear; null for at once. Until then it is shown under Future.</summary>
    public DateOnly? ScheduledFor { get; init; }

    /// <summary>0 to 100, higher first. 50 is ordinary.</summary>
    public int Priority { get; init; } = 50;

    /// <summary>
    /// Answers, as <c>section.field</c>, that the completing stimulus brings along in <see cref="TaskCompleted.Values"/>
    /// under <c>form</c> (keyed by field id). Dates and choices only, never text.
    /// </summary>
    public IReadOnlyList<string> Carry { get; init; } = [];

    /// <summary>Further facts for the page that has to show this wait (recipients, answers, stage number).</summary>
    public JsonObject? Details { get; init; }
}

/// <summary>Sort of human work.</summary>
public enum TaskKind
{
    /// <summary>The owner's own step.</summary>
    Step,

    /// <summary>A piece of work that somebody else is asked for inside a step.</summary>
    Request,

    /// <summary>A sign-off.</summary>
    SignOff,

    /// <summary>The choice that ends a step and creates the next.</summary>
    NextAction,
}

/// <summary>One thing a person can do with a task.</summary>
public sealed record TaskAction
{
    /// <summary>Key, e.g. <c>complete</c>, <c>return</c>, <c>send</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Words on the button.</summary>
    public required string Label { get; init; }

    /// <summary>Whether a note must be given.</summary>
    public bool NeedsNote { get; init; }

    /// <summary>Whether what is open to this person on the form must be complete and valid first.</summary>
    public bool Validates { get; init; } = true;

    /// <summary>Whether the person signs (re-authentication, declaration, hash, lock).</summary>
    public bool Signs { get; init; }

    /// <summary>The declaration that is signed, when <see cref="Signs"/>.</summary>
    public string? Declaration { get; init; }

    /// <summary>Ids of the form sections that a signature covers and locks.</summary>
    public IReadOnlyList<string> Covers { get; init; } = [];

    /// <summary>Earliest moment (UTC) from which it may be done without a reason; null for at once.</summary>
    public DateTimeOffset? AvailableFrom { get; init; }

    /// <summary>Whether an earlier moment than <see cref="AvailableFrom"/> is allowed with a severity reason.</summary>
    public bool EarlierWithReason { get; init; }

    /// <summary>For a next action: whether it ends the process.</summary>
    public bool Terminating { get; init; }

    /// <summary>For a next action: whether it takes back the signature given before, instead of going on.</summary>
    public bool Withdraws { get; init; }

    /// <summary>Whether a file must be on the case before it may be done (CAFCASS referral).</summary>
    public bool NeedsAttachment { get; init; }

    /// <summary>Whether a reason must be given (a next action that leaves stages out).</summary>
    public bool NeedsReason { get; init; }

    /// <summary>
    /// What at most one open case about the same subject may hold, e.g. <c>plan</c>: doing it takes it for this case, and is
    /// refused while another case holds it. Null: nothing is taken.
    /// </summary>
    public string? Claims { get; init; }

    /// <summary>
    /// Goes on in that open case about the same subject which holds this claim; refused when there is none. The values then
    /// carry <c>joined</c> { caseId, reference, stage }.
    /// </summary>
    public string? Joins { get; init; }

    /// <summary>Why it can never be done here, and what to do instead; null for what can be done. Pages say it in place of a button.</summary>
    public string? Barred { get; init; }
}
