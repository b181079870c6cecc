using System.Globalization;

namespace ReviewFlow.Workflows.Forms;

/// <summary>Sentences for what is missing, in the manner of the government's design system: they say what to do.</summary>
internal static class FieldMessages
{
    public static string Missing(FormField field, string inRow)
    {
        var sentence = field.MissingMessage ?? FromLabel(field);
        return inRow.Length == 0 ? sentence : $"{sentence} for {inRow}";
    }

    public static string TooFewRows(FormField table, int fewest)
    {
        var row = table.RowName ?? "row";
        return fewest == 1
            ? table.MissingMessage ?? $"Add at least one {row}"
            : $"Add at least {fewest.ToString(CultureInfo.InvariantCulture)} rows ({row})";
    }

    /// <summary>"issue 2".</summary>
    public static string RowOf(FormField table, int index) =>
        $"{table.RowName ?? "row"} {(index + 1).ToString(CultureInfo.InvariantCulture)}";

    private static string FromLabel(FormField field)
    {
        var label = field.Label.TrimEnd('.', ' ');
        if (label.EndsWith('?'))
            return $"Answer “{label}”";
        return field.Type switch
        {
            FormFieldType.Radio or FormFieldType.Select or FormFieldType.Person => $"Select {The(label)}",
            FormFieldType.Checkbox => $"Tick “{label}”",
            FormFieldType.Table => $"Add to {The(label)}",
            _ => $"Enter {The(label)}",
        };
    }

    private static string The(string label)
    {
        var words = IsAcronym(label) ? label : char.ToLower(label[0], CultureInfo.InvariantCulture) + label[1..];
        var first = words.Split(' ')[0];
        return first is "the" or "a" or "an" or "your" or "any" or "what" or "why" or "how" or "who" or "when" or "where" or "which" ? words : $"the {words}";
    }

    // "IRO decision" keeps its capitals, "Review date" does not.
    private static bool IsAcronym(string label) => label.Length > 1 && char.IsUpper(label[1]);
}
