using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Cases;

public class CaseTransactionTests(CaseWorld world) : IClassFixture<CaseWorld>
{
    [Fact]
    public async Task OpenCase_Allowed_OpensOneTaskWithReference()
    {
        var opened = await world.OpenAsync("one-task");

        var task = await world.TaskAsync(opened.CaseId);
        task.AssigneeId.ShouldBe("nadia");
        task.Title.ShouldBe("Fill it in");
        opened.Result["taskId"]!.ToString().ShouldBe(task.Id);
        opened.Result["reference"]!.ToString().ShouldStartWith("ONE-TASK-2026-0");
        task.Id.ShouldStartWith(opened.CaseId);
    }

    [Fact]
    public async Task ActOnTask_LastTask_EndsCaseAndLeavesNoBookmark()
    {
        var opened = await world.OpenAsync("two-tasks");
        (await world.CompleteAsync(await world.TaskAsync(opened.CaseId), CaseWorld.Nadia)).ShouldBeOfType<CaseOutcome.Done>();
        (await world.CompleteAsync(await world.TaskAsync(opened.CaseId), CaseWorld.Sian)).ShouldBeOfType<CaseOutcome.Done>();

        await using var context = world.Context();
        (await context.Cases.SingleAsync(c => c.Id == opened.CaseId)).Status.ShouldBe(CaseStatus.Ended);
        var instance = await context.Instances.SingleAsync(i => i.CaseId == opened.CaseId);
        instance.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        StateSerializer.Deserialize(instance.State).Bookmarks.ShouldBeEmpty();
        (await context.WorkTasks.CountAsync(t => t.CaseId == opened.CaseId && t.Status == WorkTaskStatus.Done)).ShouldBe(2);
        (await context.CaseEvents.CountAsync(e => e.CaseId == opened.CaseId)).ShouldBe(3);
    }

    [Fact]
    public async Task ActOnTask_RepeatedKey_GivesFirstAnswerOnce()
    {
        var opened = await world.OpenAsync("two-tasks");
        var task = await world.TaskAsync(opened.CaseId);

        var first = await world.CompleteAsync(task, CaseWorld.Nadia, key: "same-key");
        var again = await world.CompleteAsync(task, CaseWorld.Nadia, key: "same-key");
        var other = await world.CompleteAsync(task, CaseWorld.Nadia, new JsonObject { ["note"] = "other" }, key: "same-key");

        again.ShouldBeOfType<CaseOutcome.Done>().Result.ToJsonString().ShouldBe(first.ShouldBeOfType<CaseOutcome.Done>().Result.ToJsonString());
        other.ShouldBeOfType<CaseOutcome.Refused>().Kind.ShouldBe(RefusalKind.Invalid);
        await using var context = world.Context();
        (await context.Journal.CountAsync(j => j.CaseId == opened.CaseId)).ShouldBe(2);
    }

    [Fact]
    public async Task ActOnTask_StaleRevision_IsConflict()
    {
        var opened = await world.OpenAsync("two-tasks");
        var task = await world.TaskAsync(opened.CaseId);
        task.Revision--;

        var outcome = await world.CompleteAsync(task, CaseWorld.Nadia);

        outcome.ShouldBeOfType<CaseOutcome.Refused>().Kind.ShouldBe(RefusalKind.Conflict);
    }

    [Fact]
    public async Task ActOnTask_SomebodyElsesTask_IsForbiddenAndLogged()
    {
        var opened = await world.OpenAsync("two-tasks");

        var outcome = await world.CompleteAsync(await world.TaskAsync(opened.CaseId), CaseWorld.Sian);

        outcome.ShouldBeOfType<CaseOutcome.Refused>().Kind.ShouldBe(RefusalKind.Forbidden);
        await using var context = world.Context();
        (await context.AccessLog.SingleAsync(a => a.CaseId == opened.CaseId)).PersonId.ShouldBe("sian");
    }

    [Fact]
    public async Task ActOnTask_RestrictedChildAndNotListed_IsNotFound()
    {
        var opened = await world.OpenAsync("two-tasks", subject: "skye");

        var outcome = await world.CompleteAsync(await world.TaskAsync(opened.CaseId), CaseWorld.Sian);

        outcome.ShouldBeOfType<CaseOutcome.Refused>().Kind.ShouldBe(RefusalKind.NotFound);
    }

    [Fact]
    public async Task ActOnTask_RequiredFieldMissing_IsInvalidWithTheField()
    {
        var opened = await world.OpenAsync("one-task");

        var outcome = await world.CompleteAsync(await world.TaskAsync(opened.CaseId), CaseWorld.Nadia);

        var refused = outcome.ShouldBeOfType<CaseOutcome.Refused>();
        refused.Kind.ShouldBe(RefusalKind.Invalid);
        refused.Problems.ShouldHaveSingleItem().Path.ShouldBe("summary");
    }

    [Fact]
    public async Task ActOnTask_WithAnswers_SavesAndCarriesThem()
    {
        var opened = await world.OpenAsync("one-task");
        var save = new SectionSave("about", 0, new JsonObject { ["summary"] = "All is well", ["review"] = "2026-06-30" });

        (await world.CompleteAsync(await world.TaskAsync(opened.CaseId), CaseWorld.Nadia, saves: [save])).ShouldBeOfType<CaseOutcome.Done>();

        await using var context = world.Context();
        (await context.Documents.SingleAsync(d => d.CaseId == opened.CaseId)).Version.ShouldBe(1);
        var payload = await context.AuditPayloads.Where(a => a.CaseId == opened.CaseId).Select(a => a.Payload).ToListAsync();
        payload.ShouldContain(p => p.Contains("\"form\":{\"review\":\"2026-06-30\"}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Apply_ChildEnds_ParentGoesOnInTheSameCommit()
    {
        var opened = await world.OpenAsync("parent");
        var child = await world.TaskAsync(opened.CaseId);
        child.Title.ShouldBe("Child's work");

        (await world.CompleteAsync(child, CaseWorld.Nadia)).ShouldBeOfType<CaseOutcome.Done>();

        (await world.TaskAsync(opened.CaseId)).Title.ShouldBe("Parent's work");
        await using var context = world.Context();
        (await context.Instances.Where(i => i.CaseId == opened.CaseId).OrderBy(i => i.Number).Select(i => i.Reference).ToListAsync())
            .ShouldBe(["PARENT-2026-0001", "CHILD-2026-0001"]);
    }

    [Fact]
    public async Task ActOnTask_BurstOverBudget_KeepsOldStateAndParksStimulus()
    {
        var opened = await world.OpenAsync("endless");
        var task = await world.TaskAsync(opened.CaseId);

        var outcome = await world.CompleteAsync(task, CaseWorld.Nadia);

        outcome.ShouldBeOfType<CaseOutcome.Refused>().Kind.ShouldBe(RefusalKind.Conflict);
        (await world.TaskAsync(opened.CaseId)).Revision.ShouldBe(task.Revision);
        await using var context = world.Context();
        var incident = await context.Incidents.SingleAsync(i => i.CaseId == opened.CaseId);
        incident.ParkedStimulus.ShouldNotBeNull().ShouldContain(task.Id);
        var cancelled = await world.Cases.ApplyAsync(new MendIncident(CaseWorld.Key(), CaseWorld.Sam, incident.Id, IncidentRemedy.Cancel, null, "Endless"));
        cancelled.ShouldBeOfType<CaseOutcome.Done>();
        (await context.Instances.AsNoTracking().SingleAsync(i => i.CaseId == opened.CaseId)).SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
    }
}
