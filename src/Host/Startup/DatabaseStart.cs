using Npgsql;
using ReviewFlow.Host.Jobs;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.EmbeddedServer;

namespace ReviewFlow.Host.Startup;

/// <summary>The database that this process works with: one given by connection string, or the private one.</summary>
public sealed class DatabaseStart : IAsyncDisposable
{
    private readonly EmbeddedPostgres? _embedded;

    private DatabaseStart(string owner, string app, EmbeddedPostgres? embedded) =>
        (OwnerConnection, AppConnection, _embedded) = (owner, app, embedded);

    /// <summary>For migrations.</summary>
    public string OwnerConnection { get; }

    /// <summary>For everything else.</summary>
    public string AppConnection { get; }

    /// <summary>Starts or finds it, and migrates when asked.</summary>
    /// <exception cref="DatabaseUnavailableException">The message says why and what to do.</exception>
    public static async Task<DatabaseStart> StartAsync(ReviewFlowOptions options, string contentRoot, ILogger logger, bool migrate, CancellationToken cancellation)
    {
        var started = options is { OwnerConnection: "", Connection: "" }
            ? await StartEmbeddedAsync(options, contentRoot, logger, cancellation)
            : new DatabaseStart(First(options.OwnerConnection, options.Connection), First(options.Connection, options.OwnerConnection), null);
        try
        {
            // First, so that the rights on everything are given at the end of the migration.
            if (migrate) await JobTables.EnsureAsync(started.OwnerConnection, cancellation);
            if (migrate) await ReviewFlowDatabase.MigrateAsync(started.OwnerConnection, cancellation);
            await ReviewFlowDatabase.EnsureUsableAsync(started.AppConnection, migrated: migrate, cancellation);
            return started;
        }
        catch (Exception refused) when (refused is NpgsqlException or ArgumentException)
        {
            await started.DisposeAsync();
            throw Unusable(refused);
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    private static string First(string one, string other) => one.Length > 0 ? one : other;

    private static DatabaseUnavailableException Unusable(Exception refused) => refused switch
    {
        ArgumentException => new(
            "The database cannot be used.",
            "the connection string cannot be read.", // it is not shown: it may hold a password
            "write it like Host=db.example;Username=reviewflow;Password=…;Database=reviewflow",
            inner: refused),
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } wrong => new(
            "The database cannot be used.", wrong.MessageText, "correct the user name or the password in the connection string.", inner: refused),
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } missing => new(
            "The database cannot be used.", missing.MessageText, "create it, or correct the database's name in the connection string.", inner: refused),
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } small => new(
            "The database cannot be used.", small.MessageText, "name an account that may change the schema in ReviewFlow:OwnerConnection.", inner: refused),
        _ => new(
            "The database cannot be used.",
            refused.Message,
            "see that the server runs and that the connection string names the right place and account.",
            inner: refused),
    };

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _embedded?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task<DatabaseStart> StartEmbeddedAsync(ReviewFlowOptions options, string contentRoot, ILogger logger, CancellationToken cancellation)
    {
        var server = await EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions
            {
                DataRoot = options.DataRoot.Length > 0 ? Path.GetFullPath(options.DataRoot) : DataPlaces.DataRoot(contentRoot),
                BinariesRoot = DataPlaces.BinariesRoot(contentRoot),
                Logger = logger,
            },
            cancellation);
        return new DatabaseStart(server.OwnerConnectionString, server.AppConnectionString, server);
    }
}
