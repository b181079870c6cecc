using Npgsql;
using ReviewFlow.Testing.Database;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests;

public class TestDatabaseTests
{
    int _migrations;

    [Fact]
    public async Task InitializeAsync_TwoOfOneTemplate_MigrateOnceAndShareNothing()
    {
        var template = TemplateOf(UniqueHash());
        await using var first = new TestDatabase(template);
        await using var second = new TestDatabase(template);
        await Task.WhenAll(first.InitializeAsync(), second.InitializeAsync());

        await RunAsync(first.AppConnectionString, "INSERT INTO note VALUES (1)");

        _migrations.ShouldBe(1);
        (await RunAsync(first.AppConnectionString, "SELECT count(*) FROM note")).ShouldBe(1L);
        (await RunAsync(second.AppConnectionString, "SELECT count(*) FROM note")).ShouldBe(0L);
    }

    [Theory]
    [InlineData("CREATE TABLE other (id int)")]
    [InlineData("CREATE TEMPORARY TABLE other (id int)")]
    [InlineData("TRUNCATE note")]
    public async Task AppConnectionString_ChangingTheSchema_IsRefusedAsByTheRealServer(string statement)
    {
        await using var database = new TestDatabase(TemplateOf("fixed"));
        await database.InitializeAsync();

        var refusal = await Should.ThrowAsync<PostgresException>(() => RunAsync(database.AppConnectionString, statement));

        refusal.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task DisposeAsync_ConnectionStillOpen_DropsTheDatabase()
    {
        var database = new TestDatabase(TemplateOf("fixed"));
        await database.InitializeAsync();
        await using var open = new NpgsqlConnection(database.OwnerConnectionString);
        await open.OpenAsync();

        await database.DisposeAsync();

        var gone = await Should.ThrowAsync<PostgresException>(() => RunAsync(database.AppConnectionString, "SELECT 1"));
        gone.SqlState.ShouldBe(PostgresErrorCodes.InvalidCatalogName);
    }

    // The name differs by test, too: a template of one name takes the place of the former.
    MigratedTemplate TemplateOf(string hash) => new("unit" + hash, hash, async owner =>
    {
        Interlocked.Increment(ref _migrations);
        await RunAsync(owner, "CREATE TABLE note (id int PRIMARY KEY)");
    });

    static string UniqueHash() => Guid.NewGuid().ToString("N")[..12];

    static async Task<object?> RunAsync(string address, string statement)
    {
        await using var connection = new NpgsqlConnection(address);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        return await command.ExecuteScalarAsync();
    }
}
