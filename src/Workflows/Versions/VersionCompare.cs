
namespace ReviewFlow.Workflows.Versions;

/// <summary>What became of something between two versions.</summary>
public enum VersionChangeKind
{
    Added,
    Removed,
    Changed,
}

/// <summary>One difference in plain words.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Section">Title of the section.</param>
/// <param name="Where">Action number, with the field: "1.2 Timescale for Completion"; the field alone outside tables.</param>
/// <param name="Before">Words before; empty when there were none.</param>
/// <param name="After">Words now; empty when there are none.</param>
public sealed record VersionChange(VersionChangeKind Kind, string Section, string Where, string Before, string After)
{
    /// <summary>"1.2 Timescale: Tue 30 Jun 2026 → Wed 15 Jul 2026".</summary>
    public string Words => Kind switch
    {
        VersionChangeKind.Added => $"{Where} added: {After}",
        VersionChangeKind.Removed => $"{Where} removed: {Before}",
        _ => $"{Where}: {Shown(Before)} → {Shown(After)}",
    };

    private static string Shown(string words) => words.Length == 0 ? "nothing" : words;
}

/// <summary>Two frozen versions in plain words, row by row. Rows are told apart by their id, so one that moved has not changed.</summary>
public static class VersionCompare
{
    /// <summary>What has to be said to get from one version to the other, in the order of the document.</summary>
    public static IReadOnlyList<VersionChange> Between(FrozenVersion before, FrozenVersion after) =>
        [.. Header(before, after), .. after.Sections.SelectMany(s => Section(before.Sections.FirstOrDefault(o => o.Id == s.Id), s)),
         .. before.Sections.Where(s => after.Sections.All(n => n.Id != s.Id) && !s.IsEmpty).Select(s => new VersionChange(VersionChangeKind.Removed, s.Title, s.Title, "the whole section", ""))];

    private static IEnumerable<VersionChange> Header(FrozenVersion before, FrozenVersion after)
    {
        foreach (var (label, was, now) in new[] { ("Date of plan", UkWords.Date(before.DateOfPlan), UkWords.Date(after.DateOfPlan)), ("Completed by", before.CompletedBy, after.CompletedBy), ("Title", before.Title, after.Title) })
        {
            if (was != now) yield return new VersionChange(VersionChangeKind.Changed, "Header", label, was, now);
        }
    }

    private static IEnumerable<VersionChange> Section(FrozenSection? before, FrozenSection after)
    {
        foreach (var change in Fields(after.Title, null, before?.Fields ?? [], after.Fields)) yield return change;
        foreach (var table in after.Tables)
        {
            foreach (var change in Rows(after.Title, before?.Tables.FirstOrDefault(t => t.Id == table.Id), table)) yield return change;
        }

        foreach (var gone in (before?.Tables ?? []).Where(t => after.Tables.All(n => n.Id != t.Id)))
        {
            foreach (var row in gone.Rows) yield return new VersionChange(VersionChangeKind.Removed, after.Title, row.Number, Summary(gone, row), "");
        }
    }

    private static IEnumerable<VersionChange> Rows(string section, FrozenTable? before, FrozenTable after)
    {
        var (old, young) = (ById(before), ById(after));
        foreach (var row in after.Rows)
        {
            if (!old.TryGetValue(row.Id, out var was))
            {
                yield return new VersionChange(VersionChangeKind.Added, section, row.Number, "", Summary(after, row));
                continue;
            }

            foreach (var change in Row(section, before!, was, after, row)) yield return change;
        }

        foreach (var gone in (before?.Rows ?? []).Where(r => !young.ContainsKey(r.Id)))
            yield return new VersionChange(VersionChangeKind.Removed, section, gone.Number, Summary(before!, gone), "");
    }

    private static IEnumerable<VersionChange> Row(string section, FrozenTable oldTable, FrozenRow before, FrozenTable table, FrozenRow after)
    {
        if (before.Number != after.Number) yield return new VersionChange(VersionChangeKind.Changed, section, $"{before.Number} Number", before.Number, after.Number);
        foreach (var (id, label) in table.Columns.Concat(oldTable.Columns.Where(o => table.Columns.All(c => c.Id != o.Id))))
        {
            if (before.Words(id) != after.Words(id)) yield return new VersionChange(VersionChangeKind.Changed, section, $"{after.Number} {Short(label)}", before.Words(id), after.Words(id));
        }
    }

    private static IEnumerable<VersionChange> Fields(string section, string? number, IReadOnlyList<FrozenField> before, IReadOnlyList<FrozenField> after)
    {
        foreach (var field in after)
        {
            var was = before.FirstOrDefault(f => f.Id == field.Id)?.Words ?? "";
            if (was != field.Words) yield return new VersionChange(VersionChangeKind.Changed, section, number is null ? field.Label : $"{number} {field.Label}", was, field.Words);
        }

        foreach (var gone in before.Where(f => f.Words.Length > 0 && after.All(n => n.Id != f.Id)))
            yield return new VersionChange(VersionChangeKind.Changed, section, gone.Label, gone.Words, "");
    }

    private static Dictionary<string, FrozenRow> ById(FrozenTable? table) => (table?.Rows ?? []).DistinctBy(r => r.Id).ToDictionary(r => r.Id, StringComparer.Ordinal);

    // "Timescale for Completion" stays; "Actions (including detail of the desired outcome/s)" is said in its first words.
    private static string Short(string label) => label.IndexOf(" (", StringComparison.Ordinal) is var at and > 0 ? label[..at] : label;

    private static string Summary(FrozenTable table, FrozenRow row) =>
        string.Join("; ", table.Columns.Select(c => (c.Label, Words: row.Words(c.Id))).Where(c => c.Words.Length > 0).Select(c => $"{Short(c.Label)}: {c.Words}"));
}
