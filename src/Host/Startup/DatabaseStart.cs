using Npgsql;
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
        var started = options.OwnerConnection.Length > 0
            ? new DatabaseStart(options.OwnerConnection, options.Connection.Length > 0 ? options.Connection : options.OwnerConnection, null)
            : await StartEmbeddedAsync(options, contentRoot, logger, cancellation);
        try
        {
            if (migrate) await ReviewFlowDatabase.MigrateAsync(started.OwnerConnection, cancellation);
            return started;
        }
        catch (NpgsqlException refused)
        {
            await started.DisposeAsync();
            throw new DatabaseUnavailableException(
                "The database cannot be used.",
                refused.Message,
                "see that the server runs and that the connection string names an account that may change the schema.",
                inner: refused);
        }
    }

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
