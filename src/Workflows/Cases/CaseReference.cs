using System.Globalization;
using System.Text.RegularExpressions;

namespace ReviewFlow.Workflows.Cases;

/// <summary>
/// Readable numbers from patterns such as <c>QAP-{year}-{n:4}</c> and <c>DRP-{year}-{n:4}/S{stage}</c>. Numbers count
/// by series and year; a number is never issued twice.
/// </summary>
public static partial class CaseReference
{
    /// <summary>Writes a reference.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="year">Local year of allocation.</param>
    /// <param name="number">Number within series and year, from 1.</param>
    /// <param name="stage">Stage, where the pattern has one.</param>
    /// <exception cref="ArgumentException">The pattern has a stage and none is given.</exception>
    public static string Write(string pattern, int year, int number, int? stage = null) => Part().Replace(pattern, part => part.Groups["name"].Value switch
    {
        "year" => year.ToString("0000", CultureInfo.InvariantCulture),
        "n" => number.ToString(CultureInfo.InvariantCulture).PadLeft(Width(part), '0'),
        _ => stage?.ToString(CultureInfo.InvariantCulture) ?? throw new ArgumentException($"“{pattern}” needs a stage.", nameof(stage)),
    });

    /// <summary>What numbers are counted by: the pattern up to its number, with the year in place ("DRP-2026-").</summary>
    public static string Series(string pattern, int year)
    {
        var end = pattern.IndexOf("{n", StringComparison.Ordinal);
        return (end < 0 ? pattern : pattern[..end]).Replace("{year}", year.ToString("0000", CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    /// <summary>Whether further instances of the same case share the first one's number.</summary>
    public static bool SharesNumber(string pattern) => pattern.Contains("{stage}", StringComparison.Ordinal);

    /// <summary>Why a pattern cannot be used; null when it can.</summary>
    public static string? Problem(string pattern)
    {
        if (Part().Count(pattern) != pattern.Count(c => c == '{'))
            return "A pattern has {year}, {n} or {n:4}, and {stage} in it, nothing else in braces.";
        return Part().Matches(pattern).Count(m => m.Groups["name"].Value == "n") == 1 ? null : "A pattern has one {n}.";
    }

    private static int Width(Match part) =>
        part.Groups["width"].Success ? int.Parse(part.Groups["width"].Value, CultureInfo.InvariantCulture) : 1;

    [GeneratedRegex(@"\{(?<name>year|n|stage)(?::(?<width>[1-9]))?\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Part();
}
