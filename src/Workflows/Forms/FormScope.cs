using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ReviewFlow.Engine.Expressions;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Workflows.Forms;

/// <summary>
/// Names that a form's expressions see: <c>value</c> (this field), <c>row</c> (its table row), <c>today</c>,
/// <c>subject</c>, <c>caseFields</c>, <c>input</c>, <c>answers</c> (by section), then the sections by id, then the
/// fields of the own section by id. A field without an answer is null.
/// </summary>
internal sealed class FormScope(FormDefinition form, JsonObject answers, FormFacts facts) : ScriptScope
{
    public static readonly IReadOnlySet<string> Reserved =
        new HashSet<string>(["value", "row", "today", "subject", "caseFields", "input", "answers"], StringComparer.Ordinal);

    private static readonly JsonSerializerOptions Camel = new(JsonSerializerDefaults.Web);
    private readonly HashSet<string> read = new(StringComparer.Ordinal);

    public FormSection? Section { get; init; }

    public JsonNode? Value { get; init; }

    public JsonObject? Row { get; init; }

    /// <summary>Names that were read, for provenance.</summary>
    public IReadOnlySet<string> Read => read;

    public FormScope At(FormSection section, JsonNode? value, JsonObject? row) =>
        new(form, answers, facts) { Section = section, Value = value, Row = row };

    /// <summary>Whether the name is known, and its value.</summary>
    public override bool TryGet(string name, out JsonNode? value)
    {
        read.Add(name);
        value = name switch
        {
            "value" => Value,
            "row" => Row,
            "today" => JsonValue.Create(facts.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            "subject" => JsonSerializer.SerializeToNode(facts.Subject, Camel),
            "caseFields" => facts.CaseFields ?? [],
            "input" => facts.Input ?? [],
            "answers" => answers,
            _ => null,
        };
        return Reserved.Contains(name) || TryAnswer(name, out value);
    }

    public override DateOnly AddWorkingDays(DateOnly from, int days, string? calendar) => WorkingDays.Add(Calendar, from, days);

    public override int WorkingDaysBetween(DateOnly from, DateOnly to, string? calendar) => WorkingDays.Between(Calendar, from, to);

    public override bool IsWorkingDay(DateOnly date, string? calendar) => WorkingDays.IsWorkingDay(Calendar, date);

    private WorkingDayCalendar Calendar => facts.Calendar ?? throw new ScriptException("Working days are not known here.");

    private bool TryAnswer(string name, out JsonNode? value)
    {
        value = null;
        if (form.Sections.Any(s => s.Id == name))
        {
            value = answers[name] ?? new JsonObject();
            return true;
        }

        if (Section is null || Section.Fields.All(f => f.Id != name))
            return false;
        value = (answers[Section.Id] as JsonObject)?[name];
        return true;
    }
}
