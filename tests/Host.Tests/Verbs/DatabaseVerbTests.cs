using Npgsql;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Verbs;

public sealed class DatabaseVerbTests(RunningHost host) : IClassFixture<RunningHost>
{
    private string[] Place => [$"--ReviewFlow:OwnerConnection={host.Database.OwnerConnectionString}", $"--ReviewFlow:Connection={host.Database.AppConnectionString}"];

    [Fact]
    public async Task Verify_OfTheDemo_FindsNothingUntilSomethingIsAltered()
    {
        var whole = await Command.RunAsync(["verify", .. Place]);
        whole.Code.ShouldBe(0, whole.Errors);

        await ChangeAsync("update signatures set canonical = canonical || ' ' where id = (select min(id) from signatures)");
        var altered = await Command.RunAsync(["verify", .. Place]);
        altered.Code.ShouldBe(1);
        altered.Errors.ShouldContain("Its text has been altered.");

        await ChangeAsync("update audit set actor_id = 'somebody-else' where (case_id, number) = (select case_id, number from audit where number = 2 limit 1)");
        var broken = await Command.RunAsync(["verify", .. Place]);
        broken.Code.ShouldBe(1);
        broken.Errors.ShouldContain("link 2: Entry 2 has been altered.");
    }

    [Fact]
    public async Task Doctor_OfARunningInstallation_IsContent()
    {
        var result = await Command.RunAsync(["doctor", .. Place, "--urls=http://127.0.0.1:0"]);

        result.Code.ShouldBe(0, result.Output + result.Errors);
        result.Output.ShouldContain("migrations: current");
        result.Output.ShouldContain("calendar england-and-wales");
        result.Output.ShouldContain("messages:");
        foreach (var thing in (string[])["disk", "clock", "port", "definitions", "clocks"]) result.Output.ShouldContain($"ok       {thing}: ");
    }

    [Fact]
    public async Task Doctor_WithoutDatabase_SaysSo()
    {
        var result = await Command.RunAsync("doctor", "--ReviewFlow:OwnerConnection=Host=127.0.0.1;Port=1;Username=nobody;Database=none;Timeout=2");

        result.Code.ShouldBe(3, result.Output + result.Errors);
        result.Output.ShouldContain("wrong    database");
    }

    [Fact]
    public async Task Doctor_WithoutDefinitions_SaysWhatToSet()
    {
        var result = await Command.RunAsync(["doctor", .. Place, "--urls=http://127.0.0.1:0", "--ReviewFlow:DefinitionsRoot=/nowhere"]);

        result.Code.ShouldBe(1, result.Output + result.Errors);
        result.Output.ShouldContain("wrong    definitions");
        result.Output.ShouldContain("ReviewFlow:DefinitionsRoot");
    }

    [Fact]
    public async Task UnknownVerb_IsRefusedWithTheList()
    {
        var result = await Command.RunAsync("frobnicate");

        result.Code.ShouldBe(2);
        result.Errors.ShouldContain("simulate");
    }

    private async Task ChangeAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(host.Database.SuperuserConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        (await command.ExecuteNonQueryAsync()).ShouldBe(1);
    }
}
