namespace ReviewFlow.Host.Forms;

/// <summary>
/// Names of the fields of a form in the page, and their ids: <c>issues.reviewDate</c>, <c>issues.actions.r1.swUpdate</c>.
/// </summary>
public static class FieldNames
{
    public static string Field(string section, string field) => $"{section}.{field}";

    public static string Cell(string section, string table, string row, string column) => $"{section}.{table}.{row}.{column}";

    public static string Row(string section, string table, string row) => $"{section}.{table}.{row}";

    /// <summary>Name of the hidden fields with the ids of a table's rows, in order.</summary>
    public static string Rows(string section, string table) => $"rows:{section}.{table}";

    /// <summary>Id of the field of a path within a section (<c>actions[r1].swUpdate</c>), for links from the error summary.</summary>
    public static string Id(string section, string path) => $"{section}.{path.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal)}";
}
