using System.Text.Json.Nodes;
using ReviewFlow.Workflows.Forms;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Forms;

/// <summary>A form with its answers, ready to be shown to one person.</summary>
public sealed record FormView
{
    public required FormDefinition Form { get; init; }

    /// <summary>Answers by section.</summary>
    public required JsonObject Answers { get; init; }
    public required IReadOnlySet<string> OpenPaths { get; init; }
    public required FormFacts Facts { get; init; }
    public required Organisation Organisation { get; init; }
    public required DateOnly Today { get; init; }
    public IReadOnlyList<FieldProblem> Problems { get; init; } = [];
    public IReadOnlyList<PrefilledValue> Prefilled { get; init; } = [];

    /// <summary>The one row of a table that is shown, when the page is about it alone.</summary>
    public string? OnlyRow { get; init; }

    /// <summary>Who others wait for, by phase key: their name stands where the answer will be.</summary>
    public IReadOnlyDictionary<string, string> WaitsFor { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public JsonObject Content(FormSection section) => Answers[section.Id] as JsonObject ?? [];

    public bool IsShown(FormSection section, FormField field, JsonObject? row = null) => FormValidator.IsShown(Form, section, field, Answers, Facts, row);

    public bool IsOpen(FormSection section, FormField field) => OpenPaths.Contains(FormPath.InForm(section.Id, field.Id));

    /// <summary>A field outside a table.</summary>
    public FieldView Field(FormSection section, FormField field) => new(
        field,
        FieldNames.Field(section.Id, field.Id),
        Content(section)[field.Id],
        Error(section.Id, field.Id),
        IsOpen(section, field),
        Prefilled.FirstOrDefault(p => p.SectionId == section.Id && p.FieldId == field.Id)?.Source,
        this);

    /// <summary>A cell of a table.</summary>
    public FieldView Cell(FormSection section, FormField table, FormField column, string row, JsonObject cells) => new(
        column,
        FieldNames.Cell(section.Id, table.Id, row, column.Id),
        cells[column.Id],
        Error(section.Id, FormPath.Cell(table.Id, row, column.Id)),
        FormPath.IsOpen(OpenPaths, section.Id, table.Id, row, column.Id),
        null,
        this);

    /// <summary>Rows of a table with their ids.</summary>
    public IReadOnlyList<(string Id, JsonObject Cells)> Rows(FormSection section, FormField table) =>
        [.. (Content(section)[table.Id] as JsonArray ?? []).OfType<JsonObject>().Select((row, index) => (row["id"]?.ToString() ?? $"new-{index + 1}", row)).Where(r => OnlyRow is null || r.Item1 == OnlyRow)];

    public string? Error(string section, string path) => Problems.FirstOrDefault(p => p.SectionId == section && p.Path == path)?.Message;

    /// <summary>Somebody who could fill in a field that is still empty.</summary>
    public string? Awaited(FormField field) => field.OpenAt.Select(key => WaitsFor.GetValueOrDefault(key)).FirstOrDefault(name => name is not null);

    /// <summary>People who can be named in a field of type person.</summary>
    public IReadOnlyList<StaffMember> People =>
    [
        .. Organisation.People.Concat(Organisation.Externals.Where(e => Facts.People?.Contains(e.PersonId) == true).Select(e => Organisation.Person(e.PersonId)!))
            .Where(p => Organisation.InPost(p.Id, Today)).OrderBy(p => p.Name, StringComparer.CurrentCulture),
    ];

    /// <summary>An answer as people read it; empty when there is none.</summary>
    public string Words(FormField field, JsonNode? value) => AnswerWords.Of(field, value, Organisation.NameOf);
}

/// <summary>One field, ready to be shown.</summary>
/// <param name="Field">The field or column.</param>
/// <param name="Name">Its name and id on the page.</param>
/// <param name="Value">Its answer.</param>
/// <param name="Error">What is wrong with it; null for nothing.</param>
/// <param name="Open">Whether it can be filled in.</param>
/// <param name="Source">Where an offered value comes from, in words.</param>
/// <param name="Form">The form that it is in.</param>
public sealed record FieldView(FormField Field, string Name, JsonNode? Value, string? Error, bool Open, string? Source, FormView Form)
{
    /// <summary>Ids of what describes it, for <c>aria-describedby</c>.</summary>
    public string? DescribedBy
    {
        get
        {
            var ids = string.Join(' ', new[] { Field.Hint is null && Source is null ? null : $"{Name}-hint", Error is null ? null : $"{Name}-error" }.OfType<string>());
            return ids.Length == 0 ? null : ids;
        }
    }

    /// <summary>Choices to offer: those in use, and a retired one where it was chosen before.</summary>
    public IReadOnlyList<FormChoice> Offered => [.. Field.Choices.Where(c => !c.Retired || Has(c.Value))];

    public string Words => Form.Words(Field, Value);

    public bool IsEmpty => FieldTypes.IsEmpty(Field, Value);

    public bool Has(string choice) => Value is JsonArray several ? several.Any(one => one?.ToString() == choice) : Value?.ToString() == choice;
}
