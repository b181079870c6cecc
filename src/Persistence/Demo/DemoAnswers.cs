using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Lists;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Persistence.Demo;

/// <summary>What a scripted person types: by field id, by <c>table.column</c> for every row, or rows of a table.</summary>
public sealed partial class DemoAnswers : Dictionary<string, JsonNode?>
{
    private const string Plain = "Recorded for the demonstration.";

    public DemoAnswers()
        : base(StringComparer.Ordinal)
    {
    }

    /// <summary>What to save: the answers given, and something plausible for whatever the form still misses.</summary>
    internal IReadOnlyList<SectionSave> Fill(InstanceView view, FormDefinition form, string phase, bool complete, FormFacts facts, string person)
    {
        var answers = new JsonObject(view.Documents.Values.Select(d => KeyValuePair.Create(d.SectionId, JsonNode.Parse(d.Content))));
        foreach (var section in form.Sections) answers.TryAdd(section.Id, new JsonObject());
        foreach (var offered in Prefill.Evaluate(form, answers, facts).Where(o => !o.ReadOnly && view.OpenPaths.Contains(FormPath.InForm(o.SectionId, o.FieldId))))
            answers[offered.SectionId]![offered.FieldId] = offered.Value;
        foreach (var section in form.Sections) Give(view, section, (JsonObject)answers[section.Id]!, RowPhase.Read(phase).Row);
        for (var round = 0; complete && round < 20; round++)
        {
            var problems = FormValidator.Validate(form, answers, phase, facts);
            if (problems.Count == 0) break;
            foreach (var problem in problems) Mend(form.Sections.First(s => s.Id == problem.SectionId), (JsonObject)answers[problem.SectionId]!, problem.Path, facts, person);
        }

        return [.. form.Sections.Where(s => FormRules.AnyOpen(s, view.OpenPaths)).Select(s => Save(view, s, (JsonObject)answers[s.Id]!))];
    }

    private void Give(InstanceView view, FormSection section, JsonObject content, string? only)
    {
        foreach (var field in section.Fields)
        {
            if ((TryGetValue($"{section.Id}/{field.Id}", out var value) || TryGetValue(field.Id, out value)) && view.OpenPaths.Contains(FormPath.InForm(section.Id, field.Id))) content[field.Id] = value?.DeepClone();
            if (content[field.Id] is not JsonArray rows) continue;
            foreach (var row in rows.OfType<JsonObject>().Where(r => only is null || r["id"]?.ToString() == only))
            {
                foreach (var column in field.Columns.Where(c => FormPath.IsOpen(view.OpenPaths, section.Id, field.Id, row["id"]?.ToString() ?? "", c.Id)))
                    if (TryGetValue($"{field.Id}.{column.Id}", out var cell)) row[column.Id] = cell?.DeepClone();
            }
        }
    }

    private static SectionSave Save(InstanceView view, FormSection section, JsonObject content) => new(
        section.Id,
        view.Documents.TryGetValue(section.Id, out var document) ? document.Version : 0,
        new JsonObject(section.Fields
            .Where(f => content.ContainsKey(f.Id) && (view.OpenPaths.Contains(FormPath.InForm(section.Id, f.Id)) || (f.Columns.Count > 0 && FormRules.AnyOpen(section, view.OpenPaths))))
            .Select(f => KeyValuePair.Create(f.Id, content[f.Id]?.DeepClone()))));

    private static void Mend(FormSection section, JsonObject content, string path, FormFacts facts, string person)
    {
        var match = Cell().Match(path);
        if (!match.Success)
        {
            if (section.Fields.FirstOrDefault(f => f.Id == path) is { } field) content[field.Id] = Something(field, facts, person);
            return;
        }

        var table = section.Fields.First(f => f.Id == match.Groups["table"].Value);
        var row = (content[table.Id] as JsonArray ?? []).OfType<JsonObject>().FirstOrDefault(r => r["id"]?.ToString() == match.Groups["row"].Value);
        if (row is not null && table.Columns.FirstOrDefault(c => c.Id == match.Groups["column"].Value) is { } column) row[column.Id] = Something(column, facts, person);
    }

    private static JsonNode? Something(FormField field, FormFacts facts, string person) => field.Type switch
    {
        FormFieldType.Date => facts.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        FormFieldType.Radio or FormFieldType.Select => field.Choices[0].Value,
        FormFieldType.Checkbox when field.Choices.Count > 0 => new JsonArray(field.Choices[0].Value),
        FormFieldType.Checkbox => true,
        FormFieldType.Number => 1,
        FormFieldType.Person => person,
        FormFieldType.Table => new JsonArray(new JsonObject { ["id"] = "r1" }),
        _ => Plain,
    };

    [GeneratedRegex(@"^(?<table>[^\[]+)\[(?<row>[^\]]+)\]\.(?<column>.+)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Cell();
}
