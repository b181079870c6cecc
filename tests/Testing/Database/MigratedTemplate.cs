using Npgsql;
using ReviewFlow.Persistence.EmbeddedServer;

namespace ReviewFlow.Testing.Database;

/// <summary>
/// How the databases of a test class begin: what <paramref name="MigrateAsync"/> makes of an empty one, given the owner's
/// connection string. Built once per server and <paramref name="Hash"/>, however many test processes ask for it.
/// </summary>
/// <param name="Name">Letters and digits; templates of the same name replace each other.</param>
/// <param name="Hash">Changes when the migrations do; letters and digits.</param>
/// <param name="MigrateAsync">Leaves nothing connected.</param>
public sealed record MigratedTemplate(string Name, string Hash, Func<string, Task> MigrateAsync)
{
    // One number for all processes that build templates on this server.
    const long BuildLock = 0x52465445_4d504c54;

    string Family => $"template_{Name}_";

    string Database => Family + Hash;

    internal async Task<string> EnsureAsync(TestServer server)
    {
        await using var connection = await server.OpenAsync();
        await TestServer.ExecuteAsync(connection, $"SELECT pg_advisory_lock({BuildLock})");
        var existing = await FamilyAsync(connection);
        if (existing.Contains(Database))
            return Database;
        foreach (var outdated in existing)
            await TestServer.ExecuteAsync(connection, $"DROP DATABASE {outdated} WITH (FORCE)");
        await BuildAsync(server, connection, Family + "unfinished");
        return Database;
    }

    async Task BuildAsync(TestServer server, NpgsqlConnection connection, string unfinished)
    {
        await DatabaseRoles.EnsureRolesAsync(connection, server.Password, server.Password, resetPasswords: true, CancellationToken.None);
        await DatabaseRoles.EnsureDatabaseAsync(connection, unfinished, CancellationToken.None);
        await using (var inside = await server.OpenAsync(unfinished))
            await DatabaseRoles.GrantRowsToAppAsync(inside, CancellationToken.None);
        var owner = new NpgsqlConnectionStringBuilder(server.AddressOf(DatabaseRoles.Owner, unfinished)) { Pooling = false };
        await MigrateAsync(owner.ConnectionString);
        await TestServer.ExecuteAsync(connection, $"ALTER DATABASE {unfinished} RENAME TO {Database}");
        await TestServer.ExecuteAsync(connection, $"ALTER DATABASE {Database} ALLOW_CONNECTIONS false");
    }

    async Task<List<string>> FamilyAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT datname FROM pg_database WHERE starts_with(datname::text, $1)", connection)
        {
            Parameters = { new() { Value = Family } },
        };
        var names = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            names.Add(reader.GetString(0));
        return names;
    }
}
