using ReviewFlow.Workflows.Versions;

namespace ReviewFlow.Host.Pages.Versions;

/// <summary>A line of a cell on paper: what it is, where that has to be said, and the words.</summary>
public sealed record SheetLine(string? Label, string Words);

/// <summary>An action on paper, in the columns of the template.</summary>
/// <param name="Number">Action No.</param>
/// <param name="Cells">What stands under each heading after the number, in the order of <see cref="PlanSheet.Headings"/>.</param>
/// <param name="Rag">RAG status, which stands first in the last cell.</param>
public sealed record SheetRow(string Number, IReadOnlyList<IReadOnlyList<SheetLine>> Cells, FrozenField? Rag);

/// <summary>
/// The actions of an improvement plan in the six columns of the template (S3, Appendix 1). What the form asks beyond them
/// stands in the cell where a reader looks for it; nothing of what was frozen is left out.
/// </summary>
public static class PlanSheet
{
    public const string Status = "rag";

    /// <summary>Headings of the template, word for word.</summary>
    public static readonly IReadOnlyList<string> Headings =
    [
        "Actions (including detail of the desired outcome/s)", "Responsible Person/s", "Timescale for Completion",
        "Progress Comments (including ability to meet any identified requirements)", "RAG Status",
    ];

    private static readonly (string Id, string? Label, int Cell)[] s_places =
    [
        ("outcome", "Outcome", 0), ("action", "Action", 0), ("measure", "Measure", 0), ("crossRef", "Also concerns", 0), ("theme", "Theme across all processes", 0),
        ("owner", null, 1), ("others", null, 1), ("timescale", null, 2), ("setBy", "Set by", 2), ("progress", null, 3), ("evidence", "Evidence", 3),
        ("completedOn", "Completed", 4), ("ragComment", null, 4),
    ];

    /// <summary>The rows on paper; null when the table is no list of actions with a RAG status.</summary>
    public static IReadOnlyList<SheetRow>? Of(FrozenTable table) =>
        new[] { "action", "owner", "timescale", Status }.All(id => table.Columns.Any(c => c.Id == id)) ? [.. table.Rows.Select(r => Row(table, r))] : null;

    private static SheetRow Row(FrozenTable table, FrozenRow row)
    {
        var cells = Headings.Select(_ => new List<SheetLine>()).ToList();
        foreach (var (id, label, cell) in s_places.Where(p => row.Words(p.Id).Length > 0)) cells[cell].Add(new(label, row.Words(id)));
        foreach (var (id, label) in table.Columns.Where(c => c.Id != Status && row.Words(c.Id).Length > 0 && Array.TrueForAll(s_places, p => p.Id != c.Id)))
            cells[3].Add(new(label.TrimEnd('?'), row.Words(id)));
        return new(row.Number, cells, row.Cells.FirstOrDefault(c => c.Id == Status));
    }
}
