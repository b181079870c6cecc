using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Demo;
using ReviewFlow.Persistence.EmbeddedServer;
using ReviewFlow.Persistence.Timers;
using ReviewFlow.Workflows.Access;

namespace ReviewFlow.Timers.Bench;

/// <summary>An organisation on a database of its own, with one or more workers that watch the timers.</summary>
internal sealed class Office : IAsyncDisposable
{
    private const string Waiting = """
        { "definitionId": "bench-wait", "name": "Wait",
          "root": { "id": "root", "type": "Elsa.Sequence", "activities": [ { "id": "wait", "type": "Elsa.Delay",
            "timeSpan": { "typeName": "TimeSpan", "expression": { "type": "JavaScript", "value": "getInput('wait')" } } } ] },
          "customProperties": { "reviewflow": { "area": "disputes", "stepTitle": "Wait" } } }
        """;

    // The moment of firing by the database's own clock, in the transaction that fires.
    private const string Watch = """
        create table bench_fired (case_id text not null, at timestamptz not null);
        create function bench_fires() returns trigger language plpgsql security definer as
        $$ begin insert into bench_fired values (new.id, clock_timestamp()); return null; end $$;
        create trigger bench_fires after update on cases for each row when (old.status <> new.status) execute function bench_fires();
        """;

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "reviewflow-bench-" + Guid.NewGuid().ToString("N"));
    private readonly List<ServiceProvider> _hosts = [];
    private EmbeddedPostgres _server = null!;

    public static async Task<Office> OpenAsync(int hosts)
    {
        var office = new Office();
        office._server = await EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions { DataRoot = office._folder, BinariesRoot = DataPlaces.BinariesRoot(AppContext.BaseDirectory) }, CancellationToken.None);
        await ReviewFlowDatabase.MigrateAsync(office._server.OwnerConnectionString);
        await using (var db = new ReviewFlowDbContext(ReviewFlowDatabase.Options(office._server.OwnerConnectionString))) await DemoOrganisation.AddAsync(db, default);
        await office.AsOwnerAsync(Watch, (_, _) => Task.FromResult(0));
        for (var i = 0; i < hosts; i++) office._hosts.Add(office.NewHost());
        await office.First<DefinitionStore>().PublishAsync(Waiting, "bench", TimeProvider.System.GetUtcNow());
        return office;
    }

    /// <summary>Opens the cases. What they wait for begins when all of them lie there.</summary>
    /// <returns>When each is due.</returns>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> FillAsync(int perSecond, int seconds)
    {
        var (clock, cases, count) = (TimeProvider.System, First<CaseTransaction>(), perSecond * seconds);
        var begins = clock.GetUtcNow().AddSeconds(15 + (count / 60));
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (n, cancel) =>
        {
            var wait = begins.AddSeconds((double)n / perSecond) - clock.GetUtcNow();
            if (wait < TimeSpan.Zero) throw new InvalidOperationException("Opening the cases took longer than there was time.");
            var input = new JsonObject { ["wait"] = wait.ToString("c") };
            if (await cases.ApplyAsync(new OpenCase($"bench-{n}", new Actor("nadia-petrov-lane"), "bench-wait", "robin", input), cancel) is CaseOutcome.Refused refused)
                throw new InvalidOperationException(refused.Message);
        });
        Console.WriteLine(FormattableString.Invariant($"{count} cases lie there; the first is due in {(begins - clock.GetUtcNow()).TotalSeconds:F1} s."));
        return await AsOwnerAsync("select case_id, due_at from timers", async (rows, cancel) =>
        {
            var due = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
            while (await rows.ReadAsync(cancel)) due.Add(rows.GetString(0), new DateTimeOffset(rows.GetDateTime(1)));
            return due;
        });
    }

    /// <summary>The workers fire until so many cases have ended.</summary>
    public async Task WorkUntilAsync(int ended)
    {
        var workers = _hosts.SelectMany(h => h.GetServices<IHostedService>()).OfType<TimerWorker>().ToList();
        foreach (var worker in workers) await worker.StartAsync(default);
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(1), TimeProvider.System);
        while (await CountAsync("select count(distinct case_id) from bench_fired") < ended) await tick.WaitForNextTickAsync();
        foreach (var worker in workers) await worker.StopAsync(default);
    }

    /// <summary>How late each fired, in milliseconds, the least first.</summary>
    public Task<List<double>> LagsAsync(IReadOnlyDictionary<string, DateTimeOffset> due) => AsOwnerAsync("select case_id, min(at) from bench_fired group by case_id", async (rows, cancel) =>
    {
        var lags = new List<double>();
        while (await rows.ReadAsync(cancel)) lags.Add((new DateTimeOffset(rows.GetDateTime(1)) - due[rows.GetString(0)]).TotalMilliseconds);
        lags.Sort();
        return lags;
    });

    public Task<long> TwiceAsync() => CountAsync("select count(*) from (select from bench_fired group by case_id having count(*) > 1) as twice");

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts) await host.DisposeAsync();
        await _server.DisposeAsync();
        foreach (var folder in new[] { ServerFolders.For(_folder).Home, _folder }.Where(Directory.Exists)) Directory.Delete(folder, recursive: true);
    }

    private T First<T>()
        where T : notnull => _hosts[0].GetRequiredService<T>();

    private ServiceProvider NewHost() => new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSingleton(new CaseOptions())
        .AddPersistence(_server.AppConnectionString).AddTimers().BuildServiceProvider();

    private Task<long> CountAsync(string sql) => AsOwnerAsync(sql, async (rows, cancel) => await rows.ReadAsync(cancel) ? rows.GetInt64(0) : 0);

    private async Task<T> AsOwnerAsync<T>(string sql, Func<NpgsqlDataReader, CancellationToken, Task<T>> read)
    {
        await using var source = NpgsqlDataSource.Create(_server.OwnerConnectionString);
        await using var command = source.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync();
        return await read(rows, CancellationToken.None);
    }
}
