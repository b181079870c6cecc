using System.Text.Json.Nodes;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Workflows.Versions;

/// <summary>Makes a frozen version of a form's answers: everything that paper shows, in the words of that moment.</summary>
/// <param name="form">The form.</param>
/// <param name="contents">Answers by section.</param>
/// <param name="nameOf">Name of a person by id.</param>
/// <param name="stateOf">How a row of a register stands, by section, table and row; null outside registers.</param>
/// <param name="ragOf">RAG status of an action in words, as it counts on that day, by section, table and row: never empty, because what nobody confirmed is suggested (ruling 34). Null: as it was answered.</param>
public sealed class VersionBuilder(
    FormDefinition form, IReadOnlyDictionary<string, SectionContent> contents, Func<string, string> nameOf, Func<string, string, string, string?> stateOf,
    Func<string, string, string, string?>? ragOf = null)
{
    /// <summary>The sections, in the order of the form; what is for colleagues alone stays out.</summary>
    public IReadOnlyList<FrozenSection> Sections(IReadOnlyCollection<string> wanted) => [.. form.Shared().Sections.Where(s => wanted.Contains(s.Id)).Select(Section)];

    /// <summary>An answer by its path <c>section.field</c>; null when there is none.</summary>
    public JsonNode? Answer(string path) => path.Split('.') is [var section, var field] ? contents.GetValueOrDefault(section)?.Content[field] : null;

    /// <summary>An answer in words; empty when there is none.</summary>
    public string Words(string path) => path.Split('.') is [var section, var id] && form.Sections.FirstOrDefault(s => s.Id == section)?.Fields.FirstOrDefault(f => f.Id == id) is { } field
        ? AnswerWords.Of(field, Answer(path), nameOf)
        : "";

    private FrozenSection Section(FormSection section)
    {
        var saved = contents.GetValueOrDefault(section.Id);
        return new FrozenSection(
            section.Id,
            section.Title,
            saved?.Version ?? 0,
            [.. section.Fields.Where(f => f.Type != FormFieldType.Table).Select(f => Field(f, saved?.Content))],
            [.. section.Fields.Where(f => f.Type == FormFieldType.Table).Select(t => Table(section, t, saved?.Content))]);
    }

    private FrozenTable Table(FormSection section, FormField table, JsonObject? content)
    {
        var rows = TableRows.Of(content, table.Id).Select((row, index) => Row(section, table, row, index));
        return new FrozenTable(table.Id, table.Label, table.RowName ?? "row", [.. table.Columns.Select(c => (c.Id, c.Label))], [.. rows]);
    }

    private FrozenRow Row(FormSection section, FormField table, JsonObject row, int index)
    {
        var id = TableRows.IdOf(row) ?? $"row-{index + 1}";
        return new FrozenRow(id, NumberOf(section.Id, row, index), stateOf(section.Id, table.Id, id), [.. table.Columns.Select(c => Cell(section, table, c, id, row)).Where(c => c.Words.Length > 0)]);
    }

    private FrozenField Cell(FormSection section, FormField table, FormField column, string row, JsonObject cells)
    {
        var answered = Field(column, cells);
        return table.Register?.Rag?.Status == column.Id && ragOf?.Invoke(section.Id, table.Id, row) is { } counts ? answered with { Words = counts } : answered;
    }

    /// <summary>
    /// The number of a row: a text of its own under <c>number</c>; else its number in the register (or its place), behind
    /// the figure that the section's id ends in: row 2 of <c>theme1</c> is 1.2.
    /// </summary>
    public static string NumberOf(string section, JsonObject row, int index)
    {
        if (row["number"] is JsonValue own && own.ToString() is { Length: > 0 } text)
            return text;
        var number = row[TableRows.Number]?.ToString() ?? (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var figure = section[section.AsSpan().TrimEnd("0123456789").Length..];
        return figure.Length == 0 ? number : $"{figure}.{number}";
    }

    private FrozenField Field(FormField field, JsonObject? content) => new(field.Id, field.Label, content?[field.Id]?.DeepClone(), AnswerWords.Of(field, content?[field.Id], nameOf));
}
