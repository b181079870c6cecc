using System.Text.Json.Nodes;

namespace ReviewFlow.Workflows.Forms;

/// <summary>Reads and sets one answer of a section by its path (see <see cref="FormPath"/>).</summary>
public static class AnswerPath
{
    /// <summary>The answer; a whole row for a row's path; null when there is none.</summary>
    public static JsonNode? Get(JsonObject content, string path)
    {
        var (table, row, column) = Split(path);
        if (row is null) return content[path];
        var found = TableRows.Of(content, table).FirstOrDefault(r => TableRows.IdOf(r) == row);
        return column is null ? found : found?[column];
    }

    /// <summary>Sets an answer; null for a row takes the row away, a row that is not there is added.</summary>
    public static void Set(JsonObject content, string path, JsonNode? value)
    {
        var (table, row, column) = Split(path);
        if (row is null)
        {
            content[path] = value?.DeepClone();
            return;
        }

        if (content[table] is not JsonArray rows) content[table] = rows = [];
        var index = rows.ToList().FindIndex(r => r is JsonObject known && TableRows.IdOf(known) == row);
        if (column is not null)
        {
            if (index < 0) rows.Add((JsonNode)new JsonObject { ["id"] = row });
            rows[index < 0 ? rows.Count - 1 : index]![column] = value?.DeepClone();
        }
        else if (value is null)
        {
            if (index >= 0) rows.RemoveAt(index);
        }
        else if (index >= 0) rows[index] = value.DeepClone();
        else rows.Add(value.DeepClone());
    }

    private static (string Table, string? Row, string? Column) Split(string path)
    {
        var open = path.IndexOf('[', StringComparison.Ordinal);
        var close = path.IndexOf(']', StringComparison.Ordinal);
        if (open < 0 || close < open) return (path, null, null);
        var rest = path[(close + 1)..].TrimStart('.');
        return (path[..open], path[(open + 1)..close], rest.Length == 0 ? null : rest);
    }
}
