using System.Globalization;
using System.Text.Json.Nodes;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>A table into which rows of a spreadsheet can be brought by one person now.</summary>
/// <param name="Section">Its section.</param>
/// <param name="Table">The table.</param>
/// <param name="Open">Ids of the columns that are open to the person.</param>
/// <param name="Existing">Rows that stand there, what the person typed and did not save among them.</param>
public sealed record RowsIn(FormSection Section, FormField Table, IReadOnlySet<string> Open, IReadOnlyList<JsonObject> Existing)
{
    /// <summary>The table; null when there is none of that name, it takes no rows from a spreadsheet, or it is not open to the person.</summary>
    public static RowsIn? Of(StepView step, string? path)
    {
        if (path?.Split('.', 2) is not [var sectionId, var tableId] || !step.IsMine || step.Form is not { } form) return null;
        var section = form.Definition.Sections.FirstOrDefault(s => s.Id == sectionId);
        var table = section?.Fields.FirstOrDefault(f => f.Id == tableId && f.Importable);
        if (section is null || table is null || !form.OpenPaths.Contains(FormPath.InForm(sectionId, tableId))) return null;
        var open = table.Columns.Where(c => FormPath.IsOpen(form.OpenPaths, sectionId, tableId, "new", c.Id)).Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        return new RowsIn(section, table, open, TableRows.Of(form.Content(sectionId), tableId));
    }

    public ImportedTable Read(IReadOnlyList<IReadOnlyList<string>> given, FormFacts facts) => RowImport.Read(Table, Open, given, Existing, facts);

    /// <summary>The section's open content with the rows that fit after those that stand there.</summary>
    public JsonObject With(StepForm form, IEnumerable<ImportedRow> rows)
    {
        var values = (JsonObject?)form.Typed.FirstOrDefault(t => t.SectionId == Section.Id)?.Values.DeepClone() ?? [];
        var all = Existing.Select(OpenCells).ToList();
        var stamp = Guid.CreateVersion7().ToString("N")[..10];
        foreach (var (row, n) in rows.Select((r, i) => (r, i + 1)))
        {
            var cells = (JsonObject)row.Cells.DeepClone();
            cells["id"] = $"i{stamp}{n.ToString(CultureInfo.InvariantCulture)}";
            all.Add(cells);
        }

        values[Table.Id] = new JsonArray([.. all]);
        return values;
    }

    // Only what could be typed is posted back; the rest of a row stays as it is saved.
    private JsonObject OpenCells(JsonObject row)
    {
        var cells = new JsonObject { ["id"] = row["id"]?.DeepClone() };
        foreach (var column in Open.Where(c => row[c] is not null)) cells[column] = row[column]!.DeepClone();
        return cells;
    }
}
