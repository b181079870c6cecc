using System.Text.Json.Nodes;

namespace ReviewFlow.Workflows.Forms;

/// <summary>Whether somebody chooses a value that is not offered any more. What was chosen before may stay.</summary>
public static class RetiredChoices
{
    /// <summary>A problem for each retired value that stands there now and did not before.</summary>
    public static IEnumerable<FieldProblem> Problems(FormSection section, JsonObject before, JsonObject after)
    {
        foreach (var field in section.Fields)
        {
            foreach (var problem in Of(section.Id, field.Id, field, before[field.Id], after[field.Id])) yield return problem;
            if (!field.Columns.Any(c => c.Choices.Any(v => v.Retired))) continue;
            var was = TableRows.Of(before, field.Id).ToLookup(TableRows.IdOf, StringComparer.Ordinal);
            foreach (var row in TableRows.Of(after, field.Id).Where(r => TableRows.IdOf(r) is not null))
            {
                var id = TableRows.IdOf(row)!;
                foreach (var problem in field.Columns.SelectMany(c => Of(section.Id, FormPath.Cell(field.Id, id, c.Id), c, was[id].FirstOrDefault()?[c.Id], row[c.Id]))) yield return problem;
            }
        }
    }

    private static IEnumerable<FieldProblem> Of(string section, string path, FormField field, JsonNode? before, JsonNode? after)
    {
        if (!field.Choices.Any(c => c.Retired)) return [];
        var kept = Values(before).ToHashSet(StringComparer.Ordinal);
        return Values(after).Where(v => !kept.Contains(v)).Select(v => field.Choices.FirstOrDefault(c => c.Value == v)).Where(c => c is { Retired: true })
            .Select(c => new FieldProblem(section, path, $"“{c!.Label}” is not used any more. Choose another from the list"));
    }

    private static IEnumerable<string> Values(JsonNode? value) =>
        (value is JsonArray several ? several.Select(v => v?.ToString()) : [value?.ToString()]).OfType<string>().Where(v => v.Length > 0);
}
