using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using ReviewFlow.Persistence.Retention;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Tests.Definitions;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Cases;

/// <summary>What is forgotten, what is kept, and that nothing is left over.</summary>
public class RetentionTests(CaseWorld world) : IClassFixture<CaseWorld>
{
    private RetentionSweep Sweep => new(world.Source, world.Organisation, world.Clock);

    [Fact]
    public async Task Run_CaseAboutNobodyEndedLongAgo_GoesAndLeavesNoOrphan()
    {
        await PublishAsync(Files.Of("passing", $"{Files.Publish("tell", "Passed")}, {Files.Line("gone")}"));
        await PublishAsync(Files.Of("staying", Files.Event("wait", "Never")));
        var (old, _) = await world.Cases.StartTechnicalAsync(CaseWorld.Key(), "passing", null, "sam");
        var (recent, _) = await world.Cases.StartTechnicalAsync(CaseWorld.Key(), "passing", null, "sam");
        var (running, _) = await world.Cases.StartTechnicalAsync(CaseWorld.Key(), "staying", null, "sam");
        await using var context = world.Context();
        await context.Stimuli.ExecuteUpdateAsync(set => set.SetProperty(s => s.AppliedAt, CaseWorld.Monday));
        await context.Cases.Where(c => c.Id == old || c.Id == running).ExecuteUpdateAsync(set => set.SetProperty(c => c.EndedAt, CaseWorld.Monday.AddDays(-31)));

        (await Sweep.RunAsync()).Cases.ShouldBe(1);

        (await LeftAsync(old)).ShouldBeEmpty();
        (await LeftAsync(recent)).ShouldNotBeEmpty();
        (await LeftAsync(running)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Run_JournalsOfEndedCases_GoWhenATimeIsSetAndTheRecordStays()
    {
        var opened = await world.OpenAsync("child");
        (await world.CompleteAsync(await world.TaskAsync(opened.CaseId), CaseWorld.Nadia)).ShouldBeOfType<Persistence.Cases.CaseOutcome.Done>();
        var living = await world.OpenAsync("child");
        await using var context = world.Context();
        await context.Cases.Where(c => c.Id == opened.CaseId).ExecuteUpdateAsync(set => set.SetProperty(c => c.EndedAt, CaseWorld.Monday.AddDays(-400)));

        (await Sweep.RunAsync()).Journals.ShouldBe(0, "nothing about a person goes unless somebody says so");
        context.Settings.Add(new SettingRow { Key = RetentionSweep.JournalDays, Value = "365" });
        await context.SaveChangesAsync();
        world.Organisation.Forget();
        (await Sweep.RunAsync()).Journals.ShouldBe(2);

        (await context.Journal.CountAsync(j => j.CaseId == opened.CaseId)).ShouldBe(0);
        (await context.Journal.CountAsync(j => j.CaseId == living.CaseId)).ShouldBe(1);
        (await context.Audit.CountAsync(a => a.CaseId == opened.CaseId)).ShouldBeGreaterThan(0);
        (await context.Cases.CountAsync(c => c.Id == opened.CaseId)).ShouldBe(1);
    }

    [Fact]
    public async Task ForgetTechnicalCase_CaseAboutAPerson_IsRefusedByTheDatabase()
    {
        var opened = await world.OpenAsync("child");
        await using var command = world.Source.CreateCommand("select forget_technical_case($1)");
        command.Parameters.AddWithValue(opened.CaseId);

        (await command.ExecuteScalarAsync()).ShouldBe(false);

        (await LeftAsync(opened.CaseId)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Journal_OfAVeryLongBurst_IsBounded()
    {
        var turn = """{ "id": "w", "type": "Elsa.WriteLine", "text": { "expression": { "type": "JavaScript", "value": "'x'.repeat(5000)" } } }""";
        await PublishAsync(Files.Of("talkative", $$"""{ "id": "f", "type": "Elsa.For", "end": 2500, "body": {{turn}} }"""));
        var (caseId, _) = await world.Cases.StartTechnicalAsync(CaseWorld.Key(), "talkative", null, "sam");
        await using var context = world.Context();

        var entries = JsonNode.Parse((await context.Journal.SingleAsync(j => j.CaseId == caseId)).Entries)!.AsArray();

        entries.Count.ShouldBe(4_000);
        entries.Count(e => (string?)e!["event"] == "LeftOut").ShouldBe(1);
        ((string)entries[^1]!["message"]!).Length.ShouldBe(1_001);
    }

    private async Task<IReadOnlyList<string>> LeftAsync(string caseId)
    {
        var left = new List<string>();
        await using var connection = new NpgsqlConnection(world.OwnerAddress);
        await connection.OpenAsync();
        var columns = new List<(string Table, string Column)>();
        await using (var tables = new NpgsqlCommand("select table_name, column_name from information_schema.columns where table_schema = 'public' and column_name in ('case_id', 'instance_id', 'from_case_id', 'id') and data_type = 'text'", connection))
        await using (var rows = await tables.ExecuteReaderAsync())
        {
            while (await rows.ReadAsync()) columns.Add((rows.GetString(0), rows.GetString(1)));
        }

        foreach (var (table, column) in columns)
        {
            await using var count = new NpgsqlCommand($"select count(*)::int from {table} where {column} like $1 || '%'", connection) { Parameters = { new() { Value = caseId } } };
            if ((int)(await count.ExecuteScalarAsync())! > 0) left.Add($"{table}.{column}");
        }

        return left;
    }

    private async Task PublishAsync(string json) => (await world.Definitions.PublishAsync(json, "grace", CaseWorld.Monday)).Problems.ShouldBeEmpty();
}
