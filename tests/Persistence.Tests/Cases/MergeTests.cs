using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Cases;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Cases;

public class MergeTests(CaseWorld world) : IClassFixture<CaseWorld>
{
    [Fact]
    public async Task SaveSections_DifferentFieldsFromTheSameStart_KeepsBoth()
    {
        var opened = await world.OpenAsync("one-task");
        (await SaveAsync(opened, 0, new JsonObject { ["summary"] = "One" })).ShouldBeOfType<CaseOutcome.Done>();

        var second = await SaveAsync(opened, 0, new JsonObject { ["review"] = "2026-04-01" });

        second.ShouldBeOfType<CaseOutcome.Done>().Result["versions"]!["about"]!.GetValue<int>().ShouldBe(2);
        await using var context = world.Context();
        var content = JsonNode.Parse((await context.Documents.SingleAsync(d => d.CaseId == opened.CaseId)).Content)!;
        content["summary"]!.ToString().ShouldBe("One");
        content["review"]!.ToString().ShouldBe("2026-04-01");
    }

    [Fact]
    public async Task SaveSections_SameFieldDifferently_ShowsBothTextsAndSavesNothing()
    {
        var opened = await world.OpenAsync("one-task");
        await SaveAsync(opened, 0, new JsonObject { ["summary"] = "Mine first" });

        var outcome = await SaveAsync(opened, 0, new JsonObject { ["summary"] = "Mine later" });

        var conflict = outcome.ShouldBeOfType<CaseOutcome.Refused>().Conflicts.ShouldHaveSingleItem();
        conflict.Theirs!.ToString().ShouldBe("Mine first");
        conflict.Mine!.ToString().ShouldBe("Mine later");
        await using var context = world.Context();
        (await context.DocumentVersions.CountAsync(d => d.CaseId == opened.CaseId)).ShouldBe(1);
    }

    [Fact]
    public async Task SaveSections_ConflictDecided_KeepsTheDecision()
    {
        var opened = await world.OpenAsync("one-task");
        await SaveAsync(opened, 0, new JsonObject { ["summary"] = "Theirs" });

        var outcome = await SaveAsync(opened, 0, new JsonObject { ["summary"] = "Mine" }, new Dictionary<string, int> { ["summary"] = 1 });

        outcome.ShouldBeOfType<CaseOutcome.Done>();
        await using var context = world.Context();
        (await context.Documents.SingleAsync(d => d.CaseId == opened.CaseId)).Content.ShouldContain("Mine");
    }

    [Fact]
    public async Task SaveSections_ByAPersonWithoutOpenTask_IsForbidden()
    {
        var opened = await world.OpenAsync("one-task");

        var outcome = await world.Cases.ApplyAsync(new SaveSections(CaseWorld.Key(), CaseWorld.Sian, opened.InstanceId!, [new SectionSave("about", 0, new JsonObject { ["summary"] = "No" })]));

        outcome.ShouldBeOfType<CaseOutcome.Refused>().Kind.ShouldBe(RefusalKind.Forbidden);
    }

    private Task<CaseOutcome> SaveAsync(CaseOutcome.Done opened, int version, JsonObject values, IReadOnlyDictionary<string, int>? resolved = null) =>
        world.Cases.ApplyAsync(new SaveSections(CaseWorld.Key(), CaseWorld.Nadia, opened.InstanceId!, [new SectionSave("about", version, values, resolved)]));
}
