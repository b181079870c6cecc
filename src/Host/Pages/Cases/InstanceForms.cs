using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Host.Forms;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Host.Pages.Cases;

/// <summary>What was answered in a step, to be read only.</summary>
/// <param name="View">The form with its answers; nothing is open in it.</param>
/// <param name="Versions">Every version of every section, newest first.</param>
public sealed record InstanceForm(FormView View, IReadOnlyList<SectionVersion> Versions)
{
    public IReadOnlyList<SectionVersion> Of(string section) => [.. Versions.Where(v => v.Section == section)];
}

/// <summary>One version of a section.</summary>
public sealed record SectionVersion(string Section, int Number, string By, string When, bool Signed, bool Shown);

/// <summary>Reads what was answered in the steps of a case.</summary>
public sealed class InstanceForms(ReviewFlowDbContext db, DefinitionStore definitions)
{
    /// <summary>The form of a step as it is now, or with one section at an earlier version; null when the step has none.</summary>
    public async Task<InstanceForm?> ReadAsync(CaseSheet sheet, InstanceSheet instance, CaseFacts about, Reading reading, (string Section, int Version)? earlier, CancellationToken cancellation)
    {
        if (instance is not { FormId: { } id, FormVersion: { } number }) return null;
        var form = await definitions.FormAsync(id, number, cancellation);
        var rows = await db.DocumentVersions.AsNoTracking().Where(v => v.InstanceId == instance.Id).OrderByDescending(v => v.Version).ToListAsync(cancellation);
        var shown = rows.GroupBy(r => r.SectionId, StringComparer.Ordinal)
            .Select(g => earlier is { } wanted && wanted.Section == g.Key ? g.FirstOrDefault(r => r.Version == wanted.Version) ?? g.First() : g.First()).ToList();
        var answers = new JsonObject(shown.Select(d => KeyValuePair.Create(d.SectionId, JsonNode.Parse(d.Content))));
        var facts = new FormFacts(Day(instance, reading), about.Subject, (JsonObject)sheet.Fields.DeepClone(), instance.InputValues);
        // Only what is merely shown is pulled through: an offer that nobody took is not an answer.
        foreach (var value in Prefill.Evaluate(form, answers, facts).Where(p => p.ReadOnly)) Put(answers, value);
        var view = new FormView
        {
            Form = form,
            Answers = answers,
            OpenPaths = new HashSet<string>(StringComparer.Ordinal),
            Facts = facts,
            Organisation = reading.Organisation,
            Today = reading.Today,
        };
        return new InstanceForm(view, [.. rows.Select(r => Version(r, sheet, reading, shown.Contains(r)))]);
    }

    // A step that has ended is shown as of its end.
    private static DateOnly Day(InstanceSheet instance, Reading reading) => instance.EndedAt is { } ended ? UkWords.LocalDate(ended) : reading.Today;

    private static SectionVersion Version(DocumentVersionRow row, CaseSheet sheet, Reading reading, bool shown)
    {
        var signed = sheet.Signatures.Any(s => s.InstanceId == row.InstanceId && (int?)JsonNode.Parse(s.Sections)?[row.SectionId] == row.Version);
        var by = row.ChangedActingForId is { } covered ? $"{reading.NameOf(row.ChangedBy)} acting for {reading.NameOf(covered)}" : reading.NameOf(row.ChangedBy);
        return new SectionVersion(row.SectionId, row.Version, by, UkWords.Moment(row.ChangedAt), signed, shown);
    }

    private static void Put(JsonObject answers, PrefilledValue value)
    {
        if (answers[value.SectionId] is not JsonObject content) answers[value.SectionId] = content = [];
        content[value.FieldId] = value.Value.DeepClone();
    }
}
