using ReviewFlow.Engine.Definitions;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Time;

namespace ReviewFlow.Host.Studio.Definitions;

/// <summary>Everything that is looked at before a definition is published or tried.</summary>
public sealed class DefinitionGate(DefinitionStore definitions, FactsCache facts)
{
    /// <summary>All problems, warnings among them.</summary>
    public async Task<IReadOnlyList<DefinitionProblem>> CheckAsync(string json, CancellationToken cancellation) =>
        await definitions.CheckAsync(json, PersistenceRegistration.Catalog(), await facts.GetAsync(cancellation), cancellation);
}
