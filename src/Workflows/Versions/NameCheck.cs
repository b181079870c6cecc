using System.Text.RegularExpressions;

namespace ReviewFlow.Workflows.Versions;

/// <summary>A place in a version where a resident may be named.</summary>
/// <param name="Where">"1.2 Progress Comments".</param>
/// <param name="Found">The words that look like a name.</param>
public sealed record NameFound(string Where, string Found);

/// <summary>
/// Looks for what may be a resident's name before a version leaves the house: people of the record system, "Mr Smith",
/// "resident AB", "room 12". It warns and never blocks; a person confirms. (Gap G-PIP-9.)
/// </summary>
public static partial class NameCheck
{
    /// <summary>All places, in the order of the document.</summary>
    /// <param name="version">The version.</param>
    /// <param name="known">Names of adults and children in the record system.</param>
    /// <param name="allowed">Names of colleagues and of those who run the service, who may be named.</param>
    public static IReadOnlyList<NameFound> Look(FrozenVersion version, IReadOnlyCollection<string> known, IReadOnlyCollection<string> allowed) =>
        [.. Texts(version).SelectMany(t => Names(t.Words, known, allowed).Select(name => new NameFound(t.Where, name))).Distinct()];

    private static IEnumerable<(string Where, string Words)> Texts(FrozenVersion version)
    {
        foreach (var section in version.Sections)
        {
            foreach (var field in section.Fields) yield return ($"{section.Title}: {field.Label}", field.Words);
            foreach (var table in section.Tables)
            {
                foreach (var row in table.Rows)
                {
                    foreach (var cell in row.Cells) yield return ($"{row.Number} {cell.Label}", cell.Words);
                }
            }
        }
    }

    private static IEnumerable<string> Names(string words, IReadOnlyCollection<string> known, IReadOnlyCollection<string> allowed) =>
        known.Where(name => name.Contains(' ', StringComparison.Ordinal) && words.Contains(name, StringComparison.OrdinalIgnoreCase))
            .Concat(Shape().Matches(words).Select(m => m.Value.Trim()))
            .Where(found => !allowed.Any(a => found.EndsWith(a, StringComparison.OrdinalIgnoreCase) || LastWord(a).Equals(LastWord(found), StringComparison.OrdinalIgnoreCase)));

    private static string LastWord(string found) => found[(found.LastIndexOf(' ') + 1)..];

    [GeneratedRegex(@"\b(?:Mr|Mrs|Ms|Miss|Mx)\.? \p{Lu}[\p{L}'’-]+|\b[Rr]esident \p{Lu}{1,2}\b|\b[Rr]oom (?:no\.? ?)?\d+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Shape();
}
