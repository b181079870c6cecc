using System.Text.Json.Nodes;

namespace ReviewFlow.Workflows.Cases;

/// <summary>A place on the map of a process, as its definition draws it.</summary>
/// <param name="Id">Id, such as <c>stage2</c>; a next action of the same key leads to it.</param>
/// <param name="Title">Words.</param>
/// <param name="DefinitionId">Definition whose instances stand here; null for the end of the case.</param>
/// <param name="Input">Input that such an instance has, where one definition stands at several places.</param>
public sealed record MapPlace(string Id, string Title, string? DefinitionId, JsonObject? Input = null);

/// <summary>An instance of a case as the map needs it.</summary>
public sealed record MapInstance(string Id, string Title, string DefinitionId, JsonObject? Input, DateTimeOffset StartedAt, DateTimeOffset? EndedAt);

/// <summary>How a place stands.</summary>
public enum MapState
{
    Done,
    Here,

    /// <summary>Chosen as the next action, not started.</summary>
    Chosen,

    /// <summary>Passed by: something later was started, this was not.</summary>
    LeftOut,
    NotReached,
}

/// <summary>A place of the map for one case.</summary>
/// <param name="Id">Id of the place.</param>
/// <param name="Title">Words.</param>
/// <param name="State">How it stands.</param>
/// <param name="InstanceId">The latest instance there.</param>
/// <param name="EndedOn">Local day of its end.</param>
public sealed record MapStep(string Id, string Title, MapState State, string? InstanceId = null, DateOnly? EndedOn = null)
{
    /// <summary>Whether it is the end of the case.</summary>
    public bool IsEnd { get; init; }

    /// <summary>State in words: "finished Thu 21 May 2026", "you are here".</summary>
    public string Words => State switch
    {
        MapState.Done when EndedOn is { } day => $"finished {UkWords.Date(day)}",
        MapState.Done => "finished",
        MapState.Here => "you are here",
        MapState.Chosen => "chosen, not started",
        MapState.LeftOut => "left out",
        _ when IsEnd => "not reached",
        _ => "if needed",
    };
}

/// <summary>Builds the map "you are here" from what a definition draws and what a case has done.</summary>
public static class ProcessMap
{
    /// <summary>Id under which the end is known as a next step, whatever the drawing calls it.</summary>
    public const string End = "end";

    /// <summary>Reads <c>customProperties.reviewflow.map</c>; empty when there is none or it cannot be read.</summary>
    public static IReadOnlyList<MapPlace> Read(JsonNode? map) => map is not JsonArray list
        ? []
        : [.. list.OfType<JsonObject>().Select(Place).OfType<MapPlace>()];

    /// <summary>The map of a case. Without a drawing, its instances in the order in which they came.</summary>
    /// <param name="places">The drawing.</param>
    /// <param name="instances">What people may see of the case; none that was voided.</param>
    /// <param name="next">Next action that was chosen and has not begun, if one; the key of its option.</param>
    /// <param name="ended">When the whole case ended; null while it is open.</param>
    public static IReadOnlyList<MapStep> Of(IReadOnlyList<MapPlace> places, IReadOnlyList<MapInstance> instances, string? next, DateTimeOffset? ended = null)
    {
        if (places.Count == 0)
            return [.. instances.OrderBy(i => i.StartedAt).Select(i => Step(i.Id, i.Title, i))];
        var steps = places.Select(p => p.DefinitionId is null ? AtEnd(p, ended) : Step(p.Id, p.Title, Latest(p, instances))).ToList();
        var last = steps.FindLastIndex(s => s.State is MapState.Done or MapState.Here);
        return
        [
            .. steps.Select((step, at) => step.State switch
            {
                MapState.NotReached when at < last => step with { State = MapState.LeftOut },
                MapState.NotReached when step.Id == next || (step.IsEnd && next == End) => step with { State = MapState.Chosen },
                _ => step,
            }),
        ];
    }

    private static MapInstance? Latest(MapPlace place, IReadOnlyList<MapInstance> instances) =>
        instances.Where(i => i.DefinitionId == place.DefinitionId && Fits(place.Input, i.Input)).MaxBy(i => i.StartedAt);

    private static bool Fits(JsonObject? wanted, JsonObject? given) =>
        wanted is null || wanted.All(w => w.Value?.ToJsonString() == given?[w.Key]?.ToJsonString());

    private static MapStep Step(string id, string title, MapInstance? instance) => instance switch
    {
        null => new MapStep(id, title, MapState.NotReached),
        { EndedAt: { } ended } => new MapStep(id, title, MapState.Done, instance.Id, UkWords.LocalDate(ended)),
        _ => new MapStep(id, title, MapState.Here, instance.Id),
    };

    private static MapStep AtEnd(MapPlace place, DateTimeOffset? ended) => new(
        place.Id, place.Title, ended is null ? MapState.NotReached : MapState.Done, null, ended is { } moment ? UkWords.LocalDate(moment) : null)
    { IsEnd = true };

    private static MapPlace? Place(JsonObject place) => Text(place, "id") is { } id
        ? new MapPlace(id, Text(place, "title") ?? id, Text(place, "definition"), place["input"] as JsonObject)
        : null;

    private static string? Text(JsonObject place, string name) =>
        place[name] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;
}
