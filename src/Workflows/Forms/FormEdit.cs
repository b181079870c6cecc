using System.Text;
using System.Text.Json.Nodes;

namespace ReviewFlow.Workflows.Forms;

/// <summary>What can be said of a section in the editor; null or empty takes a member away.</summary>
/// <param name="Title">Title.</param>
/// <param name="Help">Help under the title.</param>
/// <param name="OpenAt">Waits at which its fields may be filled, one a line.</param>
public sealed record SectionWords(string? Title, string? Help, string? OpenAt);

/// <summary>What can be said of a field or column in the editor; null or empty takes a member away.</summary>
public sealed record FieldWords
{
    public string? Label { get; init; }
    public string? Type { get; init; }
    public string? Hint { get; init; }
    public bool Required { get; init; }

    /// <summary>One choice a line: <c>value = label</c>, or the label alone.</summary>
    public string? Choices { get; init; }

    /// <summary>Waits at which it may be filled, one a line; empty: as the section or table says.</summary>
    public string? OpenAt { get; init; }
    public string? ShowIf { get; init; }
    public string? RequiredIf { get; init; }
    public string? Valid { get; init; }
    public string? ValidMessage { get; init; }
    public string? MissingMessage { get; init; }
    public string? Prefill { get; init; }
    public string? RowName { get; init; }
    public int MinRows { get; init; }
    public int? MaxLength { get; init; }
    public bool ReadOnly { get; init; }
}

/// <summary>Changes to a form's JSON, as an administrator makes them. Pure; what it does not know it leaves alone.</summary>
public static class FormEdit
{
    /// <summary>A new form with one section.</summary>
    public static JsonObject Begin(string id, string title) => new()
    {
        ["id"] = id,
        ["version"] = 1,
        ["title"] = title,
        ["sections"] = new JsonArray(new JsonObject { ["id"] = "first", ["title"] = "First section", ["fields"] = new JsonArray() }),
    };

    /// <summary>Adds a section at the end.</summary>
    public static void AddSection(JsonObject form, string title) =>
        List(form, "sections").Add((JsonNode)new JsonObject { ["id"] = NewId(title, List(form, "sections")), ["title"] = title, ["fields"] = new JsonArray() });

    /// <summary>Adds a field at the end of a section, or a column at the end of a table.</summary>
    /// <returns>Its id; null when there is no such place.</returns>
    public static string? AddField(JsonObject form, string section, string? table, string label)
    {
        if (Find(form, section, table, null) is not { } owner) return null;
        var fields = List(owner, table is null ? "fields" : "columns");
        var id = NewId(label, fields);
        fields.Add((JsonNode)new JsonObject { ["id"] = id, ["label"] = label });
        return id;
    }

    /// <summary>Finds a section, a field or a column; null when there is none.</summary>
    public static JsonObject? Find(JsonObject form, string section, string? field, string? column)
    {
        var found = In(List(form, "sections"), section);
        if (field is not null && found is not null) found = In(List(found, "fields"), field);
        return column is not null && found is not null ? In(List(found, "columns"), column) : found;
    }

    /// <summary>Moves something up (-1) or down (1) among its neighbours, or takes it away (0).</summary>
    /// <returns>Whether there is such a thing.</returns>
    public static bool Move(JsonObject form, string section, string? field, string? column, int by)
    {
        if (Find(form, section, field, column) is not { Parent: JsonArray list } moved) return false;
        var at = list.IndexOf(moved);
        list.RemoveAt(at);
        if (by != 0) list.Insert(Math.Clamp(at + Math.Sign(by), 0, list.Count), moved);
        return true;
    }

    /// <summary>Writes what is said of a section into it.</summary>
    public static void Write(JsonObject section, SectionWords words)
    {
        Put(section, "title", words.Title);
        Put(section, "help", words.Help);
        PutLines(section, "openAt", words.OpenAt);
    }

