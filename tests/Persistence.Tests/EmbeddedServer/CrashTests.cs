using System.Diagnostics;
using System.Globalization;
using Npgsql;
using ReviewFlow.Persistence.EmbeddedServer;
using ReviewFlow.Testing;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.EmbeddedServer;

/// <summary>Each mishap twenty times in a row: every acknowledged row is there afterwards.</summary>
public class CrashTests
{
    const int Times = 20;

    [LinuxFact]
    public Task StartAsync_ServerKilled_KeepsRows() => RepeatAsync((data, host) =>
    {
        var processes = ServerProcesses(data);
        processes.Count.ShouldBeGreaterThan(3);
        host.Die();
        foreach (var id in processes)
            Kill(id);
        return Task.CompletedTask;
    });

    [LinuxFact]
    public async Task StartAsync_PostmasterKilledWhileAChildIsBusy_WaitsForItAndKeepsRows()
    {
        var answers = new List<Task>();
        await RepeatAsync(async (data, host) =>
        {
            var connection = new NpgsqlConnection(host.Server.AppConnectionString + ";Pooling=false");
            await connection.OpenAsync();
            answers.Add(AnswerAsync(connection, "SELECT count(*) FROM generate_series(1, 3000000)"));
            host.Die();
            Kill(ServerProcesses(data)[0]);
        });
        await Task.WhenAny(Task.WhenAll(answers));
    }

    [LinuxFact]
    public async Task StartAsync_Signals_ServerHasAProcessGroupOfItsOwn()
    {
        await using var data = new DataFolder();
        await using var host = await data.StartAsync();
        var postmaster = ServerProcesses(data)[0];

        var fields = (await File.ReadAllTextAsync($"/proc/{postmaster}/stat")).Split(") ")[1].Split(' ');

        fields[2].ShouldBe($"{postmaster}");
    }

    [Fact]
    public Task StartAsync_HostKilled_TakesOverTheServer() => RepeatAsync((data, host) =>
    {
        host.Die();
        return Task.CompletedTask;
    }, samePort: true);

    [LinuxFact]
    public async Task StartAsync_PostmasterFileLeftBehind_KeepsRows()
    {
        using var stranger = OtherProcess.StartAsServerAccount("sleep", "300");
        using var gone = OtherProcess.StartAsServerAccount("true");
        await gone.EndsAsync();
        var turn = 0;
        try
        {
            await RepeatAsync(async (data, host) =>
            {
                var lines = await File.ReadAllLinesAsync(data.PostmasterFile);
                await host.DisposeAsync();
                lines[0] = (++turn % 2 == 0 ? stranger.Id : gone.Id).ToString(CultureInfo.InvariantCulture);
                await File.WriteAllLinesAsync(data.PostmasterFile, turn % 5 == 0 ? [] : lines);
            });
        }
        finally
        {
            stranger.Kill();
        }
    }

    [LinuxFact]
    public Task StartAsync_LockOfAKilledHost_KeepsRows() => RepeatAsync(async (data, host) =>
    {
        await host.DisposeAsync();
        using var other = await OtherProcess.HoldLockAsync(data.Root);
        Should.Throw<DatabaseUnavailableException>(() => HostLock.Acquire(data.Root)).Message.ShouldContain("already running");
        other.Kill();
        await other.EndsAsync();
    });

    [Fact]
    public async Task StartAsync_SecondHostByMistake_IsTurnedAwayAndHarmsNothing()
    {
        await using var data = new DataFolder();
        await using var host = await data.StartAsync();
        await host.MakeTableAsync();
        for (var time = 1; time <= Times; time++)
        {
            await host.AddRowAsync(time);

            var refusal = await Should.ThrowAsync<DatabaseUnavailableException>(
                () => EmbeddedPostgres.StartAsync(data.Options, CancellationToken.None));

            refusal.Message.ShouldContain("already running");
            refusal.Message.ShouldContain(data.Root);
            (await host.CountAsync()).ShouldBe(time);
        }
    }

    static async Task RepeatAsync(Func<DataFolder, Host, Task> mishap, bool samePort = false)
    {
        await using var data = new DataFolder();
        var host = await data.StartAsync();
        await host.MakeTableAsync();
        for (var time = 1; time <= Times; time++)
        {
            await host.AddRowAsync(time);
            await mishap(data, host);
            var port = host.Server.Port;
            host = await data.StartAsync();
            (await host.CountAsync()).ShouldBe(time);
            if (samePort)
                host.Server.Port.ShouldBe(port);
        }
    }

    static async Task AnswerAsync(NpgsqlConnection connection, string question)
    {
        await using (connection)
        {
            await using var command = new NpgsqlCommand(question, connection);
            await command.ExecuteScalarAsync();
        }
    }

    static List<int> ServerProcesses(DataFolder data)
    {
        var postmaster = int.Parse(File.ReadLines(data.PostmasterFile).First(), CultureInfo.InvariantCulture);
        var children = File.ReadAllText($"/proc/{postmaster}/task/{postmaster}/children");
        return [postmaster, .. children.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture))];
    }

    static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (ArgumentException)
        {
            // A child that noticed the postmaster's death was quicker.
        }
    }
}
