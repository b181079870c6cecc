using System.Text.Json.Nodes;

namespace ReviewFlow.Workflows.Forms;

/// <summary>Answers as people read them.</summary>
public static class AnswerWords
{
    /// <summary>An answer in words; empty when there is none.</summary>
    /// <param name="field">The question.</param>
    /// <param name="value">Its answer.</param>
    /// <param name="nameOf">Name of a person by id.</param>
    public static string Of(FormField field, JsonNode? value, Func<string, string> nameOf) => value switch
    {
        null => "",
        JsonArray entries when field.Type == FormFieldType.Log => string.Join("\n", LogEntries.Read(entries).Select(e => $"{UkWords.Date(UkWords.LocalDate(e.At))}, {nameOf(e.By)}: {e.Text}")),
        JsonArray several => string.Join(", ", several.Select(one => Of(field, one, nameOf))),
        JsonValue plain when plain.TryGetValue<bool>(out var ticked) => ticked ? "Yes" : "",
        _ when field.Type == FormFieldType.Date && FieldTypes.TryDate(value, out var date) => UkWords.Date(date),
        _ when field.Type == FormFieldType.Person => nameOf(value.ToString()),
        _ => field.Choices.FirstOrDefault(c => c.Value == value.ToString())?.Label ?? value.ToString(),
    };
}
