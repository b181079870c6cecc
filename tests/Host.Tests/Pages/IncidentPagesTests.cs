using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReviewFlow.Host.Tests.Cases;
using ReviewFlow.Host.Tests.Steps;
using ReviewFlow.Host.Tests.Studio;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows.Access;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Pages;

/// <summary>A step that fails waits for an administrator, who tries again, skips it or cancels the process, each with a reason.</summary>
public sealed class IncidentPagesTests(CasePagesHost host) : IClassFixture<CasePagesHost>
{
    [Theory]
    [InlineData("Skip", "Finished")]
    [InlineData("Cancel", "Cancelled")]
    [InlineData("Retry", "Suspended")]
    public async Task Mend_AStepThatFailed_GoesOnAsChosenAndKeepsTheReason(string remedy, string then)
    {
        var caseId = await FailAsync($"broken-{remedy}");
        var sam = await host.AsAsync("sam-okoro");
        var page = await sam.PageAsync("/incidents");
        page.QuerySelector("main")!.TextContent.ShouldContain("Write to the register");
        var form = Of(page, await IncidentAsync(caseId));

        var unsaid = await PressAsync(sam, form, remedy, "", "Done");
        unsaid.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await StepForm.ReadAsync(unsaid)).QuerySelector($"input[id='outcome-{form.Incident}']")!.GetAttribute("value").ShouldBe("Done");
        (await PressAsync(sam, form, remedy, "The register was away.", "Done")).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var instance = await host.DbAsync(db => db.Instances.AsNoTracking().SingleAsync(i => i.CaseId == caseId));
        instance.SubStatus.ToString().ShouldBe(then);
        (await host.DbAsync(db => db.Incidents.CountAsync(i => i.CaseId == caseId && i.MendedAt == null))).ShouldBe(remedy == "Retry" ? 1 : 0, "what is tried again fails again");
        (await sam.PageAsync("/incidents")).QuerySelector("main")!.TextContent.ShouldContain("The register was away.");
    }

    [Fact]
    public async Task Mend_WhatHasEndedWithTheFault_SaysWhyNotAndIsTakenOffTheList()
    {
        var caseId = await FailAsync("ended-with-it", "FaultStrategy");
        var sam = await host.AsAsync("sam-okoro");
        var form = Of(await sam.PageAsync("/incidents"), await IncidentAsync(caseId));

        var again = await PressAsync(sam, form, "Retry", "Once more.", "");
        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await StepForm.ReadAsync(again)).QuerySelector(".govuk-error-summary")!.TextContent.ShouldContain("has ended with this");
        (await PressAsync(sam, (form.Incident, "cancel-it"), "Cancel", "It was started again.", "")).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await host.DbAsync(db => db.Incidents.CountAsync(i => i.CaseId == caseId && i.MendedAt == null))).ShouldBe(0);
    }

    [Fact]
    public async Task Get_ByAnybodyElse_IsNotKnown() =>
        (await (await host.AsAsync("nadia-petrov-lane")).GetAsync("/incidents")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

    private async Task<string> FailAsync(string definitionId, string? strategy = null)
    {
        var definition = StudioCalls.OneTask(definitionId, "nadia-petrov-lane");
        definition["customProperties"] = JsonNode.Parse("""{ "reviewflow": { "area": "disputes", "referencePattern": "BRK-{year}-{n:4}", "stepTitle": "Broken" } }""");
        if (strategy is not null) definition["options"] = new JsonObject { ["incidentStrategyType"] = $"Elsa.Workflows.IncidentStrategies.{strategy}, Elsa.Workflows.Core" };
        var activities = (JsonArray)definition["root"]!["activities"]!;
        activities.Add(JsonNode.Parse("""{ "id": "write", "type": "Elsa.Fault", "version": 1, "name": "Fault1", "metadata": { "displayText": "Write to the register" }, "message": { "typeName": "String", "expression": { "type": "Literal", "value": "The register does not answer." } } }"""));
        var connections = (JsonArray)definition["root"]!["connections"]!;
        connections[0]!["target"]!["activity"] = "write";
        connections.Add(JsonNode.Parse("""{ "source": { "activity": "write", "port": "Done" }, "target": { "activity": "done", "port": "In" }, "vertices": [] }"""));
        await using var scope = host.Services.CreateAsyncScope();
        var now = scope.ServiceProvider.GetRequiredService<BusinessClock>().Now();
        (await scope.ServiceProvider.GetRequiredService<DefinitionStore>().PublishAsync(definition.ToJsonString(), "system", now)).VersionId.ShouldNotBeNull();
        var cases = scope.ServiceProvider.GetRequiredService<CaseTransaction>();
        var opened = (await cases.ApplyAsync(new OpenCase($"{definitionId}.open", new Actor("nadia-petrov-lane"), definitionId, "robin"))).ShouldBeOfType<CaseOutcome.Done>();
        var task = await host.DbAsync(db => db.WorkTasks.SingleAsync(t => t.CaseId == opened.CaseId));
        (await cases.ApplyAsync(new ActOnTask($"{definitionId}.act", new Actor("nadia-petrov-lane"), task.Id, task.Revision, "complete", null, null))).ShouldBeOfType<CaseOutcome.Done>();
        return opened.CaseId;
    }

    private Task<string> IncidentAsync(string caseId) => host.DbAsync(db => db.Incidents.Where(i => i.CaseId == caseId && i.MendedAt == null).Select(i => i.Id).SingleAsync());

    private static (string Incident, string Operation) Of(AngleSharp.Dom.IDocument page, string incident)
    {
        var form = page.QuerySelector($"input[name=incident][value='{incident}']")!.ParentElement!;
        return (incident, form.QuerySelector("input[name=operation]")!.GetAttribute("value")!);
    }

    private static Task<HttpResponseMessage> PressAsync(Visitor visitor, (string Incident, string Operation) form, string remedy, string reason, string outcome) =>
        visitor.PostAsync("/incidents", "/incidents", ("incident", form.Incident), ("operation", form.Operation), ("reason", reason), ("outcome", outcome), ("remedy", remedy));
}
