using System.Text.Json;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Workflows.Definitions;

/// <summary>What only this organisation can know of one step: its calendar and its roles.</summary>
internal static class StepChecks
{
    public static IEnumerable<DefinitionProblem> Check(ActivityNode node, DefinitionSurroundings surroundings)
    {
        if (!surroundings.Catalog.TryGet(node.Type, out var descriptor)) yield break;
        var facts = surroundings.Facts;
        foreach (var input in descriptor.Inputs)
        {
            var given = Given(node, input.Name);
            if (input.Editor == "calendar" && IsEmpty(given) && facts.Calendars.Count > 0 && !facts.Calendars.ContainsKey(facts.DefaultCalendar))
            {
                yield return new(
                    $"{node.JsonPath}.{input.Name}", node.NodeId,
                    $"'{node.Title}' counts working days, but names no calendar, and the organisation's own, '{facts.DefaultCalendar}', does not exist.",
                    "timer-without-calendar");
            }

            if (input.Editor == "role" && Literal(given) is { } role && RoleExpression.Parse(role) is null)
                yield return new($"{node.JsonPath}.{input.Name}", node.NodeId, $"Nobody can be found for '{role}', which '{node.Title}' names as the one who does it. Choose a role of the case, user:ID or team:ID.", "unknown-role");
        }
    }

    /// <summary>The plain text of an input; null when it is empty or computed.</summary>
    public static string? Literal(ActivityNode node, string name) => Literal(Given(node, name));

    private static string? Literal(InputExpression? input) =>
        input is { Kind: "Literal", Value.ValueKind: JsonValueKind.String } && !string.IsNullOrWhiteSpace(input.Value.GetString()) ? input.Value.GetString() : null;

    private static bool IsEmpty(InputExpression? input) =>
        input is null || input.Value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null || (input.Kind == "Literal" && Literal(input) is null);

    private static InputExpression? Given(ActivityNode node, string name) =>
        node.Inputs.FirstOrDefault(i => i.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
