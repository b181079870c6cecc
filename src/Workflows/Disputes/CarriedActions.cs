using System.Text.Json.Nodes;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Workflows.Disputes;

/// <summary>
/// Unresolved rows of the step before, taken into the table of the next one (ruling 22; G-IRO-5). Only what was asked
/// goes along, with where it comes from; answers and decisions stay behind.
/// </summary>
public static class CarriedActions
{
    /// <summary>The first table of a form; actions and issues stand in it. Null for none.</summary>
    public static (FormSection Section, FormField Table)? TableOf(FormDefinition form) => form.Sections
        .SelectMany(s => s.Fields.Where(f => f.Type == FormFieldType.Table).Select(f => ((FormSection, FormField)?)(s, f))).FirstOrDefault();

    /// <summary>The rows of the target with the carried ones added; rows that are there already stay as they are.</summary>
    /// <param name="target">Table that is filled.</param>
    /// <param name="there">Its rows.</param>
    /// <param name="source">Table of the step before.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="reference">Reference of the step before.</param>
    public static JsonArray Into(FormField target, JsonArray? there, FormField source, JsonArray rows, string reference)
    {
        var next = (JsonArray?)there?.DeepClone() ?? [];
        var known = next.Select(r => r?["id"]?.ToString()).ToHashSet(StringComparer.Ordinal);
        var decision = source.Columns.FirstOrDefault(IsDecision)?.Id ?? "";
        foreach (var row in DisputeRules.CarryForward(rows, Asked(source), decision, reference).OfType<JsonObject>().Where(r => !known.Contains(r["id"]?.ToString())))
            next.Add((JsonNode)Written(row, Asked(target)));
        return next;
    }

    // What the issue asked for is the next step's action.
    private static JsonObject Written(JsonObject row, IReadOnlyList<string> columns)
    {
        var written = new JsonObject { ["id"] = row["id"]?.DeepClone() };
        foreach (var column in columns.Where(row.ContainsKey))
            written[column] = row[column]?.DeepClone();
        if (columns.Contains("action") && written["action"] is null)
            written["action"] = (row["actionNeeded"] ?? row["issue"])?.DeepClone();
        written[TableRows.Provenance] = row[TableRows.Provenance]?.DeepClone();
        return written;
    }

    /// <summary>Columns that are filled together with the table itself.</summary>
    internal static IReadOnlyList<string> Asked(FormField table) => [.. table.Columns.Where(c => c.OpenAt.SequenceEqual(table.OpenAt)).Select(c => c.Id)];

    private static bool IsDecision(FormField column) =>
        column.Type is FormFieldType.Radio or FormFieldType.Select && column.Id.Contains("ecision", StringComparison.Ordinal);
}
