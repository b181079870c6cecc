using System.Text.Json.Nodes;

namespace ReviewFlow.Workflows.Forms;

/// <summary>A value offered, and where it comes from.</summary>
/// <param name="SectionId">The section.</param>
/// <param name="FieldId">The field.</param>
/// <param name="Value">The value.</param>
/// <param name="Source">Words: "the person’s record", "this case", "the step before", "today’s date".</param>
/// <param name="ReadOnly">Whether it is only shown.</param>
public sealed record PrefilledValue(string SectionId, string FieldId, JsonNode Value, string Source, bool ReadOnly);

/// <summary>Works out what is pulled through.</summary>
public static class Prefill
{
    private static readonly (string Name, string Words)[] Sources =
    [
        ("subject", "the person’s record"),
        ("caseFields", "this case"),
        ("input", "the step before"),
        ("answers", "this form"),
        ("today", "today’s date"),
    ];

    /// <summary>
    /// Values of all fields that have a prefill and no answer yet, or an answer that does not hold any more where it is to
    /// be offered again; fields that are only shown always. Tables take a list of rows. A prefill that finds nothing is left out.
    /// </summary>
    public static IReadOnlyList<PrefilledValue> Evaluate(FormDefinition form, JsonObject answers, FormFacts facts)
    {
        var offered = new List<PrefilledValue>();
        foreach (var section in form.Sections)
        {
            foreach (var field in section.Fields.Where(f => f.Prefill is not null))
            {
                var answer = (answers[section.Id] as JsonObject)?[field.Id];
                if (!field.ReadOnly && !FieldTypes.IsEmpty(field, answer) && !IsOutdated(field, new FormScope(form, answers, facts).At(section, answer, null)))
                    continue;
                var scope = new FormScope(form, answers, facts).At(section, answer, null);
                if (FormScript.Offer(field.Prefill!, scope) is { } value && !FieldTypes.IsEmpty(field, value))
                    offered.Add(new PrefilledValue(section.Id, field.Id, value.DeepClone(), Source(scope), field.ReadOnly));
            }
        }

        return offered;
    }

    /// <summary>
    /// A row with what its columns offer where it says nothing yet: a new row, or one that was carried into the table.
    /// Columns see <c>row</c>, so a row that was carried can offer what it brought along.
    /// </summary>
    /// <param name="form">The instance's form.</param>
    /// <param name="section">Section of the table.</param>
    /// <param name="table">The table.</param>
    /// <param name="row">The row; stays as it is.</param>
    /// <param name="answers">Answers by section.</param>
    /// <param name="facts">Today, subject and case.</param>
    public static JsonObject Row(FormDefinition form, FormSection section, FormField table, JsonObject row, JsonObject answers, FormFacts facts)
    {
        var filled = (JsonObject)row.DeepClone();
        foreach (var column in table.Columns.Where(c => c.Prefill is not null && FieldTypes.IsEmpty(c, row[c.Id])))
        {
            var scope = new FormScope(form, answers, facts).At(section, row[column.Id], row);
            if (FormScript.Offer(column.Prefill!, scope) is { } value && !FieldTypes.IsEmpty(column, value))
                filled[column.Id] = value.DeepClone();
        }

        return filled;
    }

    private static bool IsOutdated(FormField field, FormScope scope) =>
        field is { PrefillAgain: true, Valid: { } valid } && !FormScript.Test(valid, scope, ifBroken: true);

    private static string Source(FormScope scope)
    {
        foreach (var (name, words) in Sources)
        {
            if (scope.Read.Contains(name))
                return words;
        }

        return "this form";
    }
}
