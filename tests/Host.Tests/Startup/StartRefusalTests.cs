using System.Net;
using System.Net.Sockets;
using Npgsql;
using ReviewFlow.Host.Tests.Verbs;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Startup;

/// <summary>A host that cannot start says why and what to do, in words and without a trace, and its exit code is not 0.</summary>
public sealed class StartRefusalTests(HostDatabase database) : IClassFixture<HostDatabase>
{
    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Username=x;Password=secret-word;Database=y", "see that the server runs")]
    [InlineData("nonsense with secret-word in it", "write it like")]
    [InlineData("Host=nowhere.invalid;Username=x;Password=secret-word;Database=y", "see that the server runs")]
    public async Task Start_DatabaseCannotBeUsed_SaysWhatToDo(string address, string remedy)
    {
        var result = await Command.RunAsync("--urls=http://127.0.0.1:0", $"--ReviewFlow:Connection={address}");

        Refuses(result, 3, "The database cannot be used.", remedy);
        (result.Output + result.Errors).ShouldNotContain("secret-word");
    }

    [Theory]
    [InlineData("Password=wrong", "correct the user name or the password")]
    [InlineData("Database=no_such_database", "create it, or correct the database's name")]
    public async Task Start_WrongAccountOrDatabase_SaysWhichIsWrong(string change, string remedy)
    {
        var result = await Command.RunAsync("--urls=http://127.0.0.1:0", $"--ReviewFlow:OwnerConnection={database.OwnerConnectionString};{change}");

        Refuses(result, 3, "The database cannot be used.", remedy);
    }

    [Fact]
    public async Task Start_PortInUse_NamesItAndAnother()
    {
        using var busy = new TcpListener(IPAddress.Loopback, 0);
        busy.Start();
        var port = ((IPEndPoint)busy.LocalEndpoint).Port;

        var result = await Command.RunAsync($"--urls=http://127.0.0.1:{port}", $"--ReviewFlow:OwnerConnection={database.OwnerConnectionString}");

        Refuses(result, 1, $"Port {port} is in use", $"--urls=http://localhost:{port + 1}");
    }

    [Theory]
    [InlineData("--ReviewFlow:IdleMinutes=soon", "IdleMinutes")]
    [InlineData("--ReviewFlow:IdleMinutes=1", "between 5 and 120")]
    [InlineData("--ReviewFlow:OrganisationName=", "OrganisationName")]
    public async Task Start_WrongSetting_NamesIt(string setting, string words)
    {
        var result = await Command.RunAsync("--urls=http://127.0.0.1:0", $"--ReviewFlow:OwnerConnection={database.OwnerConnectionString}", setting);

        Refuses(result, 1, "The settings are wrong", words);
    }

    [Fact]
    public async Task Start_DatabaseOlderOrNewer_IsRefusedEitherWay()
    {
        string[] place = ["--urls=http://127.0.0.1:0", $"--ReviewFlow:OwnerConnection={database.OwnerConnectionString}", "--ReviewFlow:MigrateAtStart=false"];
        await RunAsync("""insert into "__EFMigrationsHistory" values ('29990101000000_Later', '99')""");
        Refuses(await Command.RunAsync(place), 3, "newer than this version", "29990101000000_Later");
        Refuses(await Command.RunAsync(place[..2]), 3, "newer than this version", "29990101000000_Later");

        await RunAsync("""create table kept as select * from "__EFMigrationsHistory" where "MigrationId" not like '2999%'; delete from "__EFMigrationsHistory" """);
        Refuses(await Command.RunAsync(place), 3, "older than this version", "run the command migrate");
        await RunAsync("""insert into "__EFMigrationsHistory" select * from kept; drop table kept""");
    }

    [Fact]
    public async Task Start_SecondHostOnOneDataFolder_IsTurnedAwayAndHarmsNothing()
    {
        var first = new ChildHost();
        try
        {
            await using var life = await first.StartAsync();
            for (var time = 1; time <= ChildHost.Times; time++)
            {
                var second = await Command.RunAsync(first.Settings);

                Refuses(second, 3, "Another ReviewFlow host is already running", "stop the other host first");
                using var client = life.Client();
                (await client.GetAsync(new Uri("/sign-in", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
            }
        }
        finally
        {
            first.Delete();
        }
    }

    private static void Refuses(Command.Result result, int code, params string[] words)
    {
        var said = result.Output + result.Errors;
        result.Code.ShouldBe(code, said);
        foreach (var word in words) said.ShouldContain(word);
        said.ShouldNotContain("   at ");
        said.ShouldNotContain("Unhandled");
    }

    private async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(database.OwnerConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