    /// <summary>Writes what is said of a field into it.</summary>
    public static void Write(JsonObject field, FieldWords words)
    {
        Put(field, "label", words.Label);
        Put(field, "type", words.Type is null or "text" ? null : words.Type);
        foreach (var (name, text) in Texts(words)) Put(field, name, text);
        foreach (var (name, flag) in new[] { ("required", words.Required), ("readOnly", words.ReadOnly) })
        {
            if (flag) field[name] = true;
            else field.Remove(name);
        }

        PutNumber(field, "minRows", words.MinRows == 0 ? null : words.MinRows);
        PutNumber(field, "maxLength", words.MaxLength is 10_000 ? null : words.MaxLength);
        PutLines(field, "openAt", words.OpenAt);
        PutChoices(field, words.Choices);
        if (words.Type == "table") List(field, "columns");
        else field.Remove("columns");
    }

    /// <summary>The choices of a field as the editor shows them.</summary>
    public static string ChoiceLines(FormField field) => string.Join('\n', field.Choices.Select(c => c.Value == c.Label ? c.Label : $"{c.Value} = {c.Label}"));

    private static IEnumerable<(string Name, string? Text)> Texts(FieldWords words) =>
    [
        ("hint", words.Hint), ("showIf", words.ShowIf), ("requiredIf", words.RequiredIf), ("valid", words.Valid), ("validMessage", words.ValidMessage),
        ("missingMessage", words.MissingMessage), ("prefill", words.Prefill), ("rowName", words.RowName),
    ];

    private static void Put(JsonObject json, string name, string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) json.Remove(name);
        else json[name] = text.Trim();
    }

    private static void PutNumber(JsonObject json, string name, int? number)
    {
        if (number is null) json.Remove(name);
        else json[name] = number;
    }

    private static void PutLines(JsonObject json, string name, string? lines)
    {
        if (Lines(lines) is { Count: > 0 } some) json[name] = new JsonArray([.. some.Select(l => (JsonNode)l)]);
        else json.Remove(name);
    }

    // A hint that a choice has is kept; the editor does not show it.
    private static void PutChoices(JsonObject field, string? lines)
    {
        var hints = (field["choices"] as JsonArray ?? []).OfType<JsonObject>().Where(c => c["hint"] is not null).ToLookup(c => c["value"]?.ToString() ?? "", c => c["hint"]!.ToString(), StringComparer.Ordinal);
        var choices = new JsonArray();
        foreach (var line in Lines(lines))
        {
            var parts = line.Split('=', 2, StringSplitOptions.TrimEntries);
            var choice = new JsonObject { ["value"] = parts[0], ["label"] = parts[^1] };
            if (hints[parts[0]].FirstOrDefault() is { } hint) choice["hint"] = hint;
            choices.Add((JsonNode)choice);
        }

        if (choices.Count > 0) field["choices"] = choices;
        else field.Remove("choices");
    }

    private static List<string> Lines(string? text) => [.. (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static JsonObject? In(JsonArray list, string id) => list.OfType<JsonObject>().FirstOrDefault(o => o["id"]?.ToString() == id);

    private static JsonArray List(JsonObject owner, string name)
    {
        if (owner[name] is not JsonArray list) owner[name] = list = [];
        return list;
    }

    // "Date of the visit" becomes dateOfTheVisit; a second one dateOfTheVisit2. An id never changes: answers are kept under it.
    private static string NewId(string label, JsonArray neighbours)
    {
        var text = new StringBuilder();
        foreach (var word in label.Split([' ', '-', '/', ',', '.', '?', ':', '’', '\''], StringSplitOptions.RemoveEmptyEntries))
        {
            var letters = string.Concat(word.Where(char.IsAsciiLetterOrDigit));
            if (letters.Length > 0) text.Append(text.Length == 0 ? char.ToLowerInvariant(letters[0]) : char.ToUpperInvariant(letters[0])).Append(letters.AsSpan(1));
        }

        var name = text.Length > 0 && char.IsAsciiLetter(text[0]) ? text.ToString(0, Math.Min(text.Length, 40)) : $"field{text}";
        var used = neighbours.OfType<JsonObject>().Select(o => o["id"]?.ToString()).ToHashSet(StringComparer.Ordinal);
        for (var number = 1; ; number++)
        {
            var id = number == 1 ? name : $"{name}{number}";
            if (!used.Contains(id) && !FormScope.Reserved.Contains(id)) return id;
        }
    }
}
