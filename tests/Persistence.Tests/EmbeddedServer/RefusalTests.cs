using ReviewFlow.Persistence.EmbeddedServer;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.EmbeddedServer;

public class RefusalTests
{
    [Fact]
    public async Task StartAsync_NpmDidNotRun_SaysWhatToInstall()
    {
        await using var data = new DataFolder(binaries: "/nowhere/node_modules");

        var refusal = await Should.ThrowAsync<DatabaseUnavailableException>(data.StartAsync);

        refusal.Message.ShouldContain("/nowhere/node_modules");
        refusal.Message.ShouldContain("npm ci");
        refusal.Message.ShouldContain("connection string");
    }

    [Fact]
    public async Task StartAsync_FolderCannotBeMade_NamesIt()
    {
        var file = Path.GetTempFileName();
        try
        {
            await using var data = new DataFolder(Path.Combine(file, "data"));

            var refusal = await Should.ThrowAsync<DatabaseUnavailableException>(data.StartAsync);

            refusal.Message.ShouldContain(data.Root);
            refusal.Message.ShouldContain("right to write");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task StartAsync_FolderIsReadOnly_NamesIt()
    {
        // /proc refuses root, too, whom no file mode stops.
        await using var data = new DataFolder("/proc/reviewflow-data");

        var refusal = await Should.ThrowAsync<DatabaseUnavailableException>(data.StartAsync);

        refusal.Message.ShouldContain(data.Root);
        refusal.Message.ShouldContain("right to write");
    }

    [Fact]
    public async Task StartAsync_ClusterDamaged_NamesReasonAndLog()
    {
        await using var data = new DataFolder();
        await using (await data.StartAsync())
        {
        }

        File.Delete(Path.Combine(data.Folders.Cluster, "global", "pg_control"));

        var refusal = await Should.ThrowAsync<DatabaseUnavailableException>(data.StartAsync);

        refusal.Message.ShouldContain("pg_control");
        refusal.Message.ShouldContain(data.Folders.Log);
    }

    [Fact]
    public async Task StartAsync_PasswordsOfAnotherDatabase_SaysWhichFileToMend()
    {
        await using var data = new DataFolder();
        await using (await data.StartAsync())
        {
        }

        var file = Path.Combine(data.Root, "database.json");
        var secrets = ServerSecrets.Find(data.Root)!;
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace(secrets.Superuser, "wrong"));

        var refusal = await Should.ThrowAsync<DatabaseUnavailableException>(data.StartAsync);

        refusal.Message.ShouldContain("database.json");
        File.Exists(data.PostmasterFile).ShouldBeFalse();
    }

    [Fact]
    public async Task StartAsync_AfterARefusal_LockIsFreeAgain()
    {
        await using var data = new DataFolder(binaries: "/nowhere/node_modules");
        await Should.ThrowAsync<DatabaseUnavailableException>(data.StartAsync);

        using var held = HostLock.TryAcquire(data.Root);

        held.ShouldNotBeNull();
    }

    [Fact]
    public async Task StartAsync_DataFolderMoved_FollowsOrSaysWhereTheDatabaseLies()
    {
        await using var data = new DataFolder();
        await using (var first = await data.StartAsync())
            await first.MakeTableAsync();
        await using var moved = new DataFolder();
        Directory.Move(data.Root, moved.Root);

        if (Environment.IsPrivilegedProcess)
        {
            var refusal = await Should.ThrowAsync<DatabaseUnavailableException>(moved.StartAsync);
            refusal.Message.ShouldContain(data.Folders.Version);
            Directory.CreateDirectory(moved.Folders.Home);
            Directory.Move(data.Folders.Version, moved.Folders.Version);
        }

        await using var second = await moved.StartAsync();
        (await second.CountAsync()).ShouldBe(0);
    }
}
