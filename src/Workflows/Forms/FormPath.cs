using System.Text.RegularExpressions;

namespace ReviewFlow.Workflows.Forms;

/// <summary>
/// Writing of paths. Within the answers of a section: <c>reviewDate</c>, <c>actions</c>, <c>actions[r1]</c>,
/// <c>actions[r1].swUpdate</c>. Within a form, without rows: <c>issues.reviewDate</c>, <c>issues.actions.swUpdate</c>.
/// </summary>
public static partial class FormPath
{
    public static string Row(string table, string rowId) => $"{table}[{rowId}]";

    public static string Cell(string table, string rowId, string column) => $"{table}[{rowId}].{column}";

    public static string InForm(string sectionId, string fieldId) => $"{sectionId}.{fieldId}";

    public static string InForm(string sectionId, string tableId, string columnId) => $"{sectionId}.{tableId}.{columnId}";

    /// <summary>A cell of one row that is open alone.</summary>
    public static string InRow(string sectionId, string tableId, string rowId, string columnId) => $"{sectionId}.{Cell(tableId, rowId, columnId)}";

    /// <summary>Whether a cell is open: with its whole column, or with its row alone.</summary>
    public static bool IsOpen(IReadOnlySet<string> openPaths, string sectionId, string tableId, string rowId, string columnId) =>
        openPaths.Contains(InForm(sectionId, tableId, columnId)) || openPaths.Contains(InRow(sectionId, tableId, rowId, columnId));

    /// <summary>Whether a row id may stand in a path.</summary>
    public static bool IsRowId(string? id) => id is not null && RowId().IsMatch(id);

    [GeneratedRegex("^[A-Za-z0-9_-]{1,40}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex RowId();
}
