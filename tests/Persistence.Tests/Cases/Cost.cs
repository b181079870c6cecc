using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ReviewFlow.Persistence.Tests.Cases;

/// <summary>What an operation costs: write commits and round trips, counted. Nothing else may run in the process meanwhile.</summary>
internal static class Cost
{
    public static async Task<(long Commits, int RoundTrips)> OfAsync(string ownerAddress, Func<Task> operation)
    {
        var before = await NumberAsync(ownerAddress, "select pg_snapshot_xmax(pg_current_snapshot())::text::bigint");
        var trips = 0;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => Interlocked.Add(ref trips, activity.Kind == ActivityKind.Client && activity.OperationName != "connect" ? 1 : 0),
        };
        ActivitySource.AddActivityListener(listener);
        await operation();
        var counted = trips;
        return (await WritersSinceAsync(ownerAddress, before), counted);
    }

    // Transactions are numbered over the whole server, which other tests share: so those are counted that left a row here.
    private static async Task<long> NumberAsync(string ownerAddress, string sql)
    {
        await using var connection = new NpgsqlConnection(ownerAddress);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<long> WritersSinceAsync(string ownerAddress, long number)
    {
        using var context = new ReviewFlowDbContext(ReviewFlowDatabase.Options(ownerAddress));
        var tables = context.Model.GetEntityTypes().Select(e => e.GetTableName()).Distinct();
        return await NumberAsync(ownerAddress, $"select count(distinct x) from ({string.Join(" union all ", tables.Select(t => $"select xmin::text::bigint as x from {t}"))}) as rows where x >= {number}");
    }
}
