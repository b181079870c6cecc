using System.Text.Json;
using System.Text.Json.Nodes;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Forms;
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

    /// <summary>
    /// Questions that nobody can ever fill in: they are open at a wait that no process with this form has. A form that no
    /// process uses yet, and steps whose waits are not known here, are not judged.
    /// </summary>
    public static IReadOnlyList<FormProblem> Closed(FormDefinition form, IReadOnlyList<WorkflowDefinition> processes)
    {
        if (processes.Count == 0) return [];
        var turns = processes.SelectMany(Of).Select(t => t.Key).ToHashSet(StringComparer.Ordinal);
        var unsure = processes.SelectMany(p => p.Nodes.Values).Where(n => IsComputed(n) || !Of(n).Any()).Select(n => n.Id).ToHashSet(StringComparer.Ordinal);
        // What stands open by the reader's standing in the case waits for nobody.
        bool Reached(string key) => turns.Contains(key) || unsure.Contains(StepOf(key)) || key is PlanRoles.Keeper or PlanRoles.Party or PlanRoles.Lead;
        return
        [
            .. from section in form.Sections
               from field in section.Fields.SelectMany(f => (IEnumerable<FormField>)[f, .. f.Columns])
               from key in field.OpenAt
               where !Reached(key)
               group field.Label by (Section: section, Key: key) into closed
               select new FormProblem($"{closed.Key.Section.Id}: openAt", Words(closed.Key.Section.Title, closed.Key.Key, [.. closed.Distinct(StringComparer.Ordinal)], turns)),
        ];
    }

    private static string Words(string section, string key, IReadOnlyList<string> labels, IEnumerable<string> turns)
    {
        var some = string.Join(", ", labels.Take(3).Select(l => $"“{l}”"));
        var more = labels.Count > 3 ? $" and {labels.Count - 3} more" : "";
        return $"No process with this form waits at {key}, where {some}{more} in “{section}” can be filled in. It has: {string.Join(", ", turns)}.";
    }

    // Which phase it is in is decided while it runs, so it may be any.
    private static bool IsComputed(ActivityNode step) => step.Inputs.TryGetValue("phase", out var phase) && phase.Kind != "Literal";

    private static string StepOf(string key) => key.Split('.')[0];

    private static IEnumerable<FormTurn> Of(ActivityNode step) => step.Type switch
    {
        "ReviewFlow.HumanTask" or "ReviewFlow.NextActionChoice" or "ReviewFlow.SignOff" => [Turn(step, "role", Text(step, "phase") ?? "open")],
        "ReviewFlow.ActionFollowUp" => [Turn(step, "role", "plan"), new FormTurn($"{step.Id}.doing", $"Whoever has the action: {step.Title} (doing)"), Turn(step, "role", "deciding"), Turn(step, "impactRole", "impact")],
        "ReviewFlow.SendRequest" =>
        [
            Turn(step, "ownerRole", "draft"), Turn(step, "ownerRole", "sent"), Turn(step, "ownerRole", "returned"),
            new FormTurn($"{step.Id}.asked", $"{string.Join(", ", Items(step, "recipients").OfType<JsonObject>().Select(r => Title(r["role"]?.ToString() ?? "")))}: {step.Title} (asked)"),
        ],
        _ => [],
    };

    private static FormTurn Turn(ActivityNode step, string role, string phase) => new($"{step.Id}.{phase}", $"{Title(Text(step, role) ?? "")}: {step.Title} ({phase})");

    private static string Title(string role) => RoleExpression.Parse(role) is { } known ? known.Title : "Whoever the process names";

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
