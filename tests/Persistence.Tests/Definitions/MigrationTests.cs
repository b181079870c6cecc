using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Tests.Cases;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Definitions;

/// <summary>Running cases move to a new version of their process.</summary>
public class MigrationTests(CaseWorld world) : IClassFixture<CaseWorld>
{
    private InstanceMigrations Migrations => new(world.Source, world.Definitions, world.Cases);

    [Fact]
    public async Task Preview_SaysWhatMovesWhatBlocksAndChangesNothing()
    {
        await PublishAsync(Version("looked-at", "ask", "other"));
        var early = await world.OpenAsync("looked-at");
        var late = await world.OpenAsync("looked-at");
        (await world.CompleteAsync(await world.TaskAsync(late.CaseId), CaseWorld.Nadia)).ShouldBeOfType<CaseOutcome.Done>();
        var target = await PublishAsync(Version("looked-at", "ask", "instead"));

        var preview = (await Migrations.PreviewAsync("looked-at", target)).ShouldNotBeNull();

        preview.Single(p => p.InstanceId == early.InstanceId).Blocked.ShouldBeNull();
        preview.Single(p => p.InstanceId == late.InstanceId).Blocked.ShouldBe("It stands at 'other', which this version does not have as that kind of step.");
        (await VersionOfAsync(early)).ShouldBe("looked-at-v1");
        (await Migrations.PreviewAsync("looked-at", "child-v1")).ShouldBeNull("a version of another process");
    }

    [Fact]
    public async Task MoveAsync_Batch_MovesWhatCanMoveAndSaysWhyNotOfTheRest()
    {
        await PublishAsync(Version("moved", "ask", "other"));
        var early = await world.OpenAsync("moved");
        var late = await world.OpenAsync("moved");
        await world.CompleteAsync(await world.TaskAsync(late.CaseId), CaseWorld.Nadia);
        var target = await PublishAsync(Version("moved", "ask", "instead"));
        var key = CaseWorld.Key();

        var results = await Migrations.MoveAsync(key, CaseWorld.Sam, target, [early.InstanceId!, late.InstanceId!], "The new second step");
        var again = await Migrations.MoveAsync(key, CaseWorld.Sam, target, [early.InstanceId!], "The new second step");

        results.Select(r => r.Moved).ShouldBe([true, false]);
        results[1].Why.ShouldNotBeNull().ShouldContain("'other'");
        again.Single().Moved.ShouldBeTrue("the same intent again");
        (await VersionOfAsync(late)).ShouldBe("moved-v1");
        (await world.CompleteAsync(await world.TaskAsync(early.CaseId), CaseWorld.Nadia)).ShouldBeOfType<CaseOutcome.Done>();
        (await world.TaskAsync(early.CaseId)).ActivityId.ShouldBe("instead", "it goes on by the new version");
        await using var context = world.Context();
        var journal = await context.Journal.Where(j => j.InstanceId == early.InstanceId).OrderBy(j => j.Revision).ToListAsync();
        journal.Select(j => j.StimulusKind).ShouldBe(["InstanceStarted", "InstanceMigrated", "TaskCompleted"]);
        journal.SelectMany(j => JsonNode.Parse(j.Entries)!.AsArray()).Select(e => (int)e!["sequence"]!).ShouldBeInOrder();
        (await context.Audit.CountAsync(a => a.CaseId == early.CaseId && a.Action == "instance.migrated" && a.ActorId == "sam")).ShouldBe(1);
    }

    [Fact]
    public async Task Move_SomebodyWhoIsNoAdministrator_IsRefused()
    {
        await PublishAsync(Version("guarded", "ask", "other"));
        var opened = await world.OpenAsync("guarded");
        var target = await PublishAsync(Version("guarded", "ask", "instead"));

        foreach (var actor in new[] { CaseWorld.Nadia, CaseWorld.Grace, CaseWorld.Sian })
            (await world.Cases.ApplyAsync(new MigrateInstance(CaseWorld.Key(), actor, opened.InstanceId!, target, "Why not"))).ShouldBeOfType<CaseOutcome.Refused>().Kind.ShouldBe(RefusalKind.Forbidden);
        (await world.Cases.ApplyAsync(new MigrateInstance(CaseWorld.Key(), CaseWorld.Sam, opened.InstanceId!, target, " "))).ShouldBeOfType<CaseOutcome.Refused>().Kind.ShouldBe(RefusalKind.Invalid);
        (await VersionOfAsync(opened)).ShouldBe("guarded-v1");
    }

