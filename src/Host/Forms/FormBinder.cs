using System.Text.Json.Nodes;
using Microsoft.Extensions.Primitives;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Host.Forms;

/// <summary>
/// Reads the answers out of a posted form. Only fields that were on the page count: what is not posted stays as it is,
/// and so does a table without the list of its rows.
/// </summary>
public static class FormBinder
{
    /// <summary>Values by section; a section of which nothing was posted is left out.</summary>
    /// <param name="form">The form.</param>
    /// <param name="openPaths">What may be filled in; anything else that is posted is passed over.</param>
    /// <param name="posted">The posted form.</param>
    public static IReadOnlyDictionary<string, JsonObject> Bind(FormDefinition form, IReadOnlySet<string> openPaths, IFormCollection posted)
    {
        var bound = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var section in form.Sections)
        {
            var values = new JsonObject();
            foreach (var field in section.Fields)
            {
                if (field.Type == FormFieldType.Table) Table(section, field, openPaths, posted, values);
                else if (openPaths.Contains(FormPath.InForm(section.Id, field.Id))) Field(field, FieldNames.Field(section.Id, field.Id), posted, values);
            }

            if (values.Count > 0) bound[section.Id] = values;
        }

        return bound;
    }

    private static void Table(FormSection section, FormField table, IReadOnlySet<string> open, IFormCollection posted, JsonObject values)
    {
        if (!posted.TryGetValue(FieldNames.Rows(section.Id, table.Id), out var ids)) return;
        var rows = new JsonArray();
        foreach (var id in ids.OfType<string>().Where(FormPath.IsRowId).Distinct(StringComparer.Ordinal).Take(FieldTypes.MostRows))
        {
            var row = new JsonObject { ["id"] = id };
            foreach (var column in table.Columns.Where(c => FormPath.IsOpen(open, section.Id, table.Id, id, c.Id)))
                Field(column, FieldNames.Cell(section.Id, table.Id, id, column.Id), posted, row);
            rows.Add((JsonNode)row);
        }

        values[table.Id] = rows;
    }

    private static void Field(FormField field, string name, IFormCollection posted, JsonObject values)
    {
        if (!posted.TryGetValue(name, out var given)) return;
        values[field.Id] = field.Type switch
        {
            FormFieldType.Checkbox when field.Choices.Count == 0 => JsonValue.Create(given.Contains("true")),
            FormFieldType.Checkbox => new JsonArray([.. Given(given).Select(one => (JsonNode?)JsonValue.Create(one))]),
            FormFieldType.Date => Text(TypedDate.Read(given[^1])),
            FormFieldType.LongText or FormFieldType.Text => Text(given[^1]?.ReplaceLineEndings("\n").TrimEnd()),
            _ => Text(given[^1]?.Trim()),
        };
    }

    // A hidden empty field goes before boxes and radio buttons, so that "none" can be told from "not on the page".
    private static IEnumerable<string> Given(StringValues values) => values.OfType<string>().Where(v => v.Length > 0);

    private static JsonNode? Text(string? text) => string.IsNullOrEmpty(text) ? null : JsonValue.Create(text);
}
