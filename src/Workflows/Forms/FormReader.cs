using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReviewFlow.Workflows.Forms;

/// <summary>What reading a form file gave: the form, or what is wrong with it.</summary>
public sealed record FormReadResult(FormDefinition? Form, IReadOnlyList<FormProblem> Problems);

/// <summary>Something wrong with a form file, at a path such as <c>sections[1].fields[0].type</c>.</summary>
public sealed record FormProblem(string Path, string Message);

/// <summary>
/// Reads <c>workflows-json/forms/*.json</c>: the members of <see cref="FormDefinition"/> in camelCase. A section's
/// <c>openAt</c> is the default of its fields, a table's the default of its columns. A choice may be plain text.
/// </summary>
public static class FormReader
{
    private static readonly string[] FormMembers = ["id", "version", "title", "sections"];
    private static readonly string[] SectionMembers = ["id", "title", "help", "pulledThrough", "internal", "openAt", "fields"];
    private static readonly string[] FieldMembers =
    [
        "id", "label", "type", "hint", "required", "choices", "openAt", "showIf", "requiredIf", "valid", "validMessage",
        "missingMessage", "prefill", "prefillAgain", "columns", "minRows", "rowName", "maxLength", "readOnly", "register", "choicesFrom", "afterSigning", "importable", "internal",
    ];

    private static readonly string[] RegisterMembers = ["text", "owner", "due", "theme", "standing", "closedWhen", "followed", "prefix", "rag"];
    private static readonly string[] RagMembers = ["status", "comment", "completedOn", "offTarget", "progress", "setBy"];

    public static FormReadResult Read(string json)
    {
        var problems = new List<FormProblem>();
        var form = Parse(json, problems);
        if (form is not null && problems.Count == 0)
            FormCheck.Check(form, problems);
        return problems.Count == 0 ? new FormReadResult(form, []) : new FormReadResult(null, problems);
    }

    private static FormDefinition? Parse(string json, List<FormProblem> problems)
    {
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, AllowDuplicateProperties = false });
        }
        catch (JsonException broken)
        {
            problems.Add(new FormProblem("", $"This is not JSON: {broken.Message}"));
            return null;
        }

        var reader = new FormMembers(root, "", problems);
        reader.Only(FormMembers);
        return new FormDefinition
        {
            Id = reader.Text("id"),
            Version = reader.Whole("version", 1),
            Title = reader.Text("title"),
            Sections = [.. reader.Each("sections").Select(Section)],
        };
    }

    private static FormSection Section(FormMembers reader)
    {
        reader.Only(SectionMembers);
        IReadOnlyList<string> openAt = reader.Texts("openAt") ?? [];
        return new FormSection
        {
            Id = reader.Text("id"),
            Title = reader.Text("title"),
            Help = reader.OptionalText("help"),
            PulledThrough = reader.Flag("pulledThrough"),
            Internal = reader.Flag("internal"),
            Fields = [.. reader.Each("fields").Select(f => Field(f, openAt))],
        };
    }

    private static FormField Field(FormMembers reader, IReadOnlyList<string> inherited)
    {
        reader.Only(FieldMembers);
        var openAt = reader.Texts("openAt") ?? inherited;
        return new FormField
        {
            Id = reader.Text("id"),
            Label = reader.Text("label"),
            Type = reader.Type("type"),
            Hint = reader.OptionalText("hint"),
            Required = reader.Flag("required"),
            Choices = reader.OptionalText("choicesFrom") is { } list ? reader.ListOf(list) : reader.Choices("choices"),
            ChoicesFrom = reader.OptionalText("choicesFrom"),
            OpenAt = openAt,
            ShowIf = reader.OptionalText("showIf"),
            RequiredIf = reader.OptionalText("requiredIf"),
            Valid = reader.OptionalText("valid"),
            ValidMessage = reader.OptionalText("validMessage"),
            MissingMessage = reader.OptionalText("missingMessage"),
            Prefill = reader.OptionalText("prefill"),
            PrefillAgain = reader.Flag("prefillAgain"),
            Columns = [.. reader.Each("columns").Select(c => Field(c, openAt))],
            MinRows = reader.Whole("minRows", 0),
            RowName = reader.OptionalText("rowName"),
            MaxLength = reader.Whole("maxLength", 10_000),
            ReadOnly = reader.Flag("readOnly"),
            AfterSigning = reader.Flag("afterSigning"),
            Importable = reader.Flag("importable"),
            Internal = reader.Flag("internal"),
            Register = reader.Optional("register") is { } register ? Register(register) : null,
        };
    }

    private static FormRegister Register(FormMembers reader)
    {
        reader.Only(RegisterMembers);
        return new FormRegister(
            reader.Text("text"), reader.Text("owner"), reader.OptionalText("due"), reader.OptionalText("theme"), reader.OptionalText("standing"), reader.Texts("closedWhen") ?? [], reader.Flag("followed"))
        {
            Prefix = reader.OptionalText("prefix"),
            Rag = reader.Optional("rag") is { } rag ? Rag(rag) : null,
        };
    }

    private static FormRag Rag(FormMembers reader)
    {
        reader.Only(RagMembers);
        return new FormRag(reader.Text("status"), reader.Text("comment"), reader.Text("completedOn"), reader.Text("offTarget"), reader.Text("progress"), reader.Text("setBy"));
    }
}
