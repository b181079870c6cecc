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
    /// Values of all fields that have a prefill and no answer yet; fields that are only shown always. Tables take a
    /// list of rows. A prefill that finds nothing is left out.
    /// </summary>
    public static IReadOnlyList<PrefilledValue> Evaluate(FormDefinition form, JsonObject answers, FormFacts facts)
    {
        var offered = new List<PrefilledValue>();
        foreach (var section in form.Sections)
        {
            foreach (var field in section.Fields.Where(f => f.Prefill is not null))
            {
                var answer = (answers[section.Id] as JsonObject)?[field.Id];
                if (!field.ReadOnly && !FieldTypes.IsEmpty(field, answer))
                    continue;
                var scope = new FormScope(form, answers, facts).At(section, answer, null);
                if (FormScript.Offer(field.Prefill!, scope) is { } value && !FieldTypes.IsEmpty(field, value))
                    offered.Add(new PrefilledValue(section.Id, field.Id, value.DeepClone(), Source(scope), field.ReadOnly));
            }
        }

        return offered;
    }

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
