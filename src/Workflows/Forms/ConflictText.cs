using System.Text.Json.Nodes;

namespace ReviewFlow.Workflows.Forms;

/// <summary>Joins two texts that grew out of the same start.</summary>
public static class ConflictText
{
    /// <summary>
    /// Mine, then what the other added. Where both only went on writing, the start stands once. Null when either is no
    /// text of more than a choice or a date.
    /// </summary>
    public static string? Join(JsonNode? start, JsonNode? mine, JsonNode? theirs)
    {
        if (FieldTypes.Text(mine) is not { } my || FieldTypes.Text(theirs) is not { } their || FieldTypes.TryDate(mine, out _) || FieldTypes.TryDate(theirs, out _)) return null;
        var first = FieldTypes.Text(start) ?? "";
        if (their.Length == 0 || my.StartsWith(their, StringComparison.Ordinal)) return my;
        if (their.StartsWith(my, StringComparison.Ordinal)) return their;
        var wentOn = first.Length > 0 && my.StartsWith(first, StringComparison.Ordinal) && their.StartsWith(first, StringComparison.Ordinal);
        return wentOn ? $"{my.TrimEnd()} {their[first.Length..].TrimStart()}" : $"{my.TrimEnd()}\n\n{their.TrimStart()}";
    }
}
