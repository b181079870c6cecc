using System.Text.Json.Nodes;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Engine;

/// <summary>
/// Immutable snapshot of what a burst may know of the organisation: calendars, settings, the ids of published
/// forms, value lists. People are not facts. Its version goes into the journal.
/// </summary>
public sealed record Facts
{
    /// <summary>Nothing known: one calendar with weekends only.</summary>
    public static readonly Facts None = new() { Version = "none", Calendars = new Dictionary<string, WorkingDayCalendar>(StringComparer.Ordinal) };

    /// <summary>Version of this snapshot.</summary>
    public required string Version { get; init; }

    /// <summary>Calendars by id, such as <c>england-and-wales</c>.</summary>
    public required IReadOnlyDictionary<string, WorkingDayCalendar> Calendars { get; init; }

    /// <summary>Calendar used where a definition names none.</summary>
    public string DefaultCalendar { get; init; } = "england-and-wales";

    /// <summary>Ids of published forms; null when not checked.</summary>
    public IReadOnlySet<string>? Forms { get; init; }

    /// <summary>Value lists by id.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> ValueLists { get; init; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    /// <summary>Settings that definitions may read.</summary>
    public JsonObject Settings { get; init; } = [];
}
