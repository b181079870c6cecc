using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.SignalR;
using Npgsql;

namespace ReviewFlow.Host.Studio.Instances;

/// <summary>Tells open pages when a run has gone on. Carries no content: the page asks for it and is masked as ever.</summary>
public sealed class RunHub(RunWatch watch) : Hub
{
    /// <summary>A page wants to hear of an instance.</summary>
    public async Task ObserveInstanceAsync(string instanceId)
    {
        if (instanceId is not { Length: > 0 and <= 200 }) return;
        await Groups.AddToGroupAsync(Context.ConnectionId, instanceId);
        watch.Observe(Context.ConnectionId, instanceId);
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        watch.Leave(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }
}

/// <summary>Looks each second whether an observed run has a new revision, whichever host made it. Idle while nobody looks.</summary>
public sealed class RunWatch(IHubContext<RunHub> hub, NpgsqlDataSource source, IServiceScopeFactory scopes, TimeProvider system) : BackgroundService
{
    private const string Revisions = "select id, revision from instances where id = any($1)";

    private readonly ConcurrentDictionary<string, string> _observed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);

    public void Observe(string connectionId, string instanceId) => _observed[connectionId] = instanceId;

    public void Leave(string connectionId) => _observed.TryRemove(connectionId, out _);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var each = new PeriodicTimer(TimeSpan.FromSeconds(1), system);
        while (await Next(each, stoppingToken))
        {
            if (_observed.IsEmpty) _known.Clear();
            else await LookAsync(stoppingToken);
        }
    }

    private static async Task<bool> Next(PeriodicTimer each, CancellationToken stopping)
    {
        try
        {
            return await each.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task LookAsync(CancellationToken stopping)
    {
        try
        {
            await using var command = source.CreateCommand(Revisions);
            command.Parameters.AddWithValue(_observed.Values.Distinct(StringComparer.Ordinal).ToArray());
            await using var rows = await command.ExecuteReaderAsync(stopping);
            while (await rows.ReadAsync(stopping)) await TellAsync(rows.GetString(0), rows.GetInt32(1), stopping);
        }
        catch (Exception broken) when (broken is NpgsqlException or OperationCanceledException or InvalidOperationException or KeyNotFoundException)
        {
            // The next look finds it; pages ask by themselves too.
        }
    }

    private async Task TellAsync(string instanceId, int revision, CancellationToken stopping)
    {
        var news = _known.TryGetValue(instanceId, out var before) && before != revision;
        _known[instanceId] = revision;
        if (!news) return;
        var page = hub.Clients.Group(instanceId);
        await page.SendAsync("WorkflowInstanceUpdatedAsync", new { workflowInstanceId = instanceId }, stopping);
        await page.SendAsync("WorkflowExecutionLogUpdatedAsync", new { }, stopping);
        // While it is told, the page does not ask for the counts at the steps by itself.
        await page.SendAsync("ActivityExecutionLogUpdatedAsync", new { stats = await StatsAsync(instanceId, stopping) }, stopping);
    }

    private async Task<IReadOnlyList<JsonObject>> StatsAsync(string instanceId, CancellationToken stopping)
    {
        await using var scope = scopes.CreateAsyncScope();
        var reader = scope.ServiceProvider.GetRequiredService<RunReader>();
        if (await reader.ReadMaskedAsync(instanceId, stopping) is not { } run) return [];
        // Only what stands on the first canvas: the page looks for a box for each.
        return [.. Execution.Of(run, await reader.JournalAsync(instanceId, stopping)).Where(r => r.NodeId.Count(c => c == ':') == 2).GroupBy(r => r.NodeId, StringComparer.Ordinal).Select(g => Execution.Stats([.. g]))];
    }
}
