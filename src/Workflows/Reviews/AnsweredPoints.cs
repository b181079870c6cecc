using System.Text.Json.Nodes;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Workflows.Reviews;

/// <summary>Points for clarification that were answered: what was asked stays beside its answer (S0, section 5; domain part 1, step 9).</summary>
public static class AnsweredPoints
{
    private const string Table = "points";
    private const string Point = "point";
    private const string Answer = "answer";

    /// <summary>Whether a section is one of points and answers.</summary>
    public static bool In(FormSection section) => section.Fields.Any(f => f.Id == Table && f.Columns.Any(c => c.Id == Point) && f.Columns.Any(c => c.Id == Answer));

    /// <summary>What may not be done to a point that has its answer: be reworded, or be taken away.</summary>
    /// <param name="section">The section.</param>
    /// <param name="before">What is saved.</param>
    /// <param name="after">What is to be saved.</param>
    public static IReadOnlyList<FieldProblem> Problems(FormSection section, JsonObject before, JsonObject after)
    {
        if (!In(section)) return [];
        var now = TableRows.Of(after, Table).ToLookup(r => TableRows.IdOf(r) ?? "", r => r[Point]?.ToString(), StringComparer.Ordinal);
        return
        [
            .. TableRows.Of(before, Table).Where(r => !string.IsNullOrWhiteSpace(r[Answer]?.ToString()) && !now[TableRows.IdOf(r) ?? ""].Contains(r[Point]?.ToString()))
                .Select(r => new FieldProblem(
                    section.Id,
                    now.Contains(TableRows.IdOf(r) ?? "") ? FormPath.Cell(Table, TableRows.IdOf(r) ?? "", Point) : Table,
                    $"“{r[Point]}” was answered: it stays as it was asked. Write what is not clear yet as a further point")),
        ];
    }
}
