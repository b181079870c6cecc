using System.Text.Json.Nodes;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>Lays what a person typed and has not saved over what is saved, for showing it again.</summary>
internal static class DraftLayer
{
    /// <summary>Fields and cells that are open show the draft; everything else shows what is saved.</summary>
    public static void Lay(DraftRow draft, int savedVersion, JsonObject answers, IReadOnlySet<string> open)
    {
        if (JsonNode.Parse(draft.Content) is not JsonObject typed) return;
        if (answers[draft.SectionId] is not JsonObject content) answers[draft.SectionId] = content = [];
        foreach (var (field, value) in typed)
        {
            var path = FormPath.InForm(draft.SectionId, field);
            // Whoever may not add rows may not take them away; and a row added since the draft began is not missing in it.
            if (value is JsonArray rows && IsTable(rows)) content[field] = Rows(rows, content[field] as JsonArray ?? [], open.Contains(path), draft.BaseVersion == savedVersion, path, open);
            else if (open.Contains(path)) content[field] = value?.DeepClone();
        }
    }

    private static bool IsTable(JsonArray value) => value.All(v => v is JsonObject);

    private static JsonArray Rows(JsonArray typed, JsonArray saved, bool mayChangeRows, bool current, string path, IReadOnlySet<string> open)
    {
        var laid = new JsonArray();
        var mine = typed.OfType<JsonObject>().ToList();
        foreach (var row in saved.OfType<JsonObject>())
        {
            var match = mine.Find(m => m["id"]?.ToString() == row["id"]?.ToString());
            if (match is null && mayChangeRows && current) continue;
            laid.Add((JsonNode)Cells((JsonObject)row.DeepClone(), match, path, open));
        }

        var known = saved.Select(r => r?["id"]?.ToString()).ToHashSet(StringComparer.Ordinal);
        foreach (var row in mine.Where(m => mayChangeRows && !known.Contains(m["id"]?.ToString()))) laid.Add(row.DeepClone());
        return laid;
    }

    private static JsonObject Cells(JsonObject row, JsonObject? typed, string path, IReadOnlySet<string> open)
    {
        foreach (var (column, value) in typed ?? [])
        {
            if (open.Contains($"{path}.{column}") || open.Contains($"{path}[{row["id"]}].{column}")) row[column] = value?.DeepClone();
        }

        return row;
    }
}
