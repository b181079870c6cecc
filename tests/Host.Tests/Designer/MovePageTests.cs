using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReviewFlow.Host.Tests.Cases;
using ReviewFlow.Host.Tests.Steps;
using ReviewFlow.Host.Tests.Studio;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Time;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Designer;

/// <summary>An administrator moves running cases to a newer version: looks, moves with a reason, takes it back.</summary>
public sealed class MovePageTests(CasePagesHost host) : IClassFixture<CasePagesHost>
{
    [Fact]
    public async Task Move_ARunningCase_ShowsFirstNeedsAReasonAndCanBeTakenBack()
    {
        const string Path = "/designer/processes/moving/move";
        await PublishAsync("Look at the plan");
        var caseId = await OpenAsync();
        await PublishAsync("Look at the new plan");
        var sam = await host.AsAsync("sam-okoro");
        (await sam.PageAsync("/designer/processes/moving")).QuerySelector($"a[href='{Path}']").ShouldNotBeNull();
        var page = await sam.PageAsync(Path);
        page.QuerySelector("main")!.TextContent.ShouldContain("1 case can be moved");
        var chosen = page.QuerySelector("input[name=instances]")!.GetAttribute("value")!;

        (await PostAsync(sam, $"{Path}?to=moving-v2", ("instances", chosen))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await PostAsync(sam, $"{Path}?to=moving-v2", ("reason", "No case chosen"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var (status, moved) = await PostAsync(sam, $"{Path}?to=moving-v2", ("instances", chosen), ("reason", "The plan has changed"), ("operation", "move-1"));
        status.ShouldBe(HttpStatusCode.OK);
        moved.QuerySelector("main")!.TextContent.ShouldContain("moved to version 2");
        (await VersionAsync(caseId)).ShouldBe("moving-v2");

        (await PostAsync(sam, $"{Path}?to=moving-v2&handler=Undo", ("instance", chosen), ("reason", "Too early"), ("operation", "undo-1"))).Status.ShouldBe(HttpStatusCode.OK);
        (await VersionAsync(caseId)).ShouldBe("moving-v1");

        await PublishAsync("Look again", "another");
        (await sam.PageAsync(Path)).QuerySelector("main")!.TextContent.ShouldContain("It stands at 'look', which this version does not have");
    }

    [Fact]
    public async Task Move_ByWhoDoesNotAdminister_IsNotKnown() =>
        (await (await host.AsAsync("nadia-petrov-lane")).GetAsync("/designer/processes/qap/move")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

    private async Task PublishAsync(string title, string step = "look")
    {
        var json = StudioCalls.OneTask("moving", "nadia-petrov-lane", title).ToJsonString().Replace("\"look\"", $"\"{step}\"", StringComparison.Ordinal);
        await using var scope = host.Services.CreateAsyncScope();
        var now = scope.ServiceProvider.GetRequiredService<BusinessClock>().Now();
        (await scope.ServiceProvider.GetRequiredService<DefinitionStore>().PublishAsync(json, "system", now)).VersionId.ShouldNotBeNull();
    }

    private async Task<string> OpenAsync()
    {
        await using var scope = host.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<CaseTransaction>().StartTechnicalAsync("moving.open", "moving", null, "sam-okoro")).CaseId;
    }

    private Task<string> VersionAsync(string caseId) => host.DbAsync(db => db.Instances.Where(i => i.CaseId == caseId).Select(i => i.VersionId).SingleAsync());

    private static async Task<(HttpStatusCode Status, IDocument Page)> PostAsync(Visitor visitor, string path, params (string, string)[] fields)
    {
        var answer = await visitor.PostAsync("/notices", path, fields);
        return (answer.StatusCode, await StepForm.ReadAsync(answer));
    }
}
