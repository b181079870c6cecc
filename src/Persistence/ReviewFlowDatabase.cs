using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ReviewFlow.Persistence;

/// <summary>Brings a database to this version's schema.</summary>
public static class ReviewFlowDatabase
{
    /// <summary>The group role that the application's account belongs to: rows only, audit append-only.</summary>
    public const string AppRole = "reviewflow_app";

    // Any fixed number; hosts that start together take turns.
    private const long MigrationLock = 7_302_611;

    /// <summary>Applies what is missing, in one go; a second caller waits and finds nothing to do.</summary>
    /// <param name="ownerConnectionString">Account that owns the schema.</param>
    /// <param name="cancel">Gives up waiting.</param>
    public static async Task MigrateAsync(string ownerConnectionString, CancellationToken cancel = default)
    {
        await using var gate = new NpgsqlConnection(Unpooled(ownerConnectionString));
        await gate.OpenAsync(cancel);
        await Execute(gate, $"select pg_advisory_lock({MigrationLock})", cancel);
        await using (var context = new ReviewFlowDbContext(Options(Unpooled(ownerConnectionString))))
        {
            await context.Database.MigrateAsync(cancel);
        }

        await Execute(gate, Grants, cancel);
    }

    /// <summary>Options for the schema's owner or for the application.</summary>
    public static DbContextOptions<ReviewFlowDbContext> Options(string connectionString) =>
        new DbContextOptionsBuilder<ReviewFlowDbContext>().UseNpgsql(connectionString).Options;

    // Run after every migration, so that a new table is never forgotten.
    private const string Grants = $"""
        do $$
        begin
            if not exists (select from pg_roles where rolname = '{AppRole}') then
                begin
                    create role {AppRole} nologin;
                exception when duplicate_object or unique_violation or insufficient_privilege then null;
                end;
            end if;
            if exists (select from pg_roles where rolname = '{AppRole}') then
                revoke create on schema public from public;
                grant usage on schema public to {AppRole};
                grant select, insert, update, delete on all tables in schema public to {AppRole};
                grant usage, select on all sequences in schema public to {AppRole};
                revoke all on "__EFMigrationsHistory" from {AppRole};
                grant select on "__EFMigrationsHistory" to {AppRole};
                revoke update, delete, truncate on audit from {AppRole};
                revoke update, delete, truncate on access_log from {AppRole};
                revoke update, delete, truncate on journal from {AppRole};
            end if;
        end $$
        """;

    private static string Unpooled(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel);
    }
}
