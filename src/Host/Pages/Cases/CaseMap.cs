using System.Text.Json;
using System.Text.Json.Nodes;
using ReviewFlow.Host.Pages.Settings;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Workflows.Cases;

namespace ReviewFlow.Host.Pages.Cases;

/// <summary>Reads the drawing of a case's process: from the hidden definition that routes it, else from any that has one.</summary>
public sealed class CaseMap(DefinitionStore definitions, OrganisationCache organisations)
{
    public async Task<CaseDrawing> ReadAsync(CaseSheet sheet, CancellationToken cancellation)
    {
        IReadOnlyList<MapPlace> places = [];
        string? policy = null, policyUrl = null;
        var settings = await organisations.SettingsAsync(cancellation);
        foreach (var instance in sheet.Instances.OrderByDescending(i => i.Hidden).ThenBy(i => i.Number))
        {
            var block = Block((await definitions.VersionAsync(instance.VersionId, cancellation)).Definition.CustomProperties);
            if (places.Count == 0) places = ProcessMap.Read(block["map"]);
            policy ??= block["policy"]?["title"]?.ToString();
            // What the organisation sets goes before what the definition was shipped with.
            policyUrl ??= settings.GetValueOrDefault(KnownSettings.PolicyKey(block["area"]?.ToString() ?? "")) ?? block["policy"]?["url"]?.ToString();
        }

        var steps = ProcessMap.Of(places, [.. sheet.Steps.Select(i => i.OnMap)], sheet.NextAction, sheet.Case.EndedAt);
        return new CaseDrawing(sheet.Id, steps, places.Count > 0, policy, policyUrl is { } url && KnownSettings.IsWebAddress(url) ? url : null);
    }

    private static JsonObject Block(JsonElement custom) => custom.ValueKind == JsonValueKind.Object && custom.TryGetProperty("reviewflow", out var block)
        ? JsonNode.Parse(block.GetRawText()) as JsonObject ?? []
        : [];
}

/// <summary>The map, and the policy behind the process.</summary>
public sealed record CaseDrawing(string CaseId, IReadOnlyList<MapStep> Steps, bool Drawn, string? Policy, string? PolicyUrl);
