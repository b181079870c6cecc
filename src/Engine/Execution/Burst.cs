namespace ReviewFlow.Engine.Execution;

/// <summary>What happens between two waits.</summary>
public sealed record Burst
{
    /// <summary>State after the burst; store it with version + 1.</summary>
    public required WorkflowState State { get; init; }

    /// <summary>Journal entries in order, named as Elsa names them.</summary>
    public IReadOnlyList<JournalEntry> Journal { get; init; } = [];

    /// <summary>Faults that happened in this burst.</summary>
    public IReadOnlyList<Incident> Incidents { get; init; } = [];

    /// <summary>What is asked of the world.</summary>
    public IReadOnlyList<Effect> Effects { get; init; } = [];

    /// <summary>Not empty: the burst is not over; answer all of them and call <c>Continue</c>.</summary>
    public IReadOnlyList<Question> Questions { get; init; } = [];

    /// <summary>Whether the stimulus found what it was for. False: nothing changed, state is the one given.</summary>
    public bool Applied { get; init; } = true;

    /// <summary>What to begin again with once the questions are answered.</summary>
    internal PendingBurst? Pending { get; init; }
}

/// <summary>One line of an instance's execution log.</summary>
/// <param name="Sequence">Position within the instance, from 1.</param>
/// <param name="ActivityId">Id of the activity; <c>Workflow1</c> for the workflow itself.</param>
/// <param name="NodeId">Path of the activity.</param>
/// <param name="ActivityInstanceId">Run of the activity.</param>
/// <param name="Event">Started, Suspended, Resumed, Completed, Canceled, Faulted, or an activity's own word.</param>
/// <param name="At">Business time, UTC.</param>
/// <param name="Message">Short text without personal data, if any.</param>
public sealed record JournalEntry(
    int Sequence,
    string ActivityId,
    string NodeId,
    string ActivityInstanceId,
    string Event,
    DateTimeOffset At,
    string? Message = null);

/// <summary>A fault of one activity. Message without personal data.</summary>
/// <param name="ActivityId">Id of the activity.</param>
/// <param name="NodeId">Path of the activity.</param>
/// <param name="ActivityInstanceId">Run of the activity; what a retry names.</param>
/// <param name="ActivityType">Wire name of its type.</param>
/// <param name="Message">What went wrong, in words.</param>
/// <param name="At">Business time, UTC.</param>
public sealed record Incident(
    string ActivityId,
    string NodeId,
    string ActivityInstanceId,
    string ActivityType,
    string Message,
    DateTimeOffset At);
