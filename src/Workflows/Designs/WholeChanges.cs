using System.Text.Json;
using System.Text.Json.Nodes;
using ReviewFlow.Engine.Definitions;

namespace ReviewFlow.Workflows.Designs;

/// <summary>What differs in the process as a whole.</summary>
internal static class WholeChanges
{
    public static IEnumerable<DefinitionChange> Between(WorkflowDefinition before, WorkflowDefinition after)
    {
        if (before.Name != after.Name) yield return Plain($"Name: {before.Name} → {after.Name}");
        if (before.Description != after.Description) yield return Plain("The description was rewritten.");
        foreach (var change in Names("Input", before.Inputs.Select(i => i.Name), after.Inputs.Select(i => i.Name))) yield return change;
        foreach (var change in Names("Output", before.Outputs.Select(o => o.Name), after.Outputs.Select(o => o.Name))) yield return change;
        foreach (var change in Names("Variable", before.Variables.Select(v => v.Name), after.Variables.Select(v => v.Name))) yield return change;
        foreach (var change in Names("Outcome", before.Outcomes, after.Outcomes)) yield return change;
        var (old, young) = (Settings(before), Settings(after));
        foreach (var name in old.Keys.Union(young.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (from, to) = (old.GetValueOrDefault(name, "nothing"), young.GetValueOrDefault(name, "nothing"));
            if (from != to) yield return Plain($"Process: {StepWords.Input(name)} {from} → {to}");
        }
    }

    private static IEnumerable<DefinitionChange> Names(string what, IEnumerable<string> before, IEnumerable<string> after)
    {
        var (old, young) = (before.ToHashSet(StringComparer.Ordinal), after.ToHashSet(StringComparer.Ordinal));
        foreach (var gone in old.Except(young).Order(StringComparer.Ordinal)) yield return Plain($"{what} removed: {gone}");
        foreach (var come in young.Except(old).Order(StringComparer.Ordinal)) yield return Plain($"{what} added: {come}");
    }

    // What it is as a process: area, form, reference, who may begin it.
    private static Dictionary<string, string> Settings(WorkflowDefinition definition) =>
        definition.CustomProperties is { ValueKind: JsonValueKind.Object } custom && custom.TryGetProperty("reviewflow", out var block) && block.ValueKind == JsonValueKind.Object
            ? block.EnumerateObject().GroupBy(m => m.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => Text(g.Last().Value), StringComparer.Ordinal)
            : [];

    private static string Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : JsonNode.Parse(value.GetRawText())?.ToJsonString() ?? "nothing";

    private static DefinitionChange Plain(string words) => new(null, words, ChangeWeight.None);
}
