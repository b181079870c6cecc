using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using ReviewFlow.Persistence.Cases;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Cases;

/// <summary>What an operation costs: counted, not timed.</summary>
[Collection(nameof(Alone))]
public class CommitTests(CaseWorld world) : IClassFixture<CaseWorld>
{
    [Fact]
    public async Task OpenCase_OneWriteCommit_InThreeRoundTrips()
    {
        await world.OpenAsync("one-task");

        var cost = await CostAsync(() => world.OpenAsync("one-task"));

        cost.ShouldBe((1, 3));
    }

    [Fact]
    public async Task ActOnTask_OneWriteCommit_InTwoRoundTrips()
    {
        await world.CompleteAsync(await world.TaskAsync((await world.OpenAsync("two-tasks")).CaseId), CaseWorld.Nadia);
        var task = await world.TaskAsync((await world.OpenAsync("two-tasks")).CaseId);

        var cost = await CostAsync(() => world.CompleteAsync(task, CaseWorld.Nadia));

        cost.ShouldBe((1, 2));
    }

    [Fact]
    public async Task SaveSections_OneWriteCommit_InTwoRoundTrips()
    {
        var opened = await world.OpenAsync("one-task");
        await world.Definitions.FormAsync("about", 1);
        var save = new SectionSave("about", 0, new JsonObject { ["summary"] = "Begun" });

        var cost = await CostAsync(() => world.Cases.ApplyAsync(new SaveSections(CaseWorld.Key(), CaseWorld.Nadia, opened.InstanceId!, [save])));

        cost.ShouldBe((1, 2));
    }

    [Fact]
    public async Task TimerSweep_HundredTimersDue_ShareTwoCommits()
    {
        for (var i = 0; i < 100; i++) await world.OpenAsync("five-days");

        var cost = await CostAsync(() => world.Timers.RunAsync(CaseWorld.Monday.AddDays(7).AddHours(8.5)));

        cost.Commits.ShouldBeLessThanOrEqualTo(4, "50 cases share a commit; each case has two marks due");
    }

    private async Task<(long Commits, int RoundTrips)> CostAsync(Func<Task> operation)
    {
        await world.Definitions.LatestAsync("one-task");
        await world.Organisation.GetAsync();
        await world.Facts.GetAsync();
        var before = await NextTransactionAsync();
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
        return (await WritersSinceAsync(before), counted);
    }

    // Transactions are numbered over the whole server, which other tests share: so those are counted that left a row here.
    private async Task<long> NumberAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(world.OwnerAddress);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private Task<long> NextTransactionAsync() => NumberAsync("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint");

    private async Task<long> WritersSinceAsync(long number)
    {
        using var context = world.Context();
        var tables = context.Model.GetEntityTypes().Select(e => e.GetTableName()).Distinct();
        return await NumberAsync($"select count(distinct x) from ({string.Join(" union all ", tables.Select(t => $"select xmin::text::bigint as x from {t}"))}) as rows where x >= {number}");
    }
}

/// <summary>Round trips are heard of over the whole process, so nothing else may run.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public class Alone;
