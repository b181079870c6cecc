using System.Text.Json.Nodes;
using ReviewFlow.Engine;
using ReviewFlow.Persistence.Actions;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Forms;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>Puts the form of a step together as one person sees it.</summary>
internal static class StepForms
{
    public static async Task<StepForm?> ReadAsync(StepRows rows, Entry entry, DefinitionStore definitions, Facts known, CancellationToken cancellation)
    {
        if (rows.Instance is not { FormId: { } id, FormVersion: { } version }) return null;
        var whole = await definitions.FormAsync(id, version, cancellation);
        var form = entry.Outside ? whole.Shared() : whole;
        var signed = Signed(rows);
        var here = TaskFace.Item(rows.Task);
        // A page about one row of a table opens that row alone, whatever else its reader holds.
        var phases = rows.Tasks.Select(TaskFace.Item).Where(i => entry.IsOwn(i) && (here.Row is null || i.TaskId == here.TaskId)).Select(i => i.PhaseKey).ToHashSet(StringComparer.Ordinal);
        var open = FormRules.OpenPaths(form, phases, signed.Keys.ToHashSet(StringComparer.Ordinal));
        var answers = new JsonObject(rows.Documents.Select(d => KeyValuePair.Create(d.SectionId, JsonNode.Parse(d.Content))));
        var facts = FactsOf(rows, entry, known);
        var saved = (JsonObject)answers.DeepClone();
        var drafts = rows.Drafts.Where(d => form.Sections.Any(s => s.Id == d.SectionId && FormRules.AnyOpen(s, open))).ToList();
        foreach (var draft in drafts) DraftLayer.Lay(draft, VersionOf(draft.SectionId, rows, []), answers, open);
        var prefilled = Prefill.Evaluate(form, answers, facts);
        foreach (var value in prefilled) Offer(value, answers);
        return new StepForm
        {
            Definition = form,
            Answers = answers,
            Versions = form.Sections.ToDictionary(s => s.Id, s => VersionOf(s.Id, rows, drafts), StringComparer.Ordinal),
            OpenPaths = open,
            Signed = signed,
            Prefilled = prefilled,
            Facts = facts,
            Saved = saved,
            SavedSections = [.. rows.Documents.Select(d => new SectionContent(d.SectionId, d.Version, (JsonObject)JsonNode.Parse(d.Content)!))],
            Typed = [.. drafts.Select(d => new SectionSave(d.SectionId, d.BaseVersion, (JsonObject)JsonNode.Parse(d.Content)!))],
            Row = here.Row,
            DraftKeptAt = drafts.Count == 0 ? null : drafts.Max(d => d.SavedAt),
        };
    }

    // What was typed began from the version that the draft remembers, however often others have saved since.
    private static int VersionOf(string section, StepRows rows, List<DraftRow> drafts) =>
        drafts.Find(d => d.SectionId == section)?.BaseVersion ?? rows.Documents.FirstOrDefault(d => d.SectionId == section)?.Version ?? 0;

    private static Dictionary<string, SignatureRow> Signed(StepRows rows) =>
        rows.Documents.Where(d => d.SignatureId is not null)
            .Join(rows.Signatures, d => d.SignatureId, s => s.Id, (d, s) => (d.SectionId, s))
            .ToDictionary(p => p.SectionId, p => p.s, StringComparer.Ordinal);

    private static void Offer(PrefilledValue value, JsonObject answers)
    {
        if (answers[value.SectionId] is not JsonObject content) answers[value.SectionId] = content = [];
        content[value.FieldId] = value.Value.DeepClone();
    }

    /// <summary>What conditions and prefills of the step's form see.</summary>
    public static FormFacts FactsOf(StepRows rows, Entry entry, Facts known) => new(
        entry.Today,
        entry.Facts!.Technical ? null : entry.Facts.Subject,
        PlanFields.With((JsonObject)JsonNode.Parse(rows.Case.Fields)!, rows.Case.Area, rows.Actions, entry.Today),
        rows.Instance.Input is { } input ? JsonNode.Parse(input) as JsonObject : null,
        entry.Organisation.Nameable(entry.Facts.Subject, rows.Case.Id),
        known.Calendars.GetValueOrDefault(entry.Organisation.CalendarAt(entry.Facts.Subject.TeamId)) ?? known.Calendars[known.DefaultCalendar]);
}
