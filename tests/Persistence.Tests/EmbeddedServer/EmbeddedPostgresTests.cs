using System.Net;
using System.Net.Sockets;
using ReviewFlow.Persistence.EmbeddedServer;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.EmbeddedServer;

public class EmbeddedPostgresTests
{
    [Fact]
    public async Task StartAsync_EmptyFolderThenRestart_KeepsRows()
    {
        await using var data = new DataFolder();
        await using (var first = await data.StartAsync())
        {
            await first.MakeTableAsync();
            await first.AddRowAsync(1);
        }

        await using var second = await data.StartAsync();

        (await second.CountAsync()).ShouldBe(1);
        ((string)(await second.AsAppAsync("SHOW server_version"))!).ShouldStartWith($"{ServerFolders.MajorVersion}.");
        (await second.AsAppAsync("SHOW fsync")).ShouldBe("on");
    }

    [Fact]
    public async Task StartAsync_NewDatabase_HasTheSettingsTheHostReliesOn()
    {
        await using var data = new DataFolder();
        await using var host = await data.StartAsync();

        (await host.AsAppAsync("SELECT datlocprovider::text || ' ' || datlocale FROM pg_database WHERE datname = current_database()")).ShouldBe("b C.UTF-8");
        (await host.AsAppAsync("SHOW idle_in_transaction_session_timeout")).ShouldBe("5s");
        (await host.AsAppAsync("SHOW listen_addresses")).ShouldBe("127.0.0.1");
        (await host.AsOwnerAsync("CREATE COLLATION names (provider = icu, locale = 'en-GB'); SELECT 'a' COLLATE names < 'B'")).ShouldBe(true);
    }

    [Fact]
    public async Task StartAsync_PreferredPortBusy_TakesAnother()
    {
        using var busy = new TcpListener(IPAddress.Loopback, 0);
        busy.Start();
        var port = ((IPEndPoint)busy.LocalEndpoint).Port;
        await using var data = new DataFolder();
        await using var crowded = new DataFolder(data.Root) { Options = data.Options with { PreferredPort = port } };

        await using var host = await crowded.StartAsync();

        host.Server.Port.ShouldNotBe(port);
        (await host.AsAppAsync("SELECT 1")).ShouldBe(1);
    }

    [Fact]
    public async Task StartAsync_FirstStartWasCutShort_BeginsAgain()
    {
        await using var data = new DataFolder();
        var unfinished = Directory.CreateDirectory(data.Folders.Cluster + ".new-former").FullName;
        await File.WriteAllTextAsync(Path.Combine(unfinished, "PG_VERSION"), "18");
        await File.WriteAllTextAsync(Path.Combine(data.Folders.Version, "password.new"), "old");

        await using var host = await data.StartAsync();

        (await host.AsAppAsync("SELECT 1")).ShouldBe(1);
        Directory.GetFileSystemEntries(data.Folders.Version).Select(Path.GetFileName).ShouldBe(["data", "server.log"], ignoreOrder: true);
    }

    [Fact]
    public async Task StartAsync_DataFolderDeleted_BeginsAnewAndKeepsTheOldAside()
    {
        if (!Environment.IsPrivilegedProcess)
            return; // Otherwise the database lies in the data folder and goes with it.
        await using var data = new DataFolder();
        await using (var first = await data.StartAsync())
            await first.MakeTableAsync();
        Directory.Delete(data.Root, recursive: true);

        await using var second = await data.StartAsync();

        (await second.AsOwnerAsync("SELECT to_regclass('note') IS NULL")).ShouldBe(true);
        Directory.Exists(data.Folders.Cluster + ".set-aside-1").ShouldBeTrue();
    }
}
