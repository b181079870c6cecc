using System.Text.Json.Nodes;

namespace ReviewFlow.Workflows.Forms;

/// <summary>Reads the members of one object of a form file and notes what is wrong where.</summary>
internal sealed class FormMembers
{
    private readonly JsonObject node;
    private readonly string path;
    private readonly List<FormProblem> problems;

    public FormMembers(JsonNode? node, string path, List<FormProblem> problems)
    {
        (this.path, this.problems) = (path, problems);
        if (node is JsonObject known)
        {
            this.node = known;
            return;
        }

        this.node = [];
        problems.Add(new FormProblem(path, "This must be an object."));
    }

    public void Only(string[] known)
    {
        foreach (var (name, _) in node.Where(m => !known.Contains(m.Key, StringComparer.Ordinal)))
            Wrong(name, $"There is no member “{name}” here.");
    }

    public string Text(string name)
    {
        var text = OptionalText(name);
        if (string.IsNullOrWhiteSpace(text) && !problems.Exists(p => p.Path == At(name)))
            Wrong(name, "This is missing.");
        return text ?? "";
    }

    public string? OptionalText(string name)
    {
        if (node[name] is not { } value)
            return null;
        if (value is JsonValue plain && plain.TryGetValue<string>(out var text))
            return text;
        Wrong(name, "This must be text.");
        return null;
    }

    public bool Flag(string name)
    {
        if (node[name] is not { } value)
            return false;
        if (value is JsonValue plain && plain.TryGetValue<bool>(out var flag))
            return flag;
        Wrong(name, "This must be true or false.");
        return false;
    }

    public int Whole(string name, int missing)
    {
        if (node[name] is not { } value)
            return missing;
        if (value is JsonValue plain && plain.TryGetValue<int>(out var number) && number >= 0)
            return number;
        Wrong(name, "This must be a whole number, 0 or more.");
        return missing;
    }

    public FormFieldType Type(string name)
    {
        var text = OptionalText(name);
        if (text is null)
            return FormFieldType.Text;
        foreach (var type in Enum.GetValues<FormFieldType>())
        {
            if (string.Equals(Camel(type.ToString()), text, StringComparison.Ordinal))
                return type;
        }

        Wrong(name, $"“{text}” is not a type. The types are {string.Join(", ", Enum.GetNames<FormFieldType>().Select(Camel))}.");
        return FormFieldType.Text;
    }

    public IReadOnlyList<string>? Texts(string name)
    {
        if (node[name] is not { } value)
            return null;
        if (value is JsonArray list && list.All(i => i is JsonValue v && v.TryGetValue<string>(out _)))
            return [.. list.Select(i => i!.GetValue<string>())];
        Wrong(name, "This must be a list of texts.");
        return null;
    }

    /// <summary>Choices of a list that all processes share.</summary>
    public IReadOnlyList<FormChoice> ListOf(string list)
    {
        if (ValueLists.Find(list) is { } known)
            return ValueListBook.Choices(known);
        Wrong("choicesFrom", $"There is no list “{list}”. The lists are {string.Join(", ", ValueLists.Names)}.");
        return [];
    }

    /// <summary>An object that may be missing.</summary>
    public FormMembers? Optional(string name) => node[name] is { } value ? new FormMembers(value, At(name), problems) : null;

    public IEnumerable<FormMembers> Each(string name)
    {
        if (node[name] is not { } value)
            return [];
        if (value is JsonArray list)
            return list.Select((item, index) => new FormMembers(item, $"{At(name)}[{index}]", problems));
        Wrong(name, "This must be a list.");
        return [];
    }

    public IReadOnlyList<FormChoice> Choices(string name)
    {
        if (node[name] is not JsonArray list)
            return [];
        return [.. list.Select((item, index) => Choice(item, $"{At(name)}[{index}]"))];
    }

    private FormChoice Choice(JsonNode? item, string at)
    {
        if (item is JsonValue plain && plain.TryGetValue<string>(out var text))
            return new FormChoice(text, text);
        var members = new FormMembers(item, at, problems);
        members.Only(["value", "label", "hint"]);
        var value = members.Text("value");
        return new FormChoice(value, members.OptionalText("label") ?? value, members.OptionalText("hint"));
    }

    private void Wrong(string name, string message) => problems.Add(new FormProblem(At(name), message));

    private string At(string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
