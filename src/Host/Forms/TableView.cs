using System.Text.Json.Nodes;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Host.Forms;

/// <summary>A table of a form as the page lays it out: what it is about, who and by when, and what came of it.</summary>
public sealed record TableView(FormView Form, FormSection Section, FormField Table)
{
    public IReadOnlyList<(string Id, JsonObject Cells)> Rows => Form.Rows(Section, Table);

    /// <summary>The rows in the order of their dates, where a row begins with one and has no number that stays; as a paper shows them.</summary>
    public IReadOnlyList<(string Id, JsonObject Cells)> ByDate =>
        Table.Columns is [{ Type: FormFieldType.Date } day, ..] && Table.Register is null
            ? [.. Rows.OrderBy(r => r.Cells[day.Id]?.ToString() ?? "~", StringComparer.Ordinal).ThenBy(r => r.Cells["time"]?.ToString() ?? "", StringComparer.Ordinal)]
            : Rows;

    /// <summary>Columns that together say when something was: the day with which a row begins, its time, and marks about them. None where the day stands alone.</summary>
    public IReadOnlyList<FormField> When =>
        Table.Columns is [{ Type: FormFieldType.Date }, ..] && Table.Columns.TakeWhile(c => c.Type is FormFieldType.Date or FormFieldType.Checkbox || c.Id == "time").ToList() is { Count: > 1 } when ? when : [];

    public bool CanAdd => Form.IsOpen(Section, Table);

    public string RowName => Table.RowName ?? "row";

    public string Path => FieldNames.Field(Section.Id, Table.Id);

    /// <summary>Columns of texts that are asked when the row is made.</summary>
    public IReadOnlyList<FormField> Main => [.. Table.Columns.Where(c => !IsWho(c) && IsFirst(c))];

    public IReadOnlyList<FormField> Who => [.. Table.Columns.Where(c => IsWho(c) && IsFirst(c))];

    /// <summary>Columns that are filled in later, or by others.</summary>
    public IReadOnlyList<FormField> Later => [.. Table.Columns.Where(c => !IsFirst(c))];

    /// <summary>Number that a row is known by: its own in a register, which stays; else its place.</summary>
    public static string NumberOf(int index, JsonObject cells) => cells[TableRows.Number]?.ToString() ?? (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Heading of a column that holds several: "Issue and action needed".</summary>
    public static string Heading(IReadOnlyList<FormField> columns) =>
        string.Join(" and ", columns.Take(2).Select((c, i) => i == 0 || c.Label.Length < 2 || char.IsUpper(c.Label[1]) ? c.Label : char.ToLowerInvariant(c.Label[0]) + c.Label[1..]));

    public bool CanEdit => Rows.Any(r => Open(r.Id, r.Cells).Count > 0) || Table.Columns.Any(c => Form.OpenPaths.Contains(FormPath.InForm(Section.Id, Table.Id, c.Id)));

    /// <summary>Cells of a row that can be filled in now.</summary>
    public IReadOnlyList<FieldView> Open(string row, JsonObject cells) =>
        [.. Table.Columns.Where(c => Form.IsShown(Section, c, cells)).Select(c => Form.Cell(Section, Table, c, row, cells)).Where(c => c.Open)];

    /// <summary>Whether a row's fields should stand open: something is wrong or required and empty in it.</summary>
    public bool NeedsAttention(string row, JsonObject cells) =>
        Open(row, cells).Any(c => c.Error is not null || (c.IsEmpty && c.Field.Required));

    private bool IsFirst(FormField column) => column.OpenAt.SequenceEqual(Table.Columns[0].OpenAt, StringComparer.Ordinal);

    private static bool IsWho(FormField column) => column.Type is FormFieldType.Person or FormFieldType.Date;
}
