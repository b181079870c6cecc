using ReviewFlow.Engine.Definitions;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Time;

namespace ReviewFlow.Host.Studio.Definitions;

/// <summary>Everything that is looked at before a definition is published or tried.</summary>
public sealed class DefinitionGate(DefinitionStore definitions, FactsCache facts)
{
    /// <summary>All problems, warnings among them.</summary>
    public async Task<IReadOnlyList<DefinitionProblem>> CheckAsync(string json, CancellationToken cancellation)
    {
        var read = DefinitionReader.Read(json);
        if (read.Definition is not { } own) return read.Problems;
        List<WorkflowDefinition> all = [own];
        foreach (var id in await definitions.PublishedIdsAsync(cancellation))
        {
            if (id != own.DefinitionId && await definitions.LatestAsync(id, cancellation) is { } other) all.Add(other.Definition);
        }

        var linked = own.LinkedWith(r => r.Choose(all));
        return linked.Definition is { } whole
            ? DefinitionValidator.Validate(whole, PersistenceRegistration.Catalog(), await facts.GetAsync(cancellation))
            : linked.Problems;
    }
}
