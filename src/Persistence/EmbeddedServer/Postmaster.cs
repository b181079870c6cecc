using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace ReviewFlow.Persistence.EmbeddedServer;

/// <summary>Starts the server on a cluster, or takes over the one that a killed host left running, and stops it.</summary>
sealed class Postmaster(Cluster cluster, string superuserPassword)
{
    const long LongLog = 10_000_000;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>The port of a running server of this cluster, or null when there is none.</summary>
    public async Task<int?> AdoptAsync(CancellationToken cancellationToken)
    {
        for (var waited = Stopwatch.StartNew(); ; await PauseAsync(cancellationToken))
        {
            var found = PostmasterFile.Find(cluster.Folders.Cluster);
            if (found?.IsAlive() != true)
            {
                found?.RemoveWhenNumberWasReused();
                return null;
            }

            try
            {
                await using var connection = new NpgsqlConnection(ServerAddress.Of(found.Port, "postgres", superuserPassword, "postgres", pooling: false));
                await connection.OpenAsync(cancellationToken);
                return found.Port;
            }
            catch (Exception silent) when (silent is NpgsqlException or SocketException or TimeoutException)
            {
                if (silent is PostgresException { SqlState: PostgresErrorCodes.InvalidPassword } || waited.Elapsed > Patience)
                    throw Silent(found.ProcessId, silent);
            }
        }
    }

    /// <summary>Whether this cluster's server runs.</summary>
    public bool IsAlive() => PostmasterFile.Find(cluster.Folders.Cluster)?.IsAlive() == true;

    /// <summary>Starts the server; a busy port is passed over unless only that one will do.</summary>
    /// <returns>Its port.</returns>
    public async Task<int> StartAsync(int preferredPort, bool fastAndUnsafe, CancellationToken cancellationToken, bool onlyThisPort = false)
    {
        var port = preferredPort > 0 ? preferredPort : FreePort();
        if (LogLength() > LongLog)
            File.Move(cluster.Folders.Log, cluster.Folders.Log + ".old", overwrite: true);
        for (var waited = Stopwatch.StartNew(); ; await PauseAsync(cancellationToken))
        {
            var logged = LogLength();
            var result = await cluster.PgCtlAsync(
                cancellationToken, "start", "-w", "-s", "-t", "300", "-l", cluster.Folders.Log, "-o", ServerSettings.For(port, fastAndUnsafe));
            if (result.ExitCode == 0)
                return port;
            var said = ReadLog(logged);
            var portBusy = said.Contains("could not bind", StringComparison.Ordinal);
            // Children of a killed server need a moment to notice and go.
            var leftovers = said.Contains("still in use", StringComparison.Ordinal);
            if (!(portBusy || leftovers) || waited.Elapsed > Patience)
                throw Failed(result.Output, said, leftovers);
            port = portBusy && !onlyThisPort ? FreePort() : port;
        }
    }

    public async Task StopAsync()
    {
        var stop = await cluster.PgCtlAsync(CancellationToken.None, "stop", "-m", "fast", "-w", "-s", "-t", "60");
        if (stop.ExitCode != 0 && PostmasterFile.Find(cluster.Folders.Cluster)?.IsAlive() == true)
            await cluster.PgCtlAsync(CancellationToken.None, "stop", "-m", "immediate", "-w", "-s");
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    static Task PauseAsync(CancellationToken cancellationToken) => Task.Delay(Pause, TimeProvider.System, cancellationToken);

    long LogLength() => File.Exists(cluster.Folders.Log) ? new FileInfo(cluster.Folders.Log).Length : 0;

    string ReadLog(long from)
    {
        if (!File.Exists(cluster.Folders.Log))
            return "";
        using var log = new FileStream(cluster.Folders.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        log.Seek(from, SeekOrigin.Begin);
        using var reader = new StreamReader(log);
        return reader.ReadToEnd();
    }

    DatabaseUnavailableException Failed(string said, string log, bool leftovers)
    {
        var reason = log.Split('\n').LastOrDefault(line => line.Contains("FATAL", StringComparison.Ordinal))
            ?? log.Split('\n').LastOrDefault(line => line.Contains("ERROR", StringComparison.Ordinal)) ?? said;
        return new(
            "The embedded database did not start.",
            reason.Trim(),
            leftovers
                ? "processes named postgres of a killed server are still at work: end them and start again."
                : $"put right what the log complains of and start again; if {cluster.Folders.Cluster} is damaged, restore a backup.",
            cluster.Folders.Log);
    }

    DatabaseUnavailableException Silent(int processId, Exception silent) => new(
        "A database server left over from an earlier run does not answer.",
        $"process {processId} runs on {cluster.Folders.Cluster}: {silent.Message}",
        $"end it with 'kill -INT {processId}' (if that does not help, 'kill -QUIT {processId}') and start again.",
        cluster.Folders.Log,
        silent);
}
