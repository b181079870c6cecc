namespace ReviewFlow.Engine;

/// <summary>Limits of one burst.</summary>
public sealed record EngineOptions
{
    /// <summary>Most activities that one burst may run. 10,000.</summary>
    public int MaxActivitiesPerBurst { get; init; } = 10_000;
}
