using System.Text.Json;
using System.Text.Json.Nodes;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Workflows.Designs;

/// <summary>A wait of a process at which somebody fills in its form.</summary>
/// <param name="Key">Phase key, <c>activityId.phase</c>.</param>
/// <param name="Words">Who, and at which step: "Team Manager: Record the issues (asked)".</param>
public sealed record FormTurn(string Key, string Words);

/// <summary>What a process does with its form: whose turn is when, and which sections are signed. Reads what stands in the definition as plain values.</summary>
public static class FormTurns
{
    /// <summary>The waits of a process, in the order of its steps.</summary>
    public static IReadOnlyList<FormTurn> Of(WorkflowDefinition process) => [.. process.Nodes.Values.SelectMany(Of)];

    /// <summary>Sections that a signature of a process covers.</summary>
    public static IReadOnlySet<string> Signed(IEnumerable<WorkflowDefinition> processes) =>
        processes.SelectMany(p => p.Nodes.Values).SelectMany(n => Items(n, "covers")).OfType<JsonValue>().Select(v => v.ToString()).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<FormTurn> Of(ActivityNode step) => step.Type switch
    {
        "ReviewFlow.HumanTask" or "ReviewFlow.NextActionChoice" => [Turn(step, "role", "open")],
        "ReviewFlow.SignOff" => [Turn(step, "role", Text(step, "phase") ?? "open")],
        "ReviewFlow.SendRequest" =>
        [
            Turn(step, "ownerRole", "draft"), Turn(step, "ownerRole", "sent"), Turn(step, "ownerRole", "returned"),
            new FormTurn($"{step.Id}.asked", $"{string.Join(", ", Items(step, "recipients").OfType<JsonObject>().Select(r => Title(r["role"]?.ToString() ?? "")))}: {step.Title} (asked)"),
        ],
        _ => [],
    };

    private static FormTurn Turn(ActivityNode step, string role, string phase) => new($"{step.Id}.{phase}", $"{Title(Text(step, role) ?? "")}: {step.Title} ({phase})");

    private static string Title(string role) => RoleExpression.Parse(role) is { } known ? Roles.Title(known.Name) : "Whoever the process names";

    private static string? Text(ActivityNode step, string input) =>
        step.Inputs.GetValueOrDefault(input) is { Kind: "Literal", Value.ValueKind: JsonValueKind.String } given && given.Value.GetString() is { Length: > 0 } text ? text : null;

    private static JsonArray Items(ActivityNode step, string input)
    {
        if (step.Inputs.GetValueOrDefault(input) is not { } given || given.Kind is not ("Object" or "Json" or "Literal")) return [];
        try
        {
            return JsonNode.Parse(StepWords.Canonical(given)) as JsonArray ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
