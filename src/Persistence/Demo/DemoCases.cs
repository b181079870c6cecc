namespace ReviewFlow.Persistence.Demo;

/// <summary>Placeholder until the demo's story lands.</summary>
public sealed class DemoCases
{
    public Task PlayAsync(CancellationToken cancel = default) => Task.CompletedTask;
}
