using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReviewFlow.Workflows.Forms;

/// <summary>What each type of field may hold. Dates are <c>yyyy-MM-dd</c>; a tick is true or false.</summary>
public static class FieldTypes
{
    /// <summary>Most rows of a table.</summary>
    public const int MostRows = 200;

    /// <summary>Whether nothing has been answered. An unticked box is not answered.</summary>
    public static bool IsEmpty(FormField field, JsonNode? value) => value switch
    {
        null => true,
        JsonArray list => list.Count == 0,
        JsonValue plain when plain.TryGetValue<string>(out var text) => string.IsNullOrWhiteSpace(text),
        JsonValue plain when plain.TryGetValue<bool>(out var ticked) => field.Type == FormFieldType.Checkbox && !ticked,
        _ => false,
    };

    /// <summary>Why a value is none of the field's type; null when it is one, or empty.</summary>
    public static string? Wrong(FormField field, JsonNode? value, FormFacts facts)
    {
        if (IsEmpty(field, value))
            return null;
        return field.Type switch
        {
            FormFieldType.Date => TryDate(value, out _) ? null : NoDate(field, value),
            FormFieldType.Number => IsNumber(value) ? null : $"{field.Label} must be a number",
            FormFieldType.Radio or FormFieldType.Select => IsChoice(field, value) ? null : $"{field.Label}: choose one of the answers on the list",
            FormFieldType.Checkbox => IsTick(field, value) ? null : $"{field.Label}: choose from the answers on the list",
            FormFieldType.Person => IsPerson(value, facts) ? null : $"{field.Label}: choose a person from the list",
            FormFieldType.Table => null,
            FormFieldType.Log when value is JsonArray => null,
            _ => TextProblem(field, value),
        };
    }

    public static bool TryDate(JsonNode? value, out DateOnly date)
    {
        date = default;
        return Text(value) is { } text && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
    }

    // "Ongoing" is the answer that people give most often, and it can neither be measured nor come to an end.
    private static string NoDate(FormField field, JsonNode? value) =>
        Text(value)?.Trim().TrimEnd('.').ToUpperInvariant() is "ONGOING" or "ON GOING" or "ON-GOING" or "ASAP" or "A.S.A.P" or "TBC" or "TBA" or "CONTINUOUS"
            ? $"{field.Label} must be a real date such as 30/06/2026: “{Text(value)!.Trim()}” cannot be measured, and nobody can confirm that it was completed"
            : $"{field.Label} must be a real date";

    internal static string? Text(JsonNode? value) => value is JsonValue plain && plain.TryGetValue<string>(out var text) ? text : null;

    private static string? TextProblem(FormField field, JsonNode? value)
    {
        if (Text(value) is not { } text)
            return $"{field.Label} must be text";
        return text.Length <= field.MaxLength ? null : $"{field.Label} must be {field.MaxLength.ToString(CultureInfo.InvariantCulture)} characters or fewer";
    }

    private static bool IsNumber(JsonNode? value) =>
        value!.GetValueKind() == JsonValueKind.Number
        || decimal.TryParse(Text(value), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);

    private static bool IsChoice(FormField field, JsonNode? value) =>
        Text(value) is { } text && field.Choices.Any(c => c.Value == text);

    private static bool IsTick(FormField field, JsonNode? value) => value switch
    {
        JsonArray several => several.All(one => IsChoice(field, one)),
        JsonValue plain when plain.TryGetValue<bool>(out _) => field.Choices.Count == 0,
        _ => IsChoice(field, value),
    };

    private static bool IsPerson(JsonNode? value, FormFacts facts) =>
        Text(value) is { } id && facts.People?.Contains(id) != false;
}
