using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using ReviewFlow.Persistence.Actions;
using ReviewFlow.Persistence.Disputes;
using ReviewFlow.Persistence.Tests.Cases;
using ReviewFlow.Persistence.Work;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Work;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests;

public class SchemaTests(CaseDatabase database) : IClassFixture<CaseDatabase>
{
    private static readonly string[] Verbs = ["select", "insert", "update", "delete", "with"];

    [Fact]
    public void Model_AgainstMigrations_HasNoPendingChanges()
    {
        using var context = new ReviewFlowDbContext(ReviewFlowDatabase.Options("Host=nowhere"));

        context.Database.HasPendingModelChanges().ShouldBeFalse();
    }

    [Fact]
    public async Task MigrateAsync_Twice_ChangesNothing() => await ReviewFlowDatabase.MigrateAsync(database.OwnerConnectionString);

    [Fact]
    public async Task EveryStatement_OnMigratedDatabase_Prepares()
    {
        await using var connection = new NpgsqlConnection(database.AppConnectionString);
        await connection.OpenAsync();
        var failures = new List<string>();
        var statements = Constants().Concat(Built()).ToList();
        foreach (var (name, sql) in statements)
        {
            try
            {
                await using var command = new NpgsqlCommand($"prepare probe as {sql}; deallocate probe", connection);
                await command.ExecuteNonQueryAsync();
            }
            catch (PostgresException e)
            {
                failures.Add($"{name}: {e.MessageText}");
            }
        }

        failures.ShouldBeEmpty();
        statements.Count.ShouldBeGreaterThan(60);
    }

    [Theory]
    [InlineData("update audit set actor_id = 'x'")]
    [InlineData("delete from audit")]
    [InlineData("truncate audit")]
    [InlineData("delete from access_log")]
    [InlineData("update journal set entries = ''")]
    [InlineData("delete from design_events")]
    [InlineData("update frozen_versions set content = ''")]
    [InlineData("delete from frozen_versions")]
    [InlineData("create table more (id int)")]
    public async Task AppRole_ChangingTheRecord_IsRefused(string sql)
    {
        await using var connection = new NpgsqlConnection(database.AppConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);

        var refusal = await Should.ThrowAsync<PostgresException>(command.ExecuteNonQueryAsync());

        refusal.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    private static IEnumerable<(string Name, string Sql)> Constants() =>
        from type in typeof(ReviewFlowDbContext).Assembly.GetTypes()
        where type.Namespace?.Contains("EmbeddedServer", StringComparison.Ordinal) == false
        from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        where field.IsLiteral && field.FieldType == typeof(string)
        let sql = (string)field.GetRawConstantValue()!
        where Verbs.Any(v => sql.StartsWith(v + " ", StringComparison.Ordinal))
        select ($"{type.Name}.{field.Name}", sql);

    private static IEnumerable<(string Name, string Sql)> Built()
    {
        var part = new FilterPart { PersonId = "x" };
        foreach (var filter in new[] { new CaseFilter([]), new CaseFilter([part]), new CaseFilter([part, part]) { Technical = true } })
        {
            yield return ("disputes", DisputesList.Statement(filter));
            yield return ("actions", ActionList.Statement(filter));
            yield return ("inbox counts", InboxSql.Counts(filter));
            yield return ("inbox waiting", InboxSql.Page(null, waiting: true, filter));
            foreach (var folder in Enum.GetValues<InboxFolder>()) yield return ($"inbox {folder}", InboxSql.Page(folder, waiting: false, filter));
        }
    }
}
