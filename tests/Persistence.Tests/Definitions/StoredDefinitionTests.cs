using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Tests.Cases;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Definitions;

public sealed class StoredDefinitionTests(CaseWorld world) : IClassFixture<CaseWorld>
{
    private static readonly ActivityCatalog s_catalog = BuiltInActivities.AddTo(new ActivityCatalog()).Add(AskActivity.Descriptor);

    [Fact]
    public async Task OpenCase_DefinitionThatUsesAnotherAsActivity_ReachesItsWork()
    {
        await PublishAsync(Inner("visit", "Visit the child"));
        await PublishAsync(Outer("plan", "visit"));

        var opened = await world.OpenAsync("plan");
        var task = await world.TaskAsync(opened.CaseId);
        await world.CompleteAsync(task, CaseWorld.Nadia);

        task.Title.ShouldBe("Visit the child");
        await using var context = world.Context();
        context.Instances.Single(i => i.Id == opened.InstanceId).Status.ShouldBe(WorkflowStatus.Finished);
    }

    [Fact]
    public async Task VersionAsync_UsedWorkflowPublishedAgain_KeepsTheOneItWasPublishedWith()
    {
        await PublishAsync(Inner("call", "Ring the school"));
        var version = await PublishAsync(Outer("check", "call"));
        await PublishAsync(Inner("call", "Ring the school twice"));
        using var restarted = new DefinitionStore(world.Source, TimeProvider.System);

        var used = (await restarted.VersionAsync(version)).Definition.Nodes.Values.Single(n => n.Linked is not null);

        used.Definition!.Id.ShouldBe("call-v1");
    }

    [Fact]
    public async Task VersionAsync_UsedWorkflowPublishedLater_IsFoundThen()
    {
        var version = await PublishAsync(Outer("early", "late"));
        (await world.Definitions.VersionAsync(version)).Definition.Nodes.Values.ShouldAllBe(n => n.Linked == null);

        await PublishAsync(Inner("late", "Now there"));

        (await world.Definitions.VersionAsync(version)).Definition.Nodes.Values.ShouldContain(n => n.Linked != null);
    }

    [Fact]
    public async Task CheckAsync_StepWhereACaseWaitsIsTakenAway_SaysHowManyWait()
    {
        await PublishAsync(Inner("talk", "Talk"));
        await world.OpenAsync("talk");

        var problem = (await world.Definitions.CheckAsync(Inner("talk", "Talk").Replace("\"ask\"", "\"listen\""), s_catalog, Engine.Facts.None)).Single();

        (problem.Code, problem.NodeId).ShouldBe(("removed-waiting-step", "Workflow1:root:ask"));
        problem.Message.ShouldStartWith("1 running case waits at 'ask'");
    }

    [Fact]
    public async Task PublishCheckedAsync_DefinitionThatCannotRun_PublishesNothing()
    {
        var result = await world.Definitions.PublishCheckedAsync(Outer("broken", "nowhere"), "grace", CaseWorld.Monday, s_catalog, Engine.Facts.None);

        result.VersionId.ShouldBeNull();
        result.Problems.Single().ShouldContain("cannot be found");
        (await world.Definitions.LatestAsync("broken")).ShouldBeNull();
    }

    private async Task<string> PublishAsync(string json)
    {
        var result = await world.Definitions.PublishAsync(json, "grace", CaseWorld.Monday);
        result.Problems.ShouldBeEmpty();
        return result.VersionId.ShouldNotBeNull();
    }

    private static string Inner(string id, string title) =>
        File(id, $$"""{ "id": "ask", "type": "Test.Ask", "title": "{{title}}" }""");

    private static string Outer(string id, string uses) =>
        File(id, $$"""{ "id": "use", "type": "{{Names(uses)}}", "version": 1, "workflowDefinitionId": "{{uses}}", "workflowDefinitionVersionId": "of-somebody-else" }""");

    private static string Names(string id) => char.ToUpperInvariant(id[0]) + id[1..];

    private static string File(string id, string step) => $$"""
        { "definitionId": "{{id}}", "name": "{{id}}", "options": { "usableAsActivity": true }, "root": { "id": "root", "type": "Elsa.Sequence", "activities": [ {{step}} ] },
          "customProperties": { "reviewflow": { "area": "disputes", "referencePattern": "{{id.ToUpperInvariant()}}-{year}-{n:4}", "stepTitle": "{{id}}", "form": "about" } } }
        """;
}
