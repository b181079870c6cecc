using ReviewFlow.Engine;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Workflows.Definitions;

namespace ReviewFlow.Persistence.Definitions;

public sealed partial class DefinitionStore
{
    internal const string RunningStates = """
        select state from instances where definition_id = $1 and status = 'Running' and length(state) > 0
        """;

    /// <summary>What is wrong with a definition here and now, with what it uses linked and with the cases that wait.</summary>
    /// <param name="json">Elsa 3 definition JSON, a draft or what is to be published.</param>
    /// <param name="catalog">The activity types there are.</param>
    /// <param name="facts">Calendars and value lists; the published forms are looked up.</param>
    /// <param name="cancel">Stops the reading.</param>
    public Task<IReadOnlyList<DefinitionProblem>> CheckAsync(string json, ActivityCatalog catalog, Facts facts, CancellationToken cancel = default) =>
        CheckAsync(json, catalog, facts, [], cancel);

    // What is published together may use each other.
    private async Task<IReadOnlyList<DefinitionProblem>> CheckAsync(
        string json, ActivityCatalog catalog, Facts facts, IReadOnlyList<WorkflowDefinition> beside, CancellationToken cancel)
    {
        var read = DefinitionReader.Read(json);
        if (read.Definition is not { } definition) return read.Problems;
        IReadOnlyList<WorkflowDefinition> used = definition.References.Any() ? [.. await UsableAsync(definition, cancel), .. beside] : [];
        return DefinitionChecks.Check(definition, new DefinitionSurroundings(catalog, facts with { Forms = await FormIdsAsync(cancel) })
        {
            Find = r => r.Choose(used),
            Waiting = await WaitingAsync(definition.DefinitionId, cancel),
        });
    }

    /// <summary>Publishes a definition in which nothing is wrong that stops it; else says what, and publishes nothing.</summary>
    public async Task<PublishResult> PublishCheckedAsync(string json, string publishedBy, DateTimeOffset now, ActivityCatalog catalog, Facts facts, CancellationToken cancel = default)
    {
        var stops = (await CheckAsync(json, catalog, facts, cancel)).Where(p => !p.IsWarning).Select(p => $"{p.Path}: {p.Message}").ToList();
        return stops.Count > 0 ? new PublishResult(null, false, stops) : await PublishAsync(json, publishedBy, now, cancel);
    }

    /// <summary>Steps at which running cases of this definition wait, of whatever version they are.</summary>
    public async Task<IReadOnlyList<WaitingStep>> WaitingAsync(string definitionId, CancellationToken cancel = default)
    {
        await using var command = source.CreateCommand(RunningStates);
        command.Parameters.AddWithValue(definitionId);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var waits = new Dictionary<string, int>(StringComparer.Ordinal);
        while (await rows.ReadAsync(cancel))
        {
            foreach (var nodeId in StateSerializer.Deserialize(rows.GetFieldValue<byte[]>(0)).Bookmarks.Select(b => b.NodeId).Distinct(StringComparer.Ordinal))
                waits[nodeId] = waits.GetValueOrDefault(nodeId) + 1;
        }

        return [.. waits.OrderBy(w => w.Key, StringComparer.Ordinal).Select(w => new WaitingStep(w.Key, w.Value))];
    }
}
