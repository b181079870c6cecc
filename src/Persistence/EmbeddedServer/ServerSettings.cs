namespace ReviewFlow.Persistence.EmbeddedServer;

/// <summary>The settings given at each start, so that a new release changes them for old clusters, too.</summary>
static class ServerSettings
{
    static readonly string[] Always =
    [
        "listen_addresses=127.0.0.1",
        "unix_socket_directories=",
        "timezone=UTC",
        "log_timezone=UTC",
        "jit=off",
        // A frozen host must not keep a row locked: its transaction is ended and its commit fails.
        "idle_in_transaction_session_timeout=5s",
        // Statements and details carry what people wrote; neither belongs in a log file.
        "log_error_verbosity=terse",
        "log_min_error_statement=panic",
    ];

    static readonly string[] Unsafe = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300"];

    public static string For(int port, bool fastAndUnsafe) =>
        string.Join(' ', Always.Concat(fastAndUnsafe ? Unsafe : []).Append($"port={port}").Select(setting => $"-c {setting}"));
}
