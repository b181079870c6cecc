using Microsoft.Extensions.Logging;
using Npgsql;

namespace ReviewFlow.Persistence.EmbeddedServer;

/// <summary>A private PostgreSQL on 127.0.0.1 that lives as long as the host; it is stopped last, by disposing.</summary>
public sealed partial class EmbeddedPostgres : IAsyncDisposable
{
    public const string Database = "reviewflow";

    readonly Postmaster _postmaster;
    readonly HostLock _hostLock;
    bool _stopped;

    EmbeddedPostgres(Postmaster postmaster, HostLock hostLock, int port, ServerSecrets secrets)
    {
        (_postmaster, _hostLock, Port) = (postmaster, hostLock, port);
        OwnerConnectionString = ServerAddress.Of(port, DatabaseRoles.Owner, secrets.Owner, Database);
        AppConnectionString = ServerAddress.Of(port, DatabaseRoles.App, secrets.App, Database);
        SuperuserConnectionString = ServerAddress.Of(port, "postgres", secrets.Superuser, "postgres");
    }

    public int Port { get; }

    /// <summary>For migrations.</summary>
    public string OwnerConnectionString { get; }

    /// <summary>For everything else: rows only, no changes of the schema.</summary>
    public string AppConnectionString { get; }

    /// <summary>To the database <c>postgres</c>; for tests and maintenance.</summary>
    public string SuperuserConnectionString { get; }

    /// <summary>Takes the <see cref="HostLock"/> of the data folder and holds it until disposal.</summary>
    /// <exception cref="DatabaseUnavailableException">The message says why and what to do.</exception>
    public static Task<EmbeddedPostgres> StartAsync(EmbeddedPostgresOptions options, CancellationToken cancellationToken) =>
        StartAsync(options, HostLock.Acquire(options.DataRoot), cancellationToken);

    /// <inheritdoc cref="StartAsync(EmbeddedPostgresOptions, CancellationToken)"/>
    /// <param name="hostLock">That of the data folder; from here on the server's to release.</param>
    public static async Task<EmbeddedPostgres> StartAsync(
        EmbeddedPostgresOptions options, HostLock hostLock, CancellationToken cancellationToken)
    {
        try
        {
            var folders = ServerFolders.For(options.DataRoot);
            folders.Create();
            var cluster = new Cluster(folders, StagedBinaries.Stage(options.BinariesRoot, folders), ServerAccount.Choose());
            var secrets = await PrepareAsync(cluster, options, cancellationToken);
            return await StartAsync(cluster, secrets, hostLock, options, cancellationToken);
        }
        catch (Exception failure)
        {
            hostLock.Dispose();
            if (failure is IOException or UnauthorizedAccessException)
                throw PrivateFiles.CannotWrite(options.DataRoot, failure);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_stopped)
            return;
        _stopped = true;
        await _watching.CancelAsync();
        await _watch;
        _watching.Dispose();
        await _postmaster.StopAsync();
        _hostLock.Dispose();
    }

    static async Task<ServerSecrets> PrepareAsync(Cluster cluster, EmbeddedPostgresOptions options, CancellationToken cancellationToken)
    {
        var secrets = ServerSecrets.Find(options.DataRoot)?.KeepFolder(options.DataRoot, cluster.Folders);
        if (secrets is null && cluster.Folders.HasCluster)
            LogSetAside(options.Logger, await cluster.SetAsideAsync(cancellationToken));
        secrets ??= ServerSecrets.Create(options.DataRoot, cluster.Folders);
        if (!cluster.Folders.HasCluster)
        {
            LogCreating(options.Logger, cluster.Folders.Cluster);
            await cluster.CreateAsync(secrets.Superuser, !options.FastAndUnsafe, cancellationToken);
        }

        return secrets;
    }

    static async Task<EmbeddedPostgres> StartAsync(
        Cluster cluster, ServerSecrets secrets, HostLock hostLock, EmbeddedPostgresOptions options, CancellationToken cancellationToken)
    {
        var postmaster = new Postmaster(cluster, secrets.Superuser);
        try
        {
            var port = await postmaster.AdoptAsync(cancellationToken);
            if (port is not null)
                LogAdopted(options.Logger, port.Value);
            port ??= await postmaster.StartAsync(options.PreferredPort, options.FastAndUnsafe, cancellationToken);
            var server = new EmbeddedPostgres(postmaster, hostLock, port.Value, secrets);
            await EnsureDatabaseAsync(server, secrets, cancellationToken);
            server._watch = server.WatchAsync(options);
            return server;
        }
        catch (NpgsqlException refused)
        {
            await postmaster.StopAsync();
            throw Refused(options.DataRoot, cluster.Folders, refused);
        }
        catch (Exception failure) when (failure is not DatabaseUnavailableException)
        {
            await postmaster.StopAsync();
            throw;
        }
    }

    static async Task EnsureDatabaseAsync(EmbeddedPostgres server, ServerSecrets secrets, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(ServerAddress.Of(server.Port, "postgres", secrets.Superuser, "postgres", pooling: false));
        await connection.OpenAsync(cancellationToken);
        await DatabaseRoles.EnsureRolesAsync(connection, secrets.Owner, secrets.App, resetPasswords: false, cancellationToken);
        await DatabaseRoles.EnsureDatabaseAsync(connection, Database, cancellationToken);
        await connection.ChangeDatabaseAsync(Database, cancellationToken);
        await DatabaseRoles.GrantRowsToAppAsync(connection, cancellationToken);
    }

    static DatabaseUnavailableException Refused(string dataRoot, ServerFolders folders, NpgsqlException refused) => new(
        "The embedded database runs, but refuses this host.",
        refused.Message,
        $"see that database.json in {dataRoot} belongs to the database in {folders.Cluster}, then start again.",
        folders.Log,
        refused);

    [LoggerMessage(Level = LogLevel.Information, Message = "Creating the database in {Folder}")]
    static partial void LogCreating(ILogger logger, string folder);

    [LoggerMessage(Level = LogLevel.Information, Message = "Took over the database server that an earlier run left on port {Port}")]
    static partial void LogAdopted(ILogger logger, int port);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The passwords of the database are gone; it was set aside as {Folder} and an empty one takes its place")]
    static partial void LogSetAside(ILogger logger, string folder);
}
