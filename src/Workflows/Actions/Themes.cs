using System.Text.Json.Nodes;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Workflows.Actions;

/// <summary>Themes that a section names: in a field of its own, or in a column of a table; a category that stands for a theme is one.</summary>
public static class Themes
{
    /// <summary>The themes; null for a section that names none by its form.</summary>
    public static IReadOnlySet<string>? NamedBy(FormSection section, JsonObject content)
    {
        HashSet<string>? named = null;
        foreach (var field in section.Fields)
        {
            if (Is(field))
                Add(field, content[field.Id], named ??= new HashSet<string>(StringComparer.Ordinal));
            foreach (var column in field.Columns.Where(Is))
            {
                named ??= new HashSet<string>(StringComparer.Ordinal);
                foreach (var row in TableRows.Of(content, field.Id))
                    Add(column, row[column.Id], named);
            }
        }

        return named;
    }

    private static bool Is(FormField field) => ValueLists.IsCounted(field.ChoicesFrom);

    private static void Add(FormField field, JsonNode? value, HashSet<string> named)
    {
        foreach (var one in value is JsonArray several ? several.Select(v => v?.ToString()) : [value?.ToString()])
        {
            if (!string.IsNullOrEmpty(one))
                named.Add(ValueLists.KeyOf(field.ChoicesFrom, one));
        }
    }
}
