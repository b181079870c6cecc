using ReviewFlow.Workflows.Designs;

namespace ReviewFlow.Workflows.Forms;

/// <summary>
/// Two versions of a form in plain words. Who may fill something in weighs like a recipient, and every question that a
/// signature covers weighs like a sign-off. Pure.
/// </summary>
public static class FormCompare
{
    /// <summary>What has to be said to get from one version to the other.</summary>
    /// <param name="before">The version in force, or the older one.</param>
    /// <param name="after">The draft, or the newer one.</param>
    /// <param name="signed">Sections that a signature of some process covers.</param>
    public static DefinitionComparison Between(FormDefinition before, FormDefinition after, IReadOnlySet<string> signed)
    {
        var changes = new List<DefinitionChange>();
        if (before.Title != after.Title) changes.Add(new DefinitionChange(null, $"Title: {before.Title} → {after.Title}", ChangeWeight.None));
        var (old, young) = (before.Sections.ToDictionary(s => s.Id, StringComparer.Ordinal), after.Sections.ToDictionary(s => s.Id, StringComparer.Ordinal));
        changes.AddRange(before.Sections.Where(s => !young.ContainsKey(s.Id)).Select(s => new DefinitionChange(s.Id, $"Section removed: {s.Title}", Weight(s.Id, signed))));
        foreach (var section in after.Sections)
        {
            if (old.TryGetValue(section.Id, out var was)) changes.AddRange(Between(was, section, Weight(section.Id, signed)));
            else changes.Add(new DefinitionChange(section.Id, $"Section added: {section.Title}", ChangeWeight.None));
        }

        return new DefinitionComparison(changes, !before.Sections.Select(s => s.Id).Where(young.ContainsKey).SequenceEqual(after.Sections.Select(s => s.Id).Where(old.ContainsKey)));
    }

    private static IEnumerable<DefinitionChange> Between(FormSection before, FormSection after, ChangeWeight weight)
    {
        if (before.Title != after.Title) yield return new DefinitionChange(after.Id, $"{before.Title}: renamed to {after.Title}", weight);
        if (before.Help != after.Help) yield return new DefinitionChange(after.Id, $"{after.Title}: the help was rewritten.", ChangeWeight.None);
        foreach (var change in Fields(after.Title, before.Fields, after.Fields, weight)) yield return change;
    }

    private static IEnumerable<DefinitionChange> Fields(string where, IReadOnlyList<FormField> before, IReadOnlyList<FormField> after, ChangeWeight weight)
    {
        var (old, young) = (before.ToDictionary(f => f.Id, StringComparer.Ordinal), after.ToDictionary(f => f.Id, StringComparer.Ordinal));
        foreach (var gone in before.Where(f => !young.ContainsKey(f.Id))) yield return new DefinitionChange(gone.Id, $"{where}: “{gone.Label}” removed", weight);
        foreach (var field in after)
        {
            if (!old.TryGetValue(field.Id, out var was))
            {
                yield return new DefinitionChange(field.Id, $"{where}: “{field.Label}” added", weight);
                continue;
            }

            foreach (var change in Between($"{where}, “{field.Label}”", was, field, weight)) yield return change;
            foreach (var change in Fields($"{where}, “{field.Label}”", was.Columns, field.Columns, weight)) yield return change;
        }
    }

    private static IEnumerable<DefinitionChange> Between(string where, FormField before, FormField after, ChangeWeight weight)
    {
        foreach (var (what, from, to) in Words(before).Zip(Words(after), (b, a) => (b.What, b.Text, a.Text)))
        {
            if (from != to) yield return new DefinitionChange(after.Id, $"{where}: {what} {Shown(from)} → {Shown(to)}", what == "hint" ? ChangeWeight.None : weight);
        }

        foreach (var (what, from, to) in new[] { ("filled in at", string.Join(", ", before.OpenAt), string.Join(", ", after.OpenAt)), ("only shown", YesNo(before.ReadOnly), YesNo(after.ReadOnly)) })
        {
            if (from != to) yield return new DefinitionChange(after.Id, $"{where}: {what} {Shown(from)} → {Shown(to)}", ChangeWeight.Recipient);
        }
    }

    private static IEnumerable<(string What, string Text)> Words(FormField field) =>
    [
        ("label", field.Label), ("type", field.Type.ToString()), ("hint", field.Hint ?? ""), ("needed", YesNo(field.Required)), ("choices", string.Join(", ", field.Choices.Select(c => c.Label))),
        ("shown if", field.ShowIf ?? ""), ("needed if", field.RequiredIf ?? ""), ("rule", field.Valid ?? ""), ("words of the rule", field.ValidMessage ?? ""), ("words when missing", field.MissingMessage ?? ""),
        ("offered", field.Prefill ?? ""), ("name of a row", field.RowName ?? ""), ("fewest rows", UkWords.Count(field.MinRows, "row")), ("longest text", UkWords.Count(field.MaxLength, "character")),
    ];

    private static ChangeWeight Weight(string section, IReadOnlySet<string> signed) => signed.Contains(section) ? ChangeWeight.SignOff : ChangeWeight.None;

    private static string YesNo(bool flag) => flag ? "yes" : "no";

    private static string Shown(string text) => text.Length == 0 ? "nothing" : text;
}
