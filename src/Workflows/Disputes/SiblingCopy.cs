using System.Text.Json.Nodes;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Workflows.Disputes;

/// <summary>A concern about one child, opened for a brother or sister as an episode of their own (G-IRO-11).</summary>
public static class SiblingCopy
{
    /// <summary>Why two people stand beside each other in the record.</summary>
    public const string Sibling = "Sibling";

    /// <summary>Definition that the sibling's episode starts with; null for what cannot be copied.</summary>
    /// <param name="definitionId">Definition of what is copied.</param>
    public static string? Starts(string definitionId) => definitionId switch
    {
        "sioc" => "sioc",
        "qap" => "dispute",
        _ => null,
    };

    /// <summary>
    /// What goes along of a section: answers that are asked at the beginning, tables without the columns that others
    /// fill. Each row says where it comes from, so that nobody takes it for written about this child.
    /// </summary>
    /// <param name="section">The section.</param>
    /// <param name="content">Its answers for the first child.</param>
    /// <param name="open">Paths that are open at the beginning.</param>
    /// <param name="reference">Reference of what is copied.</param>
    public static JsonObject Section(FormSection section, JsonObject content, IReadOnlySet<string> open, string reference)
    {
        var copied = new JsonObject();
        foreach (var field in section.Fields.Where(f => open.Contains(FormPath.InForm(section.Id, f.Id)) && content[f.Id] is not null))
        {
            copied[field.Id] = field.Type == FormFieldType.Table && content[field.Id] is JsonArray rows
                ? Rows(field, rows, reference)
                : content[field.Id]!.DeepClone();
        }

        return copied;
    }

    private static JsonArray Rows(FormField table, JsonArray rows, string reference)
    {
        var asked = CarriedActions.Asked(table);
        return new JsonArray([.. rows.OfType<JsonObject>().Select(row =>
        {
            var copy = new JsonObject { ["id"] = row["id"]?.DeepClone() };
            foreach (var column in asked.Where(row.ContainsKey))
                copy[column] = row[column]?.DeepClone();
            copy[TableRows.Provenance] = new JsonObject { ["reference"] = reference, ["row"] = row["id"]?.DeepClone() };
            return (JsonNode)copy;
        })]);
    }
}
