using System.Globalization;
using System.Text.Json.Nodes;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Workflows.Actions;

/// <summary>What one row of a register table says.</summary>
public sealed record RegisterRow(string RowId, string? Text, string? OwnerId, DateOnly? DueOn, string? Theme, string? Standing, bool Closed, string? CarriedFrom);

/// <summary>Reads the rows of a register table, and says what may not be done to them.</summary>
public static class RegisterRows
{
    /// <summary>The register tables of a section.</summary>
    public static IEnumerable<(FormField Table, FormRegister Register)> Of(FormSection section) =>
        section.Fields.Where(f => f.Register is not null).Select(f => (f, f.Register!));

    /// <summary>The rows that stand in a table.</summary>
    public static IReadOnlyList<RegisterRow> Read(FormField table, FormRegister register, JsonObject? content) =>
        [.. TableRows.Of(content, table.Id).Where(r => TableRows.IdOf(r) is not null).Select(r => Row(table, register, r))];

    /// <summary>
    /// What is wrong with a change to actions that are agreed: they are not taken away, and their date is moved with a
    /// reason instead of being typed over.
    /// </summary>
    /// <param name="section">The section.</param>
    /// <param name="before">Its content before.</param>
    /// <param name="after">Its content now.</param>
    /// <param name="agreed">Number of each agreed action, by table and row.</param>
    public static IEnumerable<FieldProblem> Problems(FormSection section, JsonObject before, JsonObject after, IReadOnlyDictionary<(string Table, string Row), int> agreed)
    {
        foreach (var (table, register) in Of(section))
        {
            var now = Read(table, register, after).ToDictionary(r => r.RowId, StringComparer.Ordinal);
            foreach (var problem in Kept(section, table, register, before, after))
                yield return problem;
            foreach (var was in Read(table, register, before).Where(r => register.Prefix is null || now.ContainsKey(r.RowId)))
            {
                if (!agreed.TryGetValue((table.Id, was.RowId), out var number))
                    continue;
                if (!now.TryGetValue(was.RowId, out var row))
                    yield return new FieldProblem(section.Id, table.Id, $"Action {number} is agreed and stays in the plan. If it cannot be done, its owner says so with the reason.");
                else if (register.Due is { } due && row.DueOn != was.DueOn)
                    yield return new FieldProblem(section.Id, FormPath.Cell(table.Id, was.RowId, due), $"The date of action {number} is agreed. Agree a later date instead: it asks for the reason and keeps the first date.");
            }
        }
    }

    /// <summary>Number as people say it: 2.3 in a table of theme 2, else the number alone.</summary>
    public static string Number(FormRegister? register, int number) =>
        register?.Prefix is { } prefix ? $"{prefix}.{number.ToString(CultureInfo.InvariantCulture)}" : number.ToString(CultureInfo.InvariantCulture);

    // A number that was given is spoken of in minutes: its row is only taken out with a reason, and the number stays.
    private static IEnumerable<FieldProblem> Kept(FormSection section, FormField table, FormRegister register, JsonObject before, JsonObject after)
    {
        if (register.Prefix is null)
            yield break;
        var now = TableRows.Of(after, table.Id).Where(r => TableRows.IdOf(r) is not null).ToDictionary(r => TableRows.IdOf(r)!, StringComparer.Ordinal);
        foreach (var was in TableRows.Of(before, table.Id).Where(r => TableRows.IdOf(r) is not null && Words(r, register.Text) is not null))
        {
            var id = TableRows.IdOf(was)!;
            var number = was[TableRows.Number] is JsonValue value && value.TryGetValue<int>(out var n) ? Number(register, n) : "";
            if (!now.TryGetValue(id, out var row))
                yield return new FieldProblem(section.Id, table.Id, $"Action {number} has its number and stays in the list. Take it out on the page of the plan: that asks for the reason and keeps the number.");
            else if (register is { Rag.SetBy: { } setBy, Due: { } due } && Words(was, setBy) is { } body && Words(row, due) != Words(was, due) && Words(row, setBy) is not null)
                yield return new FieldProblem(section.Id, FormPath.Cell(table.Id, id, due), $"The date of action {number} was set by {body} and is locked to that.");
        }
    }

    private static RegisterRow Row(FormField table, FormRegister register, JsonObject row)
    {
        var standing = Words(row, register.Standing);
        return new RegisterRow(
            TableRows.IdOf(row)!,
            Words(row, register.Text),
            Words(row, register.Owner),
            register.Due is { } due && FieldTypes.TryDate(row[due], out var day) ? day : null,
            Words(row, register.Theme) is { } theme ? ValueLists.KeyOf(table.Columns.FirstOrDefault(c => c.Id == register.Theme)?.ChoicesFrom, theme) : null,
            standing,
            standing is not null && register.ClosedWhen.Contains(standing, StringComparer.Ordinal),
            row[TableRows.Provenance]?["reference"]?.ToString());
    }

    private static string? Words(JsonObject row, string? column) =>
        column is not null && row[column] switch { JsonArray several => string.Join(", ", several), var one => one?.ToString() } is { Length: > 0 } text ? text : null;
}
