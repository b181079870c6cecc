using System.Text.Json.Nodes;

namespace ReviewFlow.Workflows.Forms;

/// <summary>Rows of a table in the answers: objects with a stable <c>id</c>.</summary>
public static class TableRows
{
    /// <summary>Member of a row that was carried or copied: where it comes from. Written by the program alone; what is typed under it is left out.</summary>
    public const string Provenance = "carriedFrom";

    /// <summary>Member of a row of a register: the action's number. Given by the program, never used again.</summary>
    public const string Number = "no";

    /// <summary>Members of a row with a RAG status: what was suggested when it was confirmed, by whom and when. Written by the program alone.</summary>
    public const string RagFor = "ragFor";
    public const string RagBy = "ragBy";
    public const string RagAt = "ragAt";

    /// <summary>Members that are the row's own and no answers.</summary>
    public static readonly IReadOnlySet<string> Own = new HashSet<string>(["id", Provenance, Number, RagFor, RagBy, RagAt], StringComparer.Ordinal);

    /// <summary>The rows of a table; none when it was never filled.</summary>
    public static IReadOnlyList<JsonObject> Of(JsonObject? content, string table) =>
        content?[table] is JsonArray rows ? [.. rows.OfType<JsonObject>()] : [];

    /// <summary>The row’s id; null for none that can be one.</summary>
    public static string? IdOf(JsonObject row) => FieldTypes.Text(row["id"]) is { } id && FormPath.IsRowId(id) ? id : null;
}
