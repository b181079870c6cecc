using System.Text.Json.Nodes;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Engine.Activities;

/// <summary>All that a leaf activity may see. Inputs are already evaluated.</summary>
public sealed class ActivityContext
{
    private readonly string _idPrefix;
    private readonly int _number;
    private JsonObject? _inputs;
    private JsonObject? _state;
    private JsonObject? _outputs;
    private int _bookmarks;

    /// <summary>Ids and objects are made when one is asked for: most steps need none.</summary>
    internal ActivityContext(string idPrefix, int number) => (_idPrefix, _number) = (idPrefix, number);

    /// <summary>Id of the instance.</summary>
    public required string InstanceId { get; init; }

    /// <summary>Id of the activity in the definition.</summary>
    public required string ActivityId { get; init; }

    /// <summary>Path of the activity in the definition.</summary>
    public required string NodeId { get; init; }

    /// <summary>This run of the activity.</summary>
    public required string ActivityInstanceId { get; init; }

    /// <summary>Business time (UTC).</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Calendars, settings, forms.</summary>
    public required Facts Facts { get; init; }

    /// <summary>Correlation id of the instance.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Input of the workflow, by name.</summary>
    public required JsonObject WorkflowInput { get; init; }

    /// <summary>Evaluated inputs of the activity, by camel-case name; absent or null when not set.</summary>
    public JsonObject Inputs => _inputs ??= [];

    /// <summary>The activity's own memory over its run. What is put here is there at the next call.</summary>
    public JsonObject State => _state ??= [];

    /// <summary>The live bookmarks of this run.</summary>
    public IReadOnlyList<Bookmark> Bookmarks { get; init; } = [];

    /// <summary>Answers to the questions asked in this run, by question id.</summary>
    public required IReadOnlyDictionary<string, JsonNode?> Answers { get; init; }

    /// <summary>Whether this visit is the one whose trigger started the instance: complete instead of waiting.</summary>
    public bool IsTrigger { get; init; }

    /// <summary>What the trigger brought with it.</summary>
    public JsonNode? TriggerPayload { get; init; }

    /// <summary>Outputs set so far, by camel-case name. <c>result</c> is what <c>getLastResult()</c> reads.</summary>
    public JsonObject Outputs => _outputs ??= [];

    /// <summary>What the inputs came to; null for none.</summary>
    internal JsonObject? InputsGiven { init => _inputs = value; }

    /// <summary>What <see cref="State"/> holds; null for nothing.</summary>
    internal JsonObject? Memory { get => _state is { Count: > 0 } ? _state : null; init => _state = value; }

    /// <summary>Outputs that were set; null for none.</summary>
    internal JsonObject? OutputsSet => _outputs;

    /// <summary>Input as a T; <paramref name="otherwise"/> when it is not set. A value that cannot be converted is an incident with words.</summary>
    public T Get<T>(string input, T otherwise) => ActivityInputs.Convert(Inputs, input, otherwise);

    /// <summary>Input as text; null when not set or empty.</summary>
    public string? Text(string input) => ActivityInputs.Text(Inputs, input);

    /// <summary>An id that begins with the stimulus' key and is different for each suffix; the same in a repeated burst.</summary>
    public string Key(string suffix) => $"{_idPrefix}{_number}-{suffix}";

    /// <summary>The calendar of that id, or the organisation's when null. Unknown: an incident with words.</summary>
    public WorkingDayCalendar Calendar(string? id)
    {
        var wanted = id ?? Facts.DefaultCalendar;
        return Facts.Calendars.TryGetValue(wanted, out var calendar) ? calendar : throw new UnknownCalendarException(NodeId, wanted);
    }

    /// <summary>A new wait of this run.</summary>
    public Bookmark NewBookmark(string name, TaskWait? task = null, ClockWait? clock = null, JsonObject? payload = null, bool autoBurn = false) => new()
    {
        Id = $"{_idPrefix}{_number}-b{++_bookmarks}",
        Name = name,
        Payload = payload,
        Hash = BookmarkHash.Compute(name, payload, ActivityInstanceId),
        ActivityId = ActivityId,
        NodeId = NodeId,
        ActivityInstanceId = ActivityInstanceId,
        CreatedAt = Now,
        AutoBurn = autoBurn,
        Task = task,
        Clock = clock,
    };
}
