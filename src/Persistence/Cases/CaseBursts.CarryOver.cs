using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Workflows.Disputes;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Persistence.Cases;

internal sealed partial class CaseBursts
{
    /// <summary>
    /// Takes the unresolved rows of the step before into a new one, where the process says so in its input:
    /// <c>carryOver: { previousInstanceId, mode: "actions" }</c>.
    /// </summary>
    private async Task CarryOverAsync(InstanceRow row, JsonObject? input, CancellationToken cancel)
    {
        if (input?["carryOver"] is not JsonObject wanted || wanted["mode"]?.ToString() != "actions") return;
        if (wanted["previousInstanceId"]?.ToString() is not { } id || !opened.Instances.TryGetValue(id, out var previous)) return;
        if (row is not { FormId: { } formId, FormVersion: { } version }) return;
        if (await CarriedAsync(id, formId, version, there: null, cancel) is not var (section, taken)) return;
        opened.Register.Take(row, section, taken, session.Now);
        Put(row, section.Id, taken);
    }

    /// <summary>The table of a form with the unresolved rows of another step in it: its section and that section's content; null when nothing comes along.</summary>
    /// <param name="previousId">The step before.</param>
    /// <param name="formId">Form of the step that is filled.</param>
    /// <param name="version">Its version.</param>
    /// <param name="there">Content of the section as it is, by section.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<(FormSection Section, JsonObject Content)?> CarriedAsync(
        string previousId, string formId, int version, Func<string, JsonObject?>? there, CancellationToken cancel)
    {
        if (!opened.Instances.TryGetValue(previousId, out var previous) || previous.Row is not { FormId: { } beforeId, FormVersion: { } beforeVersion }) return null;
        if (CarriedActions.TableOf(await definitions.FormAsync(formId, version, cancel)) is not var (section, table)) return null;
        if (CarriedActions.TableOf(await definitions.FormAsync(beforeId, beforeVersion, cancel)) is not var (from, source)) return null;
        if ((await AnswersOfAsync(previousId, cancel)).GetValueOrDefault(from.Id)?[source.Id] is not JsonArray rows) return null;
        var content = (JsonObject?)there?.Invoke(section.Id)?.DeepClone() ?? [];
        var filled = CarriedActions.Into(table, content[table.Id] as JsonArray, source, rows, previous.Row.Reference ?? "");
        if (filled.Count == ((content[table.Id] as JsonArray)?.Count ?? 0)) return null;
        content[table.Id] = filled;
        return (section, content);
    }

    private void Put(InstanceRow row, string section, JsonObject content)
    {
        var document = new OpenedDocument(new DocumentRow
        {
            InstanceId = row.Id,
            SectionId = section,
            CaseId = row.CaseId,
            Content = "{}",
            ChangedAt = session.Now,
            ChangedBy = row.StartedBy,
        });
        document.Replace(content);
        opened.Documents[(row.Id, section)] = document;
    }

    // Those of the step that has just ended were read with it; others are read now.
    private async Task<Dictionary<string, JsonObject>> AnswersOfAsync(string instanceId, CancellationToken cancel)
    {
        var known = opened.Documents.Values.Where(d => d.Row.InstanceId == instanceId).ToDictionary(d => d.Row.SectionId, d => d.Content, StringComparer.Ordinal);
        if (known.Count > 0) return known;
        await using var batch = new NpgsqlBatch(session.Connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(CaseReads.Documents).Text(instanceId));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return (await rows.ListAsync(CaseRows.Document, cancel)).ToDictionary(d => d.SectionId, d => (JsonObject)JsonNode.Parse(d.Content)!, StringComparer.Ordinal);
    }
}
