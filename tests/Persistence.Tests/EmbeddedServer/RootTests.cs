using System.Globalization;
using System.Runtime.Versioning;
using ReviewFlow.Persistence.EmbeddedServer;
using Shouldly;

namespace ReviewFlow.Persistence.Tests.EmbeddedServer;

[SupportedOSPlatform("linux")]
public class RootTests
{
    [RootFact]
    public async Task StartAsync_CheckoutOnlyRootCanEnter_RunsAsAnotherAccountOutsideIt()
    {
        var checkout = Directory.CreateTempSubdirectory("reviewflow-checkout-").FullName;
        File.SetUnixFileMode(checkout, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        try
        {
            CopyPackage(Path.Combine(checkout, "node_modules"));
            await using var data = new DataFolder(Path.Combine(checkout, "data"), Path.Combine(checkout, "node_modules"));
            await using (var first = await data.StartAsync())
                await first.MakeTableAsync();

            await using var second = await data.StartAsync();

            (await second.CountAsync()).ShouldBe(0);
            data.Folders.Home.ShouldStartWith("/var/lib/reviewflow/");
            OwnerOf(data.PostmasterFile).ShouldBe(ServerAccount.Choose()!.User);
            File.GetUnixFileMode(Path.Combine(data.Root, "database.json")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        finally
        {
            Directory.Delete(checkout, recursive: true);
        }
    }

    [RootFact]
    public void For_TwoCheckouts_DoNotShareAFolder() =>
        ServerFolders.For("/srv/a/data").Home.ShouldNotBe(ServerFolders.For("/srv/b/data").Home);

    [RootFact]
    public void For_SamePlaceWrittenDifferently_IsTheSameFolder() =>
        ServerFolders.For("/srv/a/../a/data/").ShouldBe(ServerFolders.For("/srv/a/data"));

    static void CopyPackage(string target)
    {
        var source = DataPlaces.BinariesRoot(AppContext.BaseDirectory);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(source, "@embedded-postgres"), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    static int OwnerOf(string file)
    {
        using var stat = OtherProcess.Start(["stat", "-c", "%u", file]);
        return int.Parse(stat.StandardOutput.ReadToEnd(), CultureInfo.InvariantCulture);
    }
}
