using Npgsql;

namespace ReviewFlow.Persistence.EmbeddedServer;

static class ServerAddress
{
    public static string Of(int port, string role, string password, string database, bool pooling = true) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Username = role,
        Password = password,
        Database = database,
        Pooling = pooling,
        ApplicationName = "ReviewFlow",
        // Nothing to encrypt on the loopback: saves a round trip for each connection.
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;
}
