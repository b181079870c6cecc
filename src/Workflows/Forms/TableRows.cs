using System.Text.Json.Nodes;

namespace ReviewFlow.Workflows.Forms;

/// <summary>Rows of a table in the answers: objects with a stable <c>id</c>.</summary>
internal static class TableRows
{
    public static IReadOnlyList<JsonObject> Of(JsonObject? content, string table) =>
        content?[table] is JsonArray rows ? [.. rows.OfType<JsonObject>()] : [];

    public static string? IdOf(JsonObject row) => FieldTypes.Text(row["id"]) is { } id && FormPath.IsRowId(id) ? id : null;
}
