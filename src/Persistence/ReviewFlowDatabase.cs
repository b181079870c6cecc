using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using ReviewFlow.Persistence.EmbeddedServer;
using ReviewFlow.Persistence.Retention;

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
        var applied = await AppliedAsync(gate, cancel);
        RefuseNewer(applied);
        if (!Migrations.All(applied.Contains))
        {
            await using var context = new ReviewFlowDbContext(Options(Unpooled(ownerConnectionString)));
            await context.Database.MigrateAsync(cancel);
        }

        await Execute(gate, Afterwards, cancel);
    }

    /// <summary>Looks whether the application's account gets in and finds the schema of this version.</summary>
    /// <exception cref="DatabaseUnavailableException">The schema is older or newer.</exception>
    public static async Task EnsureUsableAsync(string connectionString, bool migrated, CancellationToken cancel = default)
    {
        await using var connection = new NpgsqlConnection(Unpooled(connectionString));
        await connection.OpenAsync(cancel);
        if (migrated) return;
        var applied = await AppliedAsync(connection, cancel);
        RefuseNewer(applied);
        if (Migrations.Where(name => !applied.Contains(name)).ToList() is { Count: > 0 } missing)
        {
            throw new DatabaseUnavailableException(
                "The database is older than this version of ReviewFlow.",
                $"it lacks {string.Join(", ", missing)}.",
                "run the command migrate once, or set ReviewFlow:MigrateAtStart to true.");
        }
    }

    /// <summary>Builds the model, which takes a second, while something else is waited for.</summary>
    public static Task WarmUpAsync(CancellationToken cancellation = default) => Task.Run(() =>
    {
        using var context = new ReviewFlowDbContext(Options("Host=nowhere"));
        return context.Model;
    }, cancellation);

    /// <summary>Names of this version's migrations.</summary>
    public static IReadOnlyList<string> Migrations { get; } =
        [.. typeof(ReviewFlowDatabase).Assembly.GetTypes().Select(t => t.GetCustomAttribute<MigrationAttribute>()?.Id).OfType<string>().Order(StringComparer.Ordinal)];

    private static void RefuseNewer(IReadOnlySet<string> applied)
    {
        if (applied.Except(Migrations).ToList() is { Count: > 0 } unknown)
        {
            throw new DatabaseUnavailableException(
                "The database is newer than this version of ReviewFlow.",
                $"it has {string.Join(", ", unknown)}, which this version does not know.",
                "start the newer version again, or restore the backup made before it.");
        }
    }

    private static async Task<IReadOnlySet<string>> AppliedAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""select to_regclass('public."__EFMigrationsHistory"') is not null""", connection);
        if (await command.ExecuteScalarAsync(cancel) is not true) return new HashSet<string>();
        command.CommandText = """select "MigrationId" from "__EFMigrationsHistory" """;
        var names = new HashSet<string>(StringComparer.Ordinal);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) names.Add(rows.GetString(0));
        return names;
    }

    /// <summary>Options for the schema's owner or for the application.</summary>
    public static DbContextOptions<ReviewFlowDbContext> Options(string connectionString) =>
        new DbContextOptionsBuilder<ReviewFlowDbContext>().UseNpgsql(connectionString).Options;

    /// <summary>What is not in the migrations: run after every one.</summary>
    internal static string Afterwards => $"{RetentionFunctions.Create}\n{Unchangeable}\n{Grants}";

    // Not even the schema's owner changes a frozen version by mistake: what was sent out stays what it was.
    private const string Unchangeable = """
        create or replace function refuse_change() returns trigger language plpgsql as $$
        begin
            raise exception 'A frozen version is never changed.' using errcode = 'restrict_violation';
        end $$;
        create or replace trigger frozen_versions_unchangeable before update on frozen_versions for each row execute function refuse_change();
        """;

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
                revoke update, delete, truncate on design_events from {AppRole};
                revoke update, delete, truncate on frozen_versions from {AppRole};
                grant execute on function forget_technical_case(text), forget_journals(timestamptz) to {AppRole};
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
