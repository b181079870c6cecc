using Npgsql;
using ReviewFlow.Persistence.EmbeddedServer;

namespace ReviewFlow.Persistence.Tests.EmbeddedServer;

/// <summary>A data folder of a host's own, with everything that a server made of it removed at the end.</summary>
sealed class DataFolder : IAsyncDisposable
{
    readonly List<Host> _started = [];

    public DataFolder(string? root = null, string? binaries = null)
    {
        Root = root ?? Path.Combine(Path.GetTempPath(), "reviewflow-" + Guid.NewGuid().ToString("N"));
        Options = new() { DataRoot = Root, BinariesRoot = binaries ?? DataPlaces.BinariesRoot(AppContext.BaseDirectory) };
    }

    public string Root { get; }

    public EmbeddedPostgresOptions Options { get; init; }

    public ServerFolders Folders => ServerFolders.For(Root);

    public string PostmasterFile => Path.Combine(Folders.Cluster, "postmaster.pid");

    public async Task<Host> StartAsync()
    {
        var held = HostLock.Acquire(Root);
        var host = new Host(this, await EmbeddedPostgres.StartAsync(Options, held, CancellationToken.None), held);
        _started.Add(host);
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _started)
            await host.Server.DisposeAsync();
        foreach (var folder in new[] { Folders.Home, Root }.Where(Directory.Exists))
            Directory.Delete(folder, recursive: true);
    }
}

/// <summary>What a host has while it runs; it can die without stopping its server.</summary>
sealed record Host(DataFolder Data, EmbeddedPostgres Server, HostLock Lock) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Server.DisposeAsync();

    /// <summary>As far as the next host can tell, this process was killed.</summary>
    public void Die()
    {
        Server.Abandon();
        Lock.Dispose();
    }

    public Task MakeTableAsync() => AsOwnerAsync("CREATE TABLE note (id int PRIMARY KEY)");

    public Task AddRowAsync(int id) => RunAsync(Server.AppConnectionString, $"INSERT INTO note VALUES ({id})");

    public async Task<long> CountAsync() => (long)(await RunAsync(Server.AppConnectionString, "SELECT count(*) FROM note"))!;

    public Task<object?> AsOwnerAsync(string statement) => RunAsync(Server.OwnerConnectionString, statement);

    public Task<object?> AsAppAsync(string statement) => RunAsync(Server.AppConnectionString, statement);

    static async Task<object?> RunAsync(string address, string statement)
    {
        await using var connection = new NpgsqlConnection(address + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        return await command.ExecuteScalarAsync();
    }
}
