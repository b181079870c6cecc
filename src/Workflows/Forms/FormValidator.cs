using System.Text.Json.Nodes;

namespace ReviewFlow.Workflows.Forms;

/// <summary>What is missing or wrong among the fields that are open at one wait.</summary>
public static class FormValidator
{
    /// <summary>
    /// Checks every field that is open at <paramref name="openAt"/> and shown: required, rules, choices, real dates,
    /// length, fewest rows. Fields open elsewhere are not this person's to mend and are left alone.
    /// </summary>
    /// <param name="form">The instance's form.</param>
    /// <param name="answers">Answers by section.</param>
    /// <param name="openAt">Phase key (<c>activityId.phase</c>) of the task that is to be completed; one about a single row (see <see cref="RowPhase"/>) checks that row alone.</param>
    /// <param name="facts">Today, subject and case.</param>
    public static IReadOnlyList<FieldProblem> Validate(FormDefinition form, JsonObject answers, string openAt, FormFacts facts)
    {
        var scope = new FormScope(form, answers, facts);
        var phase = RowPhase.Read(openAt);
        var problems = new List<FieldProblem>();
        foreach (var section in form.Sections.Where(s => !s.PulledThrough))
        {
            var content = answers[section.Id] as JsonObject ?? [];
            var check = new SectionCheck(section, content, phase, facts, scope, problems);
            foreach (var field in section.Fields)
                check.Field(field);
        }

        return problems;
    }

    /// <summary>
    /// Checks only what typed values are (length, real dates, known choices, rows), for saving unfinished work. Nothing
    /// is missing here; unknown fields are.
    /// </summary>
    public static IReadOnlyList<FieldProblem> CheckTyped(FormSection section, JsonObject values, FormFacts facts)
    {
        var problems = new List<FieldProblem>();
        foreach (var (name, value) in values)
        {
            if (section.Fields.FirstOrDefault(f => f.Id == name) is not { } field)
                problems.Add(new FieldProblem(section.Id, name, $"There is no field “{name}” in this section."));
            else if (field.Type == FormFieldType.Table)
                problems.AddRange(TypedRows(section, field, value, facts));
            else if (FieldTypes.Wrong(field, value, facts) is { } wrong)
                problems.Add(new FieldProblem(section.Id, name, wrong));
        }

        return problems;
    }

    /// <summary>Whether a field is shown, given the answers.</summary>
    public static bool IsShown(FormDefinition form, FormSection section, FormField field, JsonObject answers, FormFacts facts, JsonObject? row = null) =>
        field.ShowIf is null || FormScript.Test(field.ShowIf, new FormScope(form, answers, facts).At(section, null, row), ifBroken: true);

    private static IEnumerable<FieldProblem> TypedRows(FormSection section, FormField table, JsonNode? value, FormFacts facts)
    {
        if (value is not (null or JsonArray))
            return [new FieldProblem(section.Id, table.Id, $"{table.Label} must be a list of rows.")];
        var rows = value as JsonArray ?? [];
        if (rows.Count > FieldTypes.MostRows)
            return [new FieldProblem(section.Id, table.Id, $"{table.Label} can have {FieldTypes.MostRows} rows at most.")];
        return rows.SelectMany((row, index) => row is JsonObject cells
            ? TypedCells(section, table, cells, index, facts)
            : [new FieldProblem(section.Id, table.Id, $"Row {index + 1} of {table.Label} is not a row.")]);
    }

    private static IEnumerable<FieldProblem> TypedCells(FormSection section, FormField table, JsonObject cells, int index, FormFacts facts)
    {
        var rowId = TableRows.IdOf(cells) ?? $"new-{index + 1}";
        foreach (var (name, value) in cells.Where(c => !TableRows.Own.Contains(c.Key)))
        {
            var path = FormPath.Cell(table.Id, rowId, name);
            if (table.Columns.FirstOrDefault(c => c.Id == name) is not { } column)
                yield return new FieldProblem(section.Id, path, $"There is no column “{name}” in this table.");
            else if (FieldTypes.Wrong(column, value, facts) is { } wrong)
                yield return new FieldProblem(section.Id, path, $"{wrong} ({FieldMessages.RowOf(table, index)})");
        }
    }
}
