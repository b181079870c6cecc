using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Workflows.Rehearsals;

/// <summary>
/// What is typed at the steps of a rehearsal where later steps decide by it: a definition's <c>rehearsal</c> block, by
/// step. "+25" is the 25th working day from then; a step given as null is left alone until something else ends it.
/// </summary>
internal sealed class RehearsalSamples(IReadOnlyList<WorkflowDefinition> definitions)
{
    private readonly Dictionary<string, JsonObject> _samples = definitions.ToDictionary(d => d.DefinitionId, Read, StringComparer.Ordinal);

    /// <summary>Whether nobody does the step by themselves.</summary>
    public bool LeavesAlone(string definitionId, string activityId) => _samples.GetValueOrDefault(definitionId) is { } steps && steps.ContainsKey(activityId) && steps[activityId] is null;

    /// <summary>The answers taken along from a step; null where none are given.</summary>
    public JsonObject? Answers(string definitionId, string activityId, DateOnly today, WorkingDayCalendar calendar)
    {
        if (_samples.GetValueOrDefault(definitionId)?[activityId] is not JsonObject given) return null;
        return new JsonObject(given.Select(g => KeyValuePair.Create(g.Key, Dated(g.Value, today, calendar))));
    }

    private static JsonNode? Dated(JsonNode? value, DateOnly today, WorkingDayCalendar calendar) =>
        value is JsonValue plain && plain.TryGetValue<string>(out var text) && text.StartsWith('+') && int.TryParse(text[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            ? WorkingDays.Add(calendar, today, days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : value?.DeepClone();

    private static JsonObject Read(WorkflowDefinition definition) =>
        definition.CustomProperties is { ValueKind: JsonValueKind.Object } custom && custom.TryGetProperty("reviewflow", out var block) && block.TryGetProperty("rehearsal", out var samples)
            ? JsonObject.Create(samples) ?? []
            : [];
}
