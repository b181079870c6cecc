using Npgsql;
using ReviewFlow.Persistence.EmbeddedServer;
using Xunit;

namespace ReviewFlow.Testing.Database;

/// <summary>
/// A database of one's own, copied from a migrated template and dropped at the end. As a fixture: derive a class that
/// names the template, and take it as <c>IClassFixture</c>.
/// </summary>
public class TestDatabase(MigratedTemplate template) : IAsyncLifetime, IAsyncDisposable
{
    internal const string Prefix = "test_";

    readonly string _name = Prefix + Guid.NewGuid().ToString("N");
    TestServer? _server;

    public string OwnerConnectionString => AddressOf(DatabaseRoles.Owner);

    public string AppConnectionString => AddressOf(DatabaseRoles.App);

    /// <summary>Within this database; for what neither role may do.</summary>
    public string SuperuserConnectionString =>
        AddressOf(new NpgsqlConnectionStringBuilder(Server.SuperuserConnectionString).Username!);

    TestServer Server => _server ?? throw new InvalidOperationException("The test database was not made yet: await InitializeAsync first.");

    public async Task InitializeAsync()
    {
        _server = await TestServer.GetAsync();
        var source = await template.EnsureAsync(_server);
        await using var connection = await _server.OpenAsync();
        await TestServer.ExecuteAsync(connection, $"CREATE DATABASE {_name} TEMPLATE {source} OWNER {DatabaseRoles.Owner}");
        await DatabaseRoles.CloseToOthersAsync(connection, _name, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        foreach (var address in new[] { OwnerConnectionString, AppConnectionString, SuperuserConnectionString })
        {
            await using var pool = new NpgsqlConnection(address);
            NpgsqlConnection.ClearPool(pool);
        }

        await using var connection = await Server.OpenAsync();
        await TestServer.ExecuteAsync(connection, $"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    string AddressOf(string role) => Server.AddressOf(role, _name);
}
