using ReviewFlow.Engine.Definitions;

namespace ReviewFlow.Engine;

/// <summary>Limits of one burst.</summary>
public sealed record EngineOptions
{
    /// <summary>Most activities that one burst may run. 10,000.</summary>
    public int MaxActivitiesPerBurst { get; init; } = 10_000;

    /// <summary>Whether flowcharts run by tokens when the definition does not say. Elsa's default, and ours, is counters.</summary>
    public bool TokenFlow { get; init; }

    /// <summary>What a fault does when the definition does not say.</summary>
    public IncidentStrategy Incidents { get; init; } = IncidentStrategy.Fault;
}
