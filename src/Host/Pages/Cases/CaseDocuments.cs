using System.Text.Json;
using System.Text.Json.Nodes;
using ReviewFlow.Persistence.Definitions;

namespace ReviewFlow.Host.Pages.Cases;

/// <summary>A paper that a process is printed as: sections of its form, in the order of the template.</summary>
/// <param name="Id">Key in addresses.</param>
/// <param name="InstanceId">The step whose form it prints.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Appendix">Its place in the guidance ("Appendix A"); null for none.</param>
/// <param name="Sections">Sections, in order.</param>
/// <param name="Foi">Status under freedom of information, where the process states one.</param>
public sealed record CaseDocument(string Id, string InstanceId, string Title, string? Appendix, IReadOnlyList<string> Sections, string? Foi);

/// <summary>Reads which papers the steps of a case are printed as: <c>customProperties.reviewflow.documents</c> of their definitions.</summary>
public sealed class CaseDocuments(DefinitionStore definitions)
{
    public async Task<IReadOnlyList<CaseDocument>> ReadAsync(CaseSheet sheet, CancellationToken cancellation)
    {
        var found = new List<CaseDocument>();
        foreach (var instance in sheet.Instances.Where(i => !i.Hidden))
        {
            var custom = (await definitions.VersionAsync(instance.VersionId, cancellation)).Definition.CustomProperties;
            if (custom.ValueKind != JsonValueKind.Object || !custom.TryGetProperty("reviewflow", out var block)) continue;
            var process = JsonNode.Parse(block.GetRawText()) as JsonObject ?? [];
            foreach (var document in (process["documents"] as JsonArray ?? []).OfType<JsonObject>())
            {
                found.Add(new CaseDocument(
                    document["id"]?.ToString() ?? "",
                    instance.Id,
                    document["title"]?.ToString() ?? "",
                    document["appendix"]?.ToString(),
                    [.. (document["sections"] as JsonArray ?? []).Select(s => s?.ToString() ?? "")],
                    process["foi"]?.ToString()));
            }
        }

        return [.. found.DistinctBy(d => d.Id)];
    }
}
