using System.Text.Json;
using System.Text.Json.Nodes;
using ReviewFlow.Engine;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Conformance;

/// <summary>Compares an instance with an <c>expect</c> object.</summary>
internal static class Expectations
{
    public static IEnumerable<string> Of(JsonElement expect, InMemoryRunner runner, InMemoryInstance instance)
    {
        if (expect.ValueKind != JsonValueKind.Object) yield break;
        var state = instance.State;
        var lines = runner.Lines.Where(l => !string.IsNullOrWhiteSpace(l)).ToList();
        foreach (var member in expect.EnumerateObject())
        {
            var failure = member.Name switch
            {
                "lines" => Same("lines", Texts(member.Value), lines),
                "status" => Same("status", member.Value.ToString(), state.Status.ToString()),
                "subStatus" => Same("subStatus", member.Value.ToString(), state.SubStatus.ToString()),
                "bookmarks" => Same("bookmarks", Texts(member.Value).Order(StringComparer.Ordinal), state.Bookmarks.Select(b => b.ActivityId).Order(StringComparer.Ordinal)),
                "incidentCount" => Same("incidentCount", member.Value.ToString(), instance.Incidents.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                "name" => Same("name", Nullable(member.Value), state.Name ?? ""),
                "correlationId" => Same("correlationId", Nullable(member.Value), state.CorrelationId ?? ""),
                "childCorrelationId" => runner.Instances.Any(i => i != instance && i.State.CorrelationId == member.Value.GetString()) ? null : $"no child has the correlation id {member.Value}",
                "output" => member.Value.EnumerateObject().Select(o => SameJson($"output {o.Name}", o.Value, state.Output[o.Name])).FirstOrDefault(f => f is not null),
                "variable" => SameJson("variable", member.Value.GetProperty("value"), state.Variable(instance.Definition, member.Value.GetProperty("name").GetString()!)),
                "contains" => Texts(member.Value).Where(t => !lines.Contains(t)).Select(t => $"line '{t}' is missing").FirstOrDefault(),
                "once" => Texts(member.Value).Where(t => lines.Count(l => l == t) != 1).Select(t => $"line '{t}' came {lines.Count(l => l == t)} times").FirstOrDefault(),
                "journalCount" => member.Value.EnumerateObject().Select(j => Counted(instance, j)).FirstOrDefault(f => f is not null),
                _ => null,
            };
            if (failure is not null) yield return failure + Why(instance);
        }
    }

    public static IReadOnlyList<string> Published(JsonElement expect, List<DefinitionProblem> problems, IReadOnlyList<DefinitionReadResult> read, ActivityCatalog catalog)
    {
        foreach (var definition in read.Select(r => r.Definition).OfType<WorkflowDefinition>()) problems.AddRange(DefinitionValidator.Validate(definition, catalog, Facts.None));
        var errors = problems.Where(p => !p.IsWarning).ToList();
        var wanted = !expect.TryGetProperty("published", out var published) || published.GetBoolean();
        return wanted == (errors.Count == 0) ? [] : [$"published should be {wanted}: {string.Join(' ', errors.Select(e => e.Message))}"];
    }

    private static string? Counted(InMemoryInstance instance, JsonProperty wanted)
    {
        var count = instance.Journal.Count(j => $"{j.ActivityId}:{j.Event}" == wanted.Name);
        return count == wanted.Value.GetInt32() ? null : $"journal has '{wanted.Name}' {count} times";
    }

    private static string Why(InMemoryInstance instance) => instance.Incidents.Count == 0 ? "" : $" (incident: {instance.Incidents[0].Message})";

    private static string Nullable(JsonElement value) => value.ValueKind == JsonValueKind.Null ? "" : value.ToString();

    private static List<string> Texts(JsonElement list) => [.. list.EnumerateArray().Select(t => t.ToString())];

    private static string? Same(string what, string wanted, string got) => wanted == got ? null : $"{what} should be {wanted}, is {got}";

    private static string? Same(string what, IEnumerable<string> wanted, IEnumerable<string> got) => Same(what, $"[{string.Join(", ", wanted)}]", $"[{string.Join(", ", got)}]");

    private static string? SameJson(string what, JsonElement wanted, JsonNode? got) =>
        JsonNode.DeepEquals(JsonNode.Parse(wanted.GetRawText()), got) ? null : $"{what} should be {wanted.GetRawText()}, is {got?.ToJsonString() ?? "null"}";
}
