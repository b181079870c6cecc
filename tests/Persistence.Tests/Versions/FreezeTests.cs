using Microsoft.EntityFrameworkCore;
using Npgsql;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Tests.Cases;
using ReviewFlow.Workflows.Versions;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Versions;

/// <summary>A version is frozen in the commit of the step that freezes it, once, and stays what it was.</summary>
public class FreezeTests(PlanWorld world) : IClassFixture<PlanWorld>
{
    [Fact]
    public async Task Freeze_KeepsExactlyWhatWasWritten_WithItsHash()
    {
        var opened = await world.FrozenAsync();

        var row = (await world.VersionsAsync(opened.CaseId)).ShouldHaveSingleItem();
        row.ContentHash.ShouldBe(FrozenVersion.HashOf(row.Content));
        (row.Number, row.DateOfPlan, row.CompletedBy, row.MadeBy).ShouldBe((1, new DateOnly(2026, 3, 2), "Gregor Hume", "nadia"));
        var version = FrozenVersion.Read(row.Content);
        version.Sections.Select(s => s.Id).ShouldBe(["header", "theme2"]);
        var actions = version.Sections[1].Tables.ShouldHaveSingleItem();
        actions.Rows.Select(r => (r.Number, r.State, r.Words("responsible"), r.Words("timescale"), r.Words("rag")))
            .ShouldBe([("2.1", "Open", "Sian Corley", "Fri 29 May 2026", "Amber"), ("2.2", "Open", "Sian Corley", "Tue 30 Jun 2026", "Amber")]);
        row.Content.ShouldNotContain("For us alone");
        version.Canonical().ShouldBe(row.Content);
    }

    [Fact]
    public async Task Freeze_CompletedTwiceWithOneKey_IsOneVersion()
    {
        var opened = await world.WrittenAsync();
        var (task, key) = (await world.TaskAsync(opened.CaseId), CaseWorld.Key());

        (await world.CompleteAsync(task, CaseWorld.Nadia, key: key)).ShouldBeOfType<CaseOutcome.Done>();
        (await world.CompleteAsync(task, CaseWorld.Nadia, key: key)).ShouldBeOfType<CaseOutcome.Done>();

        (await world.VersionsAsync(opened.CaseId)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Freeze_TwoPeopleAtOnce_IsOneVersion()
    {
        var opened = await world.WrittenAsync();
        var task = await world.TaskAsync(opened.CaseId);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => world.NewTransaction().ApplyAsync(new ActOnTask(CaseWorld.Key(), CaseWorld.Nadia, task.Id, task.Revision, "complete"))));

        outcomes.OfType<CaseOutcome.Done>().ShouldHaveSingleItem();
        (await world.VersionsAsync(opened.CaseId)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Freeze_AfterTheNextRound_IsVersion2AndSaysWhatChanged()
    {
        var opened = await world.FrozenAsync();
        (await world.SendAsync(await world.TaskAsync(opened.CaseId), CaseWorld.Nadia, true, null, ("sian", "team"))).ShouldBeOfType<CaseOutcome.Done>();
        await world.SaveAsync(opened, "theme2", 1, PlanWorld.Theme("2026-07-15", "red"));
        (await world.CompleteAsync(await world.TaskAsync(opened.CaseId), CaseWorld.Nadia)).ShouldBeOfType<CaseOutcome.Done>();

        var versions = (await world.VersionsAsync(opened.CaseId)).Select(v => FrozenVersion.Read(v.Content)).ToList();

        VersionCompare.Between(versions[0], versions[1]).Select(c => c.Words).ShouldBe(
            ["2.2 Timescale for Completion: Tue 30 Jun 2026 → Wed 15 Jul 2026", "2.2 RAG Status: Amber → Red"]);
        versions[0].Sections[1].Tables[0].Rows[1].Words("timescale").ShouldBe("Tue 30 Jun 2026");
    }

    [Fact]
    public async Task Version_CannotBeChanged_NotEvenByTheOwnerOfTheSchema()
    {
        var opened = await world.FrozenAsync();
        await using var connection = new NpgsqlConnection(world.OwnerAddress);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("update frozen_versions set content = '{}' where case_id = $1", connection) { Parameters = { new() { Value = opened.CaseId } } };

        (await Should.ThrowAsync<PostgresException>(command.ExecuteNonQueryAsync())).SqlState.ShouldBe("23001");
    }

    [Fact]
    public async Task Freeze_IsInTheAudit_WithTheHash()
    {
        var opened = await world.FrozenAsync();
        await using var context = world.Context();
        var link = await context.Audit.SingleAsync(a => a.CaseId == opened.CaseId && a.Action == "version.frozen");
        var payload = await context.AuditPayloads.SingleAsync(p => p.CaseId == opened.CaseId && p.Number == link.Number);

        payload.Payload.ShouldContain((await world.VersionsAsync(opened.CaseId))[0].ContentHash);
    }
}
