using Npgsql;
using ReviewFlow.Persistence.EmbeddedServer;

namespace ReviewFlow.Persistence.Tests.Cases;

/// <summary>The small county on a server on which nobody and nothing else writes, so that its transactions can be counted.</summary>
public sealed class PrivateCaseWorld : CaseWorld
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "reviewflow-" + Guid.NewGuid().ToString("N"));
    private EmbeddedPostgres? _server;

    protected override async Task<(string Owner, string App)> BeginDatabaseAsync()
    {
        _server = await EmbeddedPostgres.StartAsync(
            new() { DataRoot = _folder, BinariesRoot = DataPlaces.BinariesRoot(AppContext.BaseDirectory), FastAndUnsafe = true }, CancellationToken.None);
        // A vacuum or an analysis would take numbers, too.
        await RunAsync("alter system set autovacuum = off");
        await RunAsync("select pg_reload_conf()");
        await ReviewFlowDatabase.MigrateAsync(_server.OwnerConnectionString);
        return (_server.OwnerConnectionString, _server.AppConnectionString);
    }

    protected override async Task EndDatabaseAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        foreach (var folder in new[] { ServerFolders.For(_folder).Home, _folder }.Where(Directory.Exists)) Directory.Delete(folder, recursive: true);
    }

    private async Task RunAsync(string statement)
    {
        await using var connection = new NpgsqlConnection(_server!.SuperuserConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }
}
