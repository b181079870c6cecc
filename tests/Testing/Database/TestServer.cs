using Npgsql;
using ReviewFlow.Persistence.EmbeddedServer;

namespace ReviewFlow.Testing.Database;

/// <summary>
/// The PostgreSQL of a test run: the one named in the environment, else one of our own without fsync that is stopped
/// when the process ends.
/// </summary>
public sealed class TestServer : IAsyncDisposable
{
    /// <summary>Holds a superuser's connection string when one server serves several test processes.</summary>
    public const string AddressVariable = "REVIEWFLOW_TEST_SERVER";

    static readonly Lazy<Task<TestServer>> Shared = new(FindOrStartAsync);

    readonly EmbeddedPostgres? _own;

    TestServer(string superuserConnectionString, EmbeddedPostgres? own) =>
        (SuperuserConnectionString, _own) = (superuserConnectionString, own);

    public string SuperuserConnectionString { get; }

    /// <summary>The server of this test run. Not to be disposed by a test.</summary>
    public static Task<TestServer> GetAsync() => Shared.Value;

    /// <summary>
    /// Starts a server on the first place below <c>artifacts</c> that no other process holds. Places are used again:
    /// that saves making a cluster, and a server left over by a killed run is taken over.
    /// </summary>
    public static async Task<TestServer> StartOwnAsync()
    {
        var places = Path.Combine(DataPlaces.FindRoot(AppContext.BaseDirectory), "artifacts", "test-server");
        for (var number = 1; ; number++)
        {
            var options = new EmbeddedPostgresOptions
            {
                DataRoot = Path.Combine(places, $"{number}"),
                BinariesRoot = DataPlaces.BinariesRoot(AppContext.BaseDirectory),
                FastAndUnsafe = true,
            };
            if (HostLock.TryAcquire(options.DataRoot) is not { } held)
                continue;
            var own = await StartAsync(options, held);
            var server = new TestServer(own.SuperuserConnectionString, own);
            await server.DropLeftoversAsync();
            return server;
        }
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_own is not null)
            await _own.DisposeAsync();
    }

    static async Task<TestServer> FindOrStartAsync()
    {
        var server = Environment.GetEnvironmentVariable(AddressVariable) is { Length: > 0 } address
            ? new TestServer(address, own: null)
            : await StartOwnAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return server;
    }

    static async Task<EmbeddedPostgres> StartAsync(EmbeddedPostgresOptions options, HostLock held)
    {
        var folders = ServerFolders.For(options.DataRoot);
        try
        {
            return await EmbeddedPostgres.StartAsync(options, held, CancellationToken.None);
        }
        catch (DatabaseUnavailableException) when (folders.HasCluster)
        {
            // Without fsync a crash of the machine may have ruined it, and there is nothing in it to keep.
            Directory.Delete(folders.Version, recursive: true);
            return await EmbeddedPostgres.StartAsync(options, CancellationToken.None);
        }
    }

    async Task DropLeftoversAsync()
    {
        await using var connection = await OpenAsync();
        await using var list = new NpgsqlCommand($"SELECT datname FROM pg_database WHERE datname LIKE '{TestDatabase.Prefix}%'", connection);
        var names = new List<string>();
        await using (var reader = await list.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                names.Add(reader.GetString(0));
        }

        foreach (var name in names)
            await ExecuteAsync(connection, $"DROP DATABASE {name} WITH (FORCE)");
    }

    internal async Task<NpgsqlConnection> OpenAsync(string? database = null)
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(SuperuserConnectionString) { Pooling = false, Database = database ?? "postgres" }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Roles of a test server have the superuser's password: whoever got the address can make theirs.</summary>
    internal string AddressOf(string role, string database) =>
        new NpgsqlConnectionStringBuilder(SuperuserConnectionString) { Username = role, Database = database, MaxPoolSize = 10 }.ConnectionString;

    internal string Password => new NpgsqlConnectionStringBuilder(SuperuserConnectionString).Password!;

    internal static async Task ExecuteAsync(NpgsqlConnection connection, string statement)
    {
        await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync();
    }
}
