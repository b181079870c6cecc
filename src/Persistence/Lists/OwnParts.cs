using System.Text.Json.Nodes;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;

namespace ReviewFlow.Persistence.Lists;

/// <summary>What of a form somebody sees who was only asked for something in it: the rows that their work is about.</summary>
internal static class OwnParts
{
    /// <summary>Leaves of every section only these rows; all of it to whoever holds or held a whole step of the form.</summary>
    public static void Leave(Dictionary<string, DocumentRow> documents, IReadOnlyCollection<WorkTaskRow> work)
    {
        if (work.Any(t => TaskFace.RowOf(t) is null)) return;
        var rows = work.Select(t => (Row: TaskFace.RowOf(t), Table: t.Details is { } d ? JsonNode.Parse(d)?["register"]?.ToString() : null))
            .Where(t => t.Row is not null && t.Table is not null).ToList();
        foreach (var (section, document) in documents.ToList())
        {
            var kept = new JsonObject();
            foreach (var (table, cells) in ((JsonObject)JsonNode.Parse(document.Content)!).Where(f => f.Value is JsonArray))
            {
                var own = rows.Where(r => r.Table == $"{section}.{table}").Select(r => r.Row).ToHashSet(StringComparer.Ordinal);
                var left = ((JsonArray)cells!).OfType<JsonObject>().Where(r => own.Contains(r["id"]?.ToString())).ToList();
                if (left.Count > 0) kept[table] = new JsonArray([.. left.Select(r => r.DeepClone())]);
            }

            document.Content = kept.ToJsonString();
        }
    }
}
