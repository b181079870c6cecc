using Npgsql;

namespace ReviewFlow.Persistence;

/// <summary>How the application connects: with the limits that keep a stuck host from holding a case.</summary>
public static class ReviewFlowDataSource
{
    /// <summary>A source for the application's account.</summary>
    /// <param name="connectionString">Where the database is.</param>
    public static NpgsqlDataSource Create(string connectionString)
    {
        var address = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = 200,
            AutoPrepareMinUsages = 2,
        };
        // Three attempts of one second make the three seconds after which a person is told "busy, nothing lost".
        address.Options = $"{address.Options} -c lock_timeout=1000 -c idle_in_transaction_session_timeout=5000".Trim();
        return new NpgsqlDataSourceBuilder(address.ConnectionString).Build();
    }
}
