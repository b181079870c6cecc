using System.Text.Json.Nodes;

namespace ReviewFlow.Workflows.Forms;

/// <summary>Rows of a table in the answers: objects with a stable <c>id</c>.</summary>
public static class TableRows
{
    /// <summary>Member of a row that was carried or copied: where it comes from. Written by the program alone; what is typed under it is left out.</summary>
    public const string Provenance = "carriedFrom";

    /// <summary>The rows of a table; none when it was never filled.</summary>
    public static IReadOnlyList<JsonObject> Of(JsonObject? content, string table) =>
        content?[table] is JsonArray rows ? [.. rows.OfType<JsonObject>()] : [];

    /// <summary>The row’s id; null for none that can be one.</summary>
    public static string? IdOf(JsonObject row) => FieldTypes.Text(row["id"]) is { } id && FormPath.IsRowId(id) ? id : null;
}