    [Fact]
    public async Task Undo_BeforeAnybodyActed_GoesBackAndAfterwardsIsRefused()
    {
        await PublishAsync(Version("undone", "ask", "other"));
        var opened = await world.OpenAsync("undone");
        var target = await PublishAsync(Version("undone", "ask", "instead"));
        UndoMigration Undo() => new(CaseWorld.Key(), CaseWorld.Sam, opened.InstanceId!, "Too soon");
        await MoveAsync(opened, target);

        (await world.Cases.ApplyAsync(Undo())).ShouldBeOfType<CaseOutcome.Done>();
        (await VersionOfAsync(opened)).ShouldBe("undone-v1");
        (await world.Cases.ApplyAsync(Undo())).ShouldBeOfType<CaseOutcome.Refused>().Message.ShouldContain("taken back");

        await MoveAsync(opened, target);
        var save = new SaveSections(CaseWorld.Key(), CaseWorld.Nadia, opened.InstanceId!, [new SectionSave("about", 0, new JsonObject { ["summary"] = "Begun" })]);
        (await world.Cases.ApplyAsync(save)).ShouldBeOfType<CaseOutcome.Done>();

        (await world.Cases.ApplyAsync(Undo())).ShouldBeOfType<CaseOutcome.Refused>().Message.ShouldContain("Somebody has worked on this case");
        (await VersionOfAsync(opened)).ShouldBe("undone-v2");
    }

    [Fact]
    public async Task Preview_FormChangedSinceSomebodyBegan_NamesTheSection()
    {
        await PublishAsync(Version("with-form", "ask", "other"));
        var begun = await world.OpenAsync("with-form");
        var untouched = await world.OpenAsync("with-form");
        var save = new SaveSections(CaseWorld.Key(), CaseWorld.Nadia, begun.InstanceId!, [new SectionSave("about", 0, new JsonObject { ["summary"] = "Begun" })]);
        (await world.Cases.ApplyAsync(save)).ShouldBeOfType<CaseOutcome.Done>();
        (await world.Definitions.PublishFormAsync(SmallCounty.Form.Replace("\"Review date\"", "\"Next review\"", StringComparison.Ordinal), CaseWorld.Monday)).Problems.ShouldBeEmpty();
        var target = await PublishAsync(Version("with-form", "ask", "instead"));

        var preview = (await Migrations.PreviewAsync("with-form", target)).ShouldNotBeNull();

        preview.Single(p => p.InstanceId == begun.InstanceId).ChangedDrafts.ShouldBe(["About"]);
        preview.Single(p => p.InstanceId == untouched.InstanceId).ChangedDrafts.ShouldBeEmpty();
    }

    private async Task MoveAsync(CaseOutcome.Done opened, string target) =>
        (await Migrations.MoveAsync(CaseWorld.Key(), CaseWorld.Sam, target, [opened.InstanceId!], "New rules")).Single().Why.ShouldBeNull();

    private async Task<string> VersionOfAsync(CaseOutcome.Done opened)
    {
        await using var context = world.Context();
        return (await context.Instances.SingleAsync(i => i.Id == opened.InstanceId)).VersionId;
    }

    private async Task<string> PublishAsync(string json)
    {
        var result = await world.Definitions.PublishAsync(json, "grace", CaseWorld.Monday);
        result.Problems.ShouldBeEmpty();
        return result.VersionId.ShouldNotBeNull();
    }

    private static string Version(string id, params string[] steps) => $$"""
        { "definitionId": "{{id}}", "name": "{{id}}", "root": { "id": "root", "type": "Elsa.Sequence", "activities": [ {{string.Join(',', steps.Select(s => $$"""{ "id": "{{s}}", "type": "Test.Ask", "title": "{{s}}" }"""))}} ] },
          "customProperties": { "reviewflow": { "area": "disputes", "referencePattern": "{{id.ToUpperInvariant()}}-{year}-{n:4}", "stepTitle": "{{id}}", "form": "about" } } }
        """;
}
