using Npgsql;
using Quartz;

namespace ReviewFlow.Host.Jobs;

/// <summary>The tables of recurring jobs, made by the schema's owner from the script that the scheduler brings along; the service's account only works with the rows.</summary>
public static class JobTables
{
    /// <summary>How their names begin.</summary>
    public const string Prefix = "qrtz_";

    private const string Script = "Quartz.Impl.AdoJobStore.Schema.create_postgres.sql";

    // Any fixed number; hosts that start together take turns.
    private const long TurnTaking = 7_302_612;

    /// <summary>Makes what is missing; nothing is ever dropped.</summary>
    /// <param name="ownerConnectionString">Account that owns the schema.</param>
    /// <param name="cancel">Gives up waiting.</param>
    public static async Task EnsureAsync(string ownerConnectionString, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ownerConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancel);
        if (await IsThereAsync(connection, cancel)) return;
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await RunAsync(connection, $"select pg_advisory_xact_lock({TurnTaking})", cancel);
        foreach (var part in Statements()) await RunAsync(connection, part, cancel);
        await transaction.CommitAsync(cancel);
    }

    private static async Task<bool> IsThereAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var look = new NpgsqlCommand($"select to_regclass('{Prefix}job_status') is not null and to_regclass('{Prefix}misfire_history') is not null", connection);
        return await look.ExecuteScalarAsync(cancel) is true;
    }

    // The script marks its parts and its prefix; see its own head.
    private static IEnumerable<string> Statements()
    {
        using var stream = typeof(IScheduler).Assembly.GetManifestResourceStream(Script) ?? throw new InvalidOperationException($"The scheduler brings no {Script} along.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("{0}", Prefix, StringComparison.Ordinal).Replace("{1}", Prefix, StringComparison.Ordinal)
            .Replace("\r\n", "\n", StringComparison.Ordinal).Split("\n--;;\n", StringSplitOptions.RemoveEmptyEntries);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
