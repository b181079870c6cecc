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
/// <param name="Guidance">The guidance that the paper belongs to, with its version and dates; null where the process states none.</param>
public sealed record CaseDocument(string Id, string InstanceId, string Title, string? Appendix, IReadOnlyList<string> Sections, string? Foi, Guidance? Guidance);

/// <summary>The guidance behind a process as it stands at the foot of every sheet (S0, page footer). The dates are written as the guidance writes them.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Version">Its version.</param>
/// <param name="Lines">When it was issued and is to be reviewed, and who wrote it: name and value.</param>
public sealed record Guidance(string Title, string? Version, IReadOnlyList<(string Name, string Value)> Lines)
{
    private static readonly (string Key, string Name)[] s_lines = [("originallyIssued", "Originally issued"), ("issued", "Issued"), ("reviewDue", "Review due"), ("author", "Author")];

    /// <summary>Reads <c>customProperties.reviewflow.policy</c>; null where there is none.</summary>
    public static Guidance? Of(JsonNode? policy) => policy is JsonObject block && block["title"]?.ToString() is { } title
        ? new Guidance(title, block["version"]?.ToString(), [.. s_lines.Where(l => block[l.Key] is not null).Select(l => (l.Name, block[l.Key]!.ToString()))])
        : null;
}

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
                    process["foi"]?.ToString(),
                    Guidance.Of(process["policy"])));
            }
        }

        return [.. found.DistinctBy(d => d.Id)];
    }
}
