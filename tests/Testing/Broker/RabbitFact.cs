using Xunit;

namespace ReviewFlow.Testing.Broker;

/// <summary>A test on the real broker; skipped, and said so, where there is none.</summary>
public sealed class RabbitFactAttribute : FactAttribute
{
    public RabbitFactAttribute() => Skip = RabbitServer.Missing;
}

/// <summary>One broker for a test class.</summary>
public sealed class RunningRabbit : IAsyncLifetime
{
    public RabbitServer Server { get; } = new();

    public Task InitializeAsync() => RabbitServer.Missing is null ? Server.StartAsync() : Task.CompletedTask;

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
