using System.Text.Json;
using System.Text.Json.Nodes;
using ReviewFlow.Engine.Definitions;

namespace ReviewFlow.Persistence.Definitions;

/// <summary>Workflows that are used as activities: which version is meant is settled at publishing and never changes for a case.</summary>
public sealed partial class DefinitionStore
{
    internal const string AnyVersion = "select content from definition_versions where id = any($1)";

    /// <summary>The definition with what it uses inside it; a used workflow that cannot be found stays a placeholder.</summary>
    private async Task<WorkflowDefinition> LinkAsync(WorkflowDefinition definition, CancellationToken cancel)
    {
        if (!definition.References.Any()) return definition;
        var used = await UsableAsync(definition, cancel);
        var linked = definition.LinkedWith(r => r.Choose(used));
        return linked.Definition ?? throw new InvalidOperationException($"A published definition cannot be linked: {linked.Problems[0].Path} {linked.Problems[0].Message}");
    }

    /// <summary>The id of the workflow itself in the paths of its steps, as runs and checks have it: whatever is used inside got its name first, as in Elsa.</summary>
    /// <param name="content">A version or a draft.</param>
    /// <param name="cancel">Stops the reading.</param>
    public async Task<string> OutermostAsync(string content, CancellationToken cancel = default)
    {
        const string alone = "Workflow1";
        if (DefinitionReader.Read(content).Definition is not { } definition) return alone;
        if (!definition.References.Any()) return definition.Workflow.Id;
        var used = await UsableAsync(definition, cancel);
        return definition.LinkedWith(r => r.Choose(used)).Definition?.Workflow.Id ?? alone;
    }

    /// <summary>Every version that it or what it uses names, and the newest of all definitions.</summary>
    private async Task<IReadOnlyList<WorkflowDefinition>> UsableAsync(WorkflowDefinition definition, CancellationToken cancel)
    {
        var found = new Dictionary<string, WorkflowDefinition>(StringComparer.Ordinal);
        var wanted = (await _newest.GetAsync(cancel)).Definitions.Values.Concat(Named(definition)).ToHashSet(StringComparer.Ordinal);
        while (wanted.Count > 0)
        {
            var read = await ReadVersionsAsync([.. wanted], cancel);
            foreach (var one in read) found[one.Id] = one;
            // A named version that is not here belongs to whoever exported the file.
            wanted = read.SelectMany(Named).Where(id => !found.ContainsKey(id)).ToHashSet(StringComparer.Ordinal);
        }

        return [.. found.Values.OrderBy(d => d.Version)];
    }

    private static IEnumerable<string> Named(WorkflowDefinition definition) => definition.References.Select(r => r.VersionId).OfType<string>();

    private async Task<IReadOnlyList<WorkflowDefinition>> ReadVersionsAsync(string[] ids, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(AnyVersion);
        command.Parameters.AddWithValue(ids);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var read = new List<WorkflowDefinition>();
        while (await rows.ReadAsync(cancel))
        {
            if (DefinitionReader.Read(rows.GetString(0)).Definition is { } definition) read.Add(definition);
        }

        return read;
    }

    /// <summary>Writes into the file which stored version of each used workflow is meant, so that running cases keep it.</summary>
    private async Task<string> PinAsync(WorkflowDefinition definition, string json, CancellationToken cancel)
    {
        if (!definition.References.Any()) return json;
        var used = await UsableAsync(definition, cancel);
        var root = JsonNode.Parse(json.TrimStart('\uFEFF'), documentOptions: new JsonDocumentOptions { MaxDepth = DefinitionReader.MaxDepth })!;
        Pin(root, definition.References.ToList(), used);
        return root.ToJsonString();
    }

    private static void Pin(JsonNode? node, List<WorkflowReference> references, IReadOnlyList<WorkflowDefinition> used)
    {
        switch (node)
        {
            case JsonArray list:
                foreach (var item in list) Pin(item, references, used);
                break;
            case JsonObject step:
                if (Text(step, "workflowDefinitionId") is { } id && Text(step, "type") is { } type
                    && references.Find(r => r.DefinitionId == id && r.TypeName == type && r.VersionId == Text(step, "workflowDefinitionVersionId"))?.Choose(used) is { } chosen)
                {
                    step["workflowDefinitionId"] = chosen.DefinitionId;
                    step["workflowDefinitionVersionId"] = chosen.Id;
                }

                foreach (var member in step.ToList()) Pin(member.Value, references, used);
                break;
        }
    }

    private static string? Text(JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
