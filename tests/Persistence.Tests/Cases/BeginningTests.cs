using Microsoft.EntityFrameworkCore;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Cases;

/// <summary>A case whose process cannot take its first step.</summary>
public class BeginningTests(CaseWorld world) : IClassFixture<CaseWorld>
{
    [Fact]
    public async Task OpenCase_FirstBurstFails_IsAnIncidentAndTheSameFormAgainMakesNoSecond()
    {
        await PublishAsync("cannot-begin");
        var command = new OpenCase(CaseWorld.Key(), CaseWorld.Nadia, "cannot-begin", "robin");

        var first = await world.Cases.ApplyAsync(command);
        var second = await world.Cases.ApplyAsync(command);

        first.ShouldBeOfType<CaseOutcome.Refused>().Message.ShouldStartWith("This could not begin because of a fault in its process.");
        second.ShouldBe(first);
        var incident = await IncidentAsync("cannot-begin");
        incident.ParkedStimulus.ShouldNotBeNull().ShouldContain(nameof(InstanceStarted));
        await using var context = world.Context();
        (await context.Notices.CountAsync(n => n.CaseId == incident.CaseId && n.PersonId == "sam")).ShouldBe(1);
    }

    [Fact]
    public async Task MendIncident_OfACaseThatCouldNotBegin_LetsItBeginOrEndsIt()
    {
        await PublishAsync("begins-later");
        await world.Cases.ApplyAsync(new OpenCase(CaseWorld.Key(), CaseWorld.Nadia, "begins-later", "robin"));
        var incident = await IncidentAsync("begins-later");

        var again = await world.Cases.ApplyAsync(new MendIncident(CaseWorld.Key(), CaseWorld.Sam, incident.Id, IncidentRemedy.Retry, null, "Perhaps it was chance"));
        again.ShouldBeOfType<CaseOutcome.Refused>("it still fails");
        var ended = await world.Cases.ApplyAsync(new MendIncident(CaseWorld.Key(), CaseWorld.Sam, incident.Id, IncidentRemedy.Cancel, null, "Opened anew"));

        ended.ShouldBeOfType<CaseOutcome.Done>();
        await using var context = world.Context();
        (await context.Instances.SingleAsync(i => i.CaseId == incident.CaseId)).SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
        (await context.Cases.SingleAsync(c => c.Id == incident.CaseId)).Status.ShouldBe(CaseStatus.Ended);
    }

    [Fact]
    public async Task MendIncident_ProcessWorksNow_TheCaseBegins()
    {
        await PublishAsync("begins-now");
        await world.Cases.ApplyAsync(new OpenCase(CaseWorld.Key(), CaseWorld.Nadia, "begins-now", "robin"));
        var incident = await IncidentAsync("begins-now");
        await using var context = world.Context();
        // As if the fault had been mended in the same version: a limit raised, a part of the service repaired.
        await context.Instances.Where(i => i.Id == incident.InstanceId).ExecuteUpdateAsync(set => set.SetProperty(i => i.VersionId, "child-v1"));

        (await world.Cases.ApplyAsync(new MendIncident(CaseWorld.Key(), CaseWorld.Sam, incident.Id, IncidentRemedy.Retry, null, "Mended"))).ShouldBeOfType<CaseOutcome.Done>();

        (await context.WorkTasks.SingleAsync(t => t.CaseId == incident.CaseId)).Status.ShouldBe(WorkTaskStatus.Open);
    }

    private async Task PublishAsync(string id) => (await world.Definitions.PublishAsync(
        $$"""
        { "definitionId": "{{id}}", "name": "{{id}}", "root": { "id": "loop", "type": "Elsa.While", "condition": true, "body": { "id": "line", "type": "Elsa.WriteLine", "text": "again" } },
          "customProperties": { "reviewflow": { "area": "disputes", "referencePattern": "{{id}}-{n:4}", "stepTitle": "{{id}}", "form": "about" } } }
        """,
        "grace",
        CaseWorld.Monday)).Problems.ShouldBeEmpty();

    private async Task<IncidentRow> IncidentAsync(string definitionId)
    {
        await using var context = world.Context();
        return await context.Incidents.SingleAsync(i => context.Instances.Any(n => n.Id == i.InstanceId && n.DefinitionId == definitionId));
    }
}
