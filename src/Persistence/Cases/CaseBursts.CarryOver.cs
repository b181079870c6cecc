using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Workflows.Disputes;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Persistence.Cases;

internal sealed partial class CaseBursts
{
    private const string DecisionColumn = "iroDecisionChoice";

    /// <summary>
    /// Takes the unresolved rows of the step before into a new one, where the process says so in its input:
    /// <c>carryOver: { previousInstanceId, mode: "actions" }</c>.
    /// </summary>
    private async Task CarryOverAsync(InstanceRow row, JsonObject? input, CancellationToken cancel)
    {
        if (input?["carryOver"] is not JsonObject wanted || wanted["mode"]?.ToString() != "actions") return;
        if (wanted["previousInstanceId"]?.ToString() is not { } id || !opened.Instances.TryGetValue(id, out var previous)) return;
        if (row is not { FormId: { } formId, FormVersion: { } version }) return;
        var before = await AnswersOfAsync(id, cancel);
        foreach (var section in (await definitions.FormAsync(formId, version, cancel)).Sections)
        {
            if (before.GetValueOrDefault(section.Id) is not { } content) continue;
            var taken = Carried(section, content, previous.Row.Reference ?? "");
            if (taken.Count > 0) Put(row, section.Id, taken);
        }
    }

    // What was asked goes along: the columns that are filled together with the table. Answers and decisions stay behind.
    private static JsonObject Carried(FormSection section, JsonObject content, string reference)
    {
        var taken = new JsonObject();
        foreach (var table in section.Fields.Where(f => f.Type == FormFieldType.Table))
        {
            if (content[table.Id] is not JsonArray rows) continue;
            List<string> asked = [.. table.Columns.Where(c => c.OpenAt.SequenceEqual(table.OpenAt)).Select(c => c.Id)];
            var carried = DisputeRules.CarryForward(rows, asked, DecisionColumn, reference);
            if (carried.Count > 0) taken[table.Id] = carried;
        }

        return taken;
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
