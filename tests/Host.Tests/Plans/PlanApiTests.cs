using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReviewFlow.Host.Tests.Api;
using ReviewFlow.Persistence;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Plans;

/// <summary>What is done with a plan as a whole by REST: the same rights, refusals and repeats as on its pages.</summary>
public sealed class PlanApiTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const string Gregor = "gregor-hume";
    private const string Fergus = "fergus-baird";

    [Fact]
    public async Task Difference_BegunByTheHome_IsWorkOfWhoeverRaisedIt_AndOnceOnly()
    {
        var plan = await PlanAsync("thistlebank-house");
        using var gregor = await host.SignedInAsync(Gregor);
        var body = new { operationId = Key(), definitionId = "pip-disagreement" };
        var begun = await gregor.CallAsync($"/api/cases/{plan}/steps", body);
        begun.Status.ShouldBe(200, begun.Body?.ToJsonString());
        var again = await gregor.CallAsync($"/api/cases/{plan}/steps", body);
        again.Body!.ToJsonString().ShouldBe(begun.Body!.ToJsonString());

        var own = await gregor.CallAsync("/api/user-tasks?scope=assigned&limit=100");
        own.Items.Count(i => i["title"]!.ToString() == "Say what you do not agree with").ShouldBe(1);
    }

    [Theory]
    [InlineData("gregor-hume", "{\"operationId\":\"KEY\"}", 422)]
    [InlineData("gregor-hume", "{\"definitionId\":\"pip-disagreement\"}", 422)]
    [InlineData("gregor-hume", "{\"operationId\":\"KEY\",\"definitionId\":\"pip-conclusion\"}", 422)]
    [InlineData("gregor-hume", "{\"operationId\":\"KEY\",\"definitionId\":\"pip-disagreement\",\"sections\":{\"difference\":null}}", 422)]
    [InlineData("rory-tait", "{\"operationId\":\"KEY\",\"definitionId\":\"pip-disagreement\"}", 403)]
    [InlineData("fergus-baird", "{\"operationId\":\"KEY\",\"definitionId\":\"pip-disagreement\"}", 404)]
    public async Task Steps_NotAllowedOrNotWhole_IsRefused(string who, string body, int status)
    {
        var plan = await PlanAsync("thistlebank-house");
        using var client = await host.SignedInAsync(who);
        var answer = await client.SendTextAsync($"/api/cases/{plan}/steps", body.Replace("KEY", Key(), StringComparison.Ordinal));
        (answer.Status, answer.Type).ShouldBe((status, "application/problem+json"), answer.Body?.ToJsonString());
    }

    [Fact]
    public async Task RemovingAnAction_NeedsAReason_AndKeepsItsNumber()
    {
        var plan = await PlanAsync("kirkfold-home");
        var action = await ActionAsync(plan, "theme3", 2);
        using var fergus = await host.SignedInAsync(Fergus);
        var path = $"/api/cases/{plan}/actions/{action}/remove";
        (await fergus.CallAsync(path, new { operationId = Key() })).Status.ShouldBe(422);
        (await fergus.CallAsync(path, new { reason = "Not needed" })).Status.ShouldBe(422);
        (await fergus.CallAsync($"/api/cases/{plan}/actions/{action}x/remove", new { operationId = Key(), reason = "Not needed" })).Status.ShouldBe(404);
        using var gregor = await host.SignedInAsync(Gregor);
        (await gregor.CallAsync(path, new { operationId = Key(), reason = "Not needed" })).Status.ShouldBe(404);
        using var senga = await host.SignedInAsync("senga-moyes");
        (await senga.CallAsync(path, new { operationId = Key(), reason = "Not needed" })).Status.ShouldBe(403);

        (await fergus.CallAsync(path, new { operationId = Key(), reason = "It is part of 3.1." })).Status.ShouldBe(200);
        var state = await AskAsync(db => db.ImprovementActions.Where(a => a.Id == action).Select(a => new { a.Number, a.State }).SingleAsync());
        (state.Number, state.State.ToString()).ShouldBe((2, "Removed"));
    }

    [Fact]
    public async Task AnActionOfAnotherPlan_IsNotFoundUnderThisOne()
    {
        var (kirkfold, thistlebank) = (await PlanAsync("kirkfold-home"), await PlanAsync("thistlebank-house"));
        var action = await ActionAsync(thistlebank, "theme1", 1);
        using var euan = await host.SignedInAsync("euan-pirie");
        (await euan.CallAsync($"/api/cases/{kirkfold}/actions/{action}/remove", new { operationId = Key(), reason = "Mixed up" })).Status.ShouldBe(404);
    }

    [Fact]
    public async Task NamingAnotherLead_IsForATacticalLeadWithAReason()
    {
        var plan = await PlanAsync("birchgrove-house");
        var path = $"/api/cases/{plan}/partnership-lead";
        using var morven = await host.SignedInAsync("morven-duff");
        (await morven.CallAsync(path, new { operationId = Key(), personId = "rory-tait", reason = "Moira leaves" })).Status.ShouldBe(403);
        using var gregor = await host.SignedInAsync(Gregor);
        (await gregor.CallAsync(path, new { operationId = Key(), personId = "rory-tait", reason = "Moira leaves" })).Status.ShouldBe(404);
        using var euan = await host.SignedInAsync("euan-pirie");
        (await euan.CallAsync(path, new { operationId = Key(), reason = "Moira leaves" })).Status.ShouldBe(422);
        (await euan.CallAsync(path, new { operationId = Key(), personId = "rory-tait" })).Status.ShouldBe(422);
        (await euan.CallAsync(path, new { operationId = Key(), personId = "nobody-known", reason = "Moira leaves" })).Status.ShouldBe(422);

        (await euan.CallAsync(path, new { operationId = Key(), personId = "rory-tait", reason = "Moira leaves" })).Status.ShouldBe(200);
        using var rory = await host.SignedInAsync("rory-tait");
        (await rory.CallAsync("/api/user-tasks?scope=assigned&limit=100")).Items.ShouldContain(i => i["title"]!.ToString() == "Follow the plan to its review");
    }

    private static string Key() => Guid.NewGuid().ToString("N");

    private Task<string> PlanAsync(string home) => AskAsync(db => db.Cases.Where(c => c.SubjectId == home && c.Area == "plans").OrderBy(c => c.Id).Select(c => c.Id).FirstAsync());

    private Task<string> ActionAsync(string plan, string section, int number) =>
        AskAsync(db => db.ImprovementActions.Where(a => a.CaseId == plan && a.SectionId == section && a.Number == number).Select(a => a.Id).SingleAsync());

    private async Task<T> AskAsync<T>(Func<ReviewFlowDbContext, Task<T>> ask)
    {
        await using var scope = host.Host.Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<ReviewFlowDbContext>());
    }
}
