using ReviewFlow.Engine.Definitions;

namespace ReviewFlow.Workflows.Designs;

/// <summary>What differs in one step.</summary>
internal static class StepChanges
{
    public static IEnumerable<DefinitionChange> Between(ActivityNode before, ActivityNode after)
    {
        var (was, title) = (before.Title, after.Title);
        if (was != title) yield return new DefinitionChange(after.Id, $"{was}: renamed to {title}", ChangeWeight.None);
        if (before.Type != after.Type)
            yield return new DefinitionChange(after.Id, $"{title}: kind of step {before.Type} → {after.Type}", Heavier(StepWeight.Of(before), StepWeight.Of(after)));
        if (before.CanStartWorkflow != after.CanStartWorkflow)
            yield return new DefinitionChange(after.Id, $"{title}: {(after.CanStartWorkflow ? "may" : "may no longer")} start the process", ChangeWeight.None);
        if (before.Reference?.VersionId != after.Reference?.VersionId)
            yield return new DefinitionChange(after.Id, $"{title}: uses {after.Reference?.VersionId ?? "the newest version"} instead of {before.Reference?.VersionId ?? "the newest version"}", ChangeWeight.Recipient);
        foreach (var name in before.Inputs.Keys.Union(after.Inputs.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (old, young) = (before.Inputs.GetValueOrDefault(name), after.Inputs.GetValueOrDefault(name));
            if (!Same(old, young)) yield return new DefinitionChange(after.Id, Words(title, name, old, young), StepWeight.Of(after, name));
        }

        foreach (var name in before.Outputs.Keys.Union(after.Outputs.Keys, StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal))
        {
            var (old, young) = (before.Outputs.GetValueOrDefault(name), after.Outputs.GetValueOrDefault(name));
            if (old != young) yield return new DefinitionChange(after.Id, $"{title}: {StepWords.Input(name)} is kept in {young ?? "nothing"} instead of {old ?? "nothing"}", ChangeWeight.None);
        }
    }

    private static string Words(string title, string name, InputExpression? old, InputExpression? young)
    {
        var (from, to) = (StepWords.Value(old), StepWords.Value(young));
        var how = from == to ? " (the beginning is the same, or it is computed in another way)" : "";
        return $"{title}: {StepWords.Input(name)} {from} → {to}{how}";
    }

    // No value at all and an empty one are the same to the engine and to people; the designer writes one for the other.
    private static bool Same(InputExpression? old, InputExpression? young) =>
        Text(old) == Text(young) && (Text(old).Length == 0 || old!.Kind == young!.Kind);

    private static string Text(InputExpression? input) => input is null ? "" : StepWords.Canonical(input);

    private static ChangeWeight Heavier(ChangeWeight one, ChangeWeight other) => one == ChangeWeight.None ? other : one;
}
