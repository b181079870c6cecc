using System.Text.Json.Nodes;

namespace ReviewFlow.Workflows.Forms;

/// <summary>Checks the fields of one section that are open at one wait.</summary>
internal sealed class SectionCheck(FormSection section, JsonObject content, RowPhase phase, FormFacts facts, FormScope scope, List<FieldProblem> problems)
{
    public void Field(FormField field)
    {
        if (!Shown(field, null))
            return;
        if (field.Type == FormFieldType.Table)
            Table(field);
        else if (phase.Row is null && IsOpen(field))
            Value(field, content[field.Id], null, field.Id, "");
    }

    private void Table(FormField table)
    {
        var rows = TableRows.Of(content, table.Id);
        var fewest = Math.Max(table.MinRows, IsRequired(table, null, null) ? 1 : 0);
        if (phase.Row is null && IsOpen(table) && rows.Count < fewest)
            problems.Add(new FieldProblem(section.Id, table.Id, FieldMessages.TooFewRows(table, fewest)));
        for (var index = 0; index < rows.Count; index++)
        {
            var row = rows[index];
            if (phase.Row is { } only && TableRows.IdOf(row) != only)
                continue;
            var inRow = FieldMessages.RowOf(table, index);
            foreach (var column in table.Columns.Where(c => IsOpen(c) && Shown(c, row)))
                Value(column, row[column.Id], row, FormPath.Cell(table.Id, TableRows.IdOf(row) ?? $"new-{index + 1}", column.Id), inRow);
        }
    }

    private void Value(FormField field, JsonNode? value, JsonObject? row, string path, string inRow)
    {
        if (Problem(field, value, row, inRow) is { } message)
            problems.Add(new FieldProblem(section.Id, path, message));
    }

    private string? Problem(FormField field, JsonNode? value, JsonObject? row, string inRow)
    {
        if (FieldTypes.IsEmpty(field, value))
            return IsRequired(field, value, row) ? FieldMessages.Missing(field, inRow) : null;
        if (FieldTypes.Wrong(field, value, facts) is { } wrong)
            return inRow.Length == 0 ? wrong : $"{wrong} ({inRow})";
        if (field.Valid is not null && !FormScript.Test(field.Valid, scope.At(section, value, row), ifBroken: false))
            return inRow.Length == 0 ? field.ValidMessage : $"{field.ValidMessage} ({inRow})";
        return null;
    }

    private bool IsRequired(FormField field, JsonNode? value, JsonObject? row) =>
        field.Required || (field.RequiredIf is not null && FormScript.Test(field.RequiredIf, scope.At(section, value, row), ifBroken: false));

    private bool Shown(FormField field, JsonObject? row) =>
        field.ShowIf is null || FormScript.Test(field.ShowIf, scope.At(section, null, row), ifBroken: true);

    private bool IsOpen(FormField field) => !field.ReadOnly && field.OpenAt.Contains(phase.Phase, StringComparer.Ordinal);
}
