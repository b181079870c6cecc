using Npgsql;

namespace ReviewFlow.Persistence.EmbeddedServer;

/// <summary>
/// The two accounts of a ReviewFlow database: the owner migrates it, the host works as the app role, which may
/// read and write rows but not change the schema.
/// </summary>
public static class DatabaseRoles
{
    public const string Owner = "reviewflow_owner";
    public const string App = "reviewflow_app";

    /// <summary>Makes both roles when missing; sets their passwords only then, unless told to.</summary>
    public static async Task EnsureRolesAsync(
        NpgsqlConnection superuser, string ownerPassword, string appPassword, bool resetPasswords, CancellationToken cancellationToken)
    {
        foreach (var (role, password) in new[] { (Owner, ownerPassword), (App, appPassword) })
        {
            var verb = await ExistsAsync(superuser, "SELECT 1 FROM pg_roles WHERE rolname = $1", role, cancellationToken)
                ? resetPasswords ? "ALTER" : null
                : "CREATE";
            if (verb is not null)
                await RunAsync(superuser, $"{verb} ROLE {role} LOGIN PASSWORD '{password.Replace("'", "''")}'", cancellationToken);
        }
    }

    public static async Task EnsureDatabaseAsync(NpgsqlConnection superuser, string database, CancellationToken cancellationToken)
    {
        if (!await ExistsAsync(superuser, "SELECT 1 FROM pg_database WHERE datname = $1", database, cancellationToken))
            await RunAsync(superuser, $"CREATE DATABASE {database} OWNER {Owner}", cancellationToken);
        await CloseToOthersAsync(superuser, database, cancellationToken);
    }

    /// <summary>Not carried over by <c>CREATE DATABASE ... TEMPLATE</c>: to be said of each copy.</summary>
    public static Task CloseToOthersAsync(NpgsqlConnection superuser, string database, CancellationToken cancellationToken) =>
        RunAsync(superuser, $"REVOKE ALL ON DATABASE {database} FROM PUBLIC; GRANT CONNECT ON DATABASE {database} TO {App}", cancellationToken);

    /// <summary>Run within the database, before its first migration: what the owner creates later, the app role may use.</summary>
    public static Task GrantRowsToAppAsync(NpgsqlConnection superuserInDatabase, CancellationToken cancellationToken) =>
        RunAsync(
            superuserInDatabase,
            $"""
            REVOKE CREATE ON SCHEMA public FROM PUBLIC;
            GRANT USAGE ON SCHEMA public TO {App};
            ALTER DEFAULT PRIVILEGES FOR ROLE {Owner} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {App};
            ALTER DEFAULT PRIVILEGES FOR ROLE {Owner} GRANT USAGE, SELECT ON SEQUENCES TO {App};
            """,
            cancellationToken);

    static async Task<bool> ExistsAsync(NpgsqlConnection connection, string query, string name, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(query, connection) { Parameters = { new() { Value = name } } };
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    static async Task RunAsync(NpgsqlConnection connection, string statement, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
