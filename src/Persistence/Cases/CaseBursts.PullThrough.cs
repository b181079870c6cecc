using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Statements;

namespace ReviewFlow.Persistence.Cases;

internal sealed partial class CaseBursts
{
    /// <summary>
    /// Takes answers over from the instance before, where the process says so in its input:
    /// <c>previousInstanceId</c> and <c>pullThrough: { section: { fields: [...], without: [columns...] } }</c>.
    /// </summary>
    private async Task PullThroughAsync(InstanceRow row, JsonObject? input, CancellationToken cancel)
    {
        if (input?["pullThrough"] is not JsonObject wanted || input["previousInstanceId"]?.ToString() is not { Length: > 0 } previous) return;
        if (!opened.Instances.ContainsKey(previous)) return;
        var before = await AnswersOfAsync(previous, cancel);
        foreach (var (section, rule) in wanted)
        {
            if (before.GetValueOrDefault(section) is not { } content) continue;
            var taken = Taken(content, Names(rule?["fields"]), Names(rule?["without"]));
            if (taken.Count == 0) continue;
            var document = new OpenedDocument(new DocumentRow
            {
                InstanceId = row.Id,
                SectionId = section,
                CaseId = row.CaseId,
                Content = "{}",
                ChangedAt = session.Now,
                ChangedBy = row.StartedBy,
            });
            document.Replace(taken);
            opened.Documents[(row.Id, section)] = document;
        }
    }

    private static JsonObject Taken(JsonObject content, HashSet<string> fields, HashSet<string> without)
    {
        var taken = new JsonObject();
        foreach (var (field, value) in content.Where(c => fields.Contains(c.Key)))
        {
            taken[field] = value is JsonArray rows
                ? new JsonArray([.. rows.Select(r => r is JsonObject cells ? new JsonObject(cells.Where(c => !without.Contains(c.Key)).Select(c => KeyValuePair.Create(c.Key, c.Value?.DeepClone()))) : r?.DeepClone())])
                : value?.DeepClone();
        }

        return taken;
    }

    private static HashSet<string> Names(JsonNode? list) => (list as JsonArray ?? []).Select(n => n?.ToString()).OfType<string>().ToHashSet(StringComparer.Ordinal);

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
