using System.Text;

namespace ReviewFlow.Workflows.Forms;

/// <summary>What may be done to a list of values: add, rename, retire, bring back, say which theme it counts as. Never delete.</summary>
public static class ValueListRules
{
    public const int LongestLabel = 80;

    /// <summary>Most values of a list; more could not be chosen from.</summary>
    public const int MostEntries = 200;

    /// <summary>Why a label cannot be given; null when it can.</summary>
    /// <param name="list">The list as it is.</param>
    /// <param name="label">What was typed.</param>
    /// <param name="self">Value that gets the label; null for a new one.</param>
    public static string? LabelProblem(ValueList list, string? label, string? self)
    {
        var text = label?.Trim() ?? "";
        if (text.Length == 0) return "Write what it is called";
        if (text.Length > LongestLabel) return $"What it is called must be {LongestLabel} characters or fewer";
        if (list.Entries.FirstOrDefault(e => e.Value != self && string.Equals(e.Label, text, StringComparison.OrdinalIgnoreCase)) is { } same)
            return same.Retired ? $"“{same.Label}” is on the list already, retired. Bring it back instead" : $"“{same.Label}” is on the list already";
        return self is null && list.Entries.Count >= MostEntries ? $"A list can have {MostEntries} values at most" : null;
    }

    /// <summary>Why a value cannot be retired; null when it can.</summary>
    public static string? RetireProblem(ValueList list, ValueListEntry entry) =>
        entry.Retired ? $"“{entry.Label}” is retired already"
        : list.Entries.Count(e => !e.Retired) == 1 ? "The last value that can be chosen has to stay"
        : null;

    /// <summary>What is kept for a new label: short, plain, not on the list yet.</summary>
    public static string NewValue(ValueList list, string label)
    {
        var plain = new StringBuilder();
        var upper = false;
        foreach (var c in label)
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                upper = plain.Length > 0;
                continue;
            }

            plain.Append(upper ? char.ToUpperInvariant(c) : plain.Length == 0 ? char.ToLowerInvariant(c) : c);
            upper = false;
            if (plain.Length == 40) break;
        }

        if (plain.Length == 0) plain.Append("value");
        var value = plain.ToString();
        for (var n = 2; list.Entries.Any(e => e.Value == value); n++) value = $"{plain}{n.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
        return value;
    }
}
