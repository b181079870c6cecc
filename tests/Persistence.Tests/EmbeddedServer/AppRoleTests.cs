using Npgsql;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.EmbeddedServer;

public class AppRoleTests(AppRoleTests.RunningHost running) : IClassFixture<AppRoleTests.RunningHost>
{
    [Theory]
    [InlineData("CREATE TABLE other (id int)")]
    [InlineData("CREATE TEMPORARY TABLE other (id int)")]
    [InlineData("CREATE SCHEMA other")]
    [InlineData("ALTER TABLE note ADD COLUMN text text")]
    [InlineData("DROP TABLE note")]
    [InlineData("TRUNCATE note")]
    [InlineData("CREATE DATABASE other")]
    public async Task AppRole_ChangingTheSchema_IsRefused(string statement)
    {
        var refusal = await Should.ThrowAsync<PostgresException>(() => running.Host.AsAppAsync(statement));

        refusal.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Theory]
    [InlineData("INSERT INTO note VALUES (7)")]
    [InlineData("UPDATE note SET id = 8 WHERE id = 7")]
    [InlineData("DELETE FROM note")]
    [InlineData("SELECT count(*) FROM note")]
    public Task AppRole_WorkingWithRows_IsAllowed(string statement) => running.Host.AsAppAsync(statement);

    public sealed class RunningHost : IAsyncLifetime
    {
        readonly DataFolder _data = new();

        internal Host Host { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Host = await _data.StartAsync();
            await Host.MakeTableAsync();
        }

        public async Task DisposeAsync() => await _data.DisposeAsync();
    }
}
