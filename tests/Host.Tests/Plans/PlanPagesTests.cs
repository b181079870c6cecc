using System.Net;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Workflows.Access;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Plans;

/// <summary>The pages of plans and their REST: what is refused is said, nothing that was typed is lost, and nobody sees another home.</summary>
public sealed class PlanPagesTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const string Una = "una-kerr";

    [Fact]
    public async Task Update_GreenWithoutItsDay_IsRefusedWithWhatWasTyped_AndThenSaved()
    {
        var (plan, action) = await PlanAsync();
        using var una = await host.SignedInAsync(Una);
        var path = $"/plans/{plan}/update?action={Uri.EscapeDataString(action)}";
        using var refused = await PostAsync(una, path, ("rag", "Green"), ("progress", "The path is laid"));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await DocumentAsync(refused);
        page.QuerySelector(".govuk-error-summary")!.TextContent.ShouldContain("Enter the day on which it was completed");
        page.QuerySelector("#progress")!.TextContent.ShouldBe("The path is laid");

        using var saved = await PostAsync(una, path, ("rag", "Green"), ("progress", "The path is laid"), ("completedOn", "5 1 2026"));
        saved.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await PageAsync(una, $"/plans/{plan}")).Body!.TextContent.ShouldContain("Green");
    }

    [Fact]
    public async Task Remove_KeepComesFirst_AndTheReasonIsNeeded()
    {
        var (plan, action) = await PlanAsync();
        using var una = await host.SignedInAsync(Una);
        var path = $"/plans/{plan}/remove?action={Uri.EscapeDataString(action)}";
        var page = await PageAsync(una, path);
        page.QuerySelector(".govuk-button-group .govuk-button")!.TextContent.ShouldBe("Keep it");
        using var refused = await PostAsync(una, path, ("reason", ""));
        ((int)refused.StatusCode).ShouldBeInRange(400, 499);
    }

    [Fact]
    public async Task EveryPageOfAPlan_IsUnknownToTheManagerOfAnotherHome()
    {
        var (plan, action) = await PlanAsync();
        using var gregor = await host.SignedInAsync("gregor-hume");
        foreach (var path in new[] { $"/plans/{plan}", $"/plans/{plan}/update?action={action}", $"/plans/{plan}/remove?action={action}", $"/plans/{plan}/difference", $"/plans/{plan}/lead", $"/cases/{plan}" })
            (await gregor.GetAsync(new Uri(path, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        (await PageAsync(gregor, "/plans?show=all")).Body!.TextContent.ShouldNotContain("Rowanlea");
    }

    [Fact]
    public async Task TheListAndTheReports_CountByColourAndWord()
    {
        await PlanAsync();
        using var una = await host.SignedInAsync(Una);
        foreach (var path in new[] { "/plans", "/plans/oversight", "/plans/partnership", "/plans/template" })
            (await PageAsync(una, path)).QuerySelector("h1").ShouldNotBeNull(path);
        (await PageAsync(una, "/plans")).QuerySelector("#rows")!.TextContent.ShouldContain("1 Amber");
        (await una.GetStringAsync(new Uri("/plans?format=csv", UriKind.Relative))).ShouldContain("Rowanlea Respite");
    }

    [Fact]
    public async Task TheGroup_APartyBringsSomebody_AndTheLeadObjectsWithAReason()
    {
        await using var scope = host.Host.Services.CreateAsyncScope();
        var plan = scope.ServiceProvider.GetRequiredService<ReviewFlowDbContext>().Cases.Single(c => c.SubjectId == "thistlebank-house").Id;
        using var alba = await host.SignedInAsync("alba-strachan");
        var path = $"/plans/{plan}/group";
        (string, string)[] typed = [("do", "bring"), ("name", ""), ("capacity", "Community Nursing"), ("person", "rory-tait")];
        using var refused = await PostAsync(alba, path, typed);
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var shown = await DocumentAsync(refused);
        shown.QuerySelector(".govuk-error-summary")!.TextContent.ShouldContain("Enter the name");
        shown.QuerySelector("#person option[selected]")!.GetAttribute("value").ShouldBe("rory-tait");
        typed[1] = ("name", "Rory Tait");
        using var brought = await PostAsync(alba, path, typed);
        brought.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = await PageAsync(alba, path);
        page.Body!.TextContent.ShouldContain("Community Nursing");
        page.QuerySelector("textarea[name^=objection]").ShouldBeNull();

        using var moira = await host.SignedInAsync("moira-sandilands");
        var box = (await PageAsync(moira, path)).QuerySelector("textarea[name^=objection]")!.GetAttribute("name")!;
        using var objected = await PostAsync(moira, path, ("do", $"object:{box["objection.".Length..]}"), (box, "He monitors the contract."));
        objected.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await PageAsync(alba, path)).Body!.TextContent.ShouldContain("He monitors the contract.");
        using var isla = await host.SignedInAsync("isla-main");
        (await PageAsync(isla, path)).QuerySelector("#name").ShouldBeNull();
        using var fergus = await host.SignedInAsync("fergus-baird");
        (await fergus.GetAsync(new Uri(path, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task TheReportForTheOversightGroup_ShowsHowGradesWent()
    {
        using var isla = await host.SignedInAsync("isla-main");
        var row = (await PageAsync(isla, "/plans/oversight")).QuerySelectorAll("#rows tbody tr").Single(r => r.TextContent.Contains("Thistlebank House", StringComparison.Ordinal));
        row.TextContent.ShouldContain("How good is our leadership? 2");
        (await isla.GetStringAsync(new Uri("/plans/oversight?format=csv", UriKind.Relative))).ShouldContain("How good is our staff team? 2");
    }

    [Fact]
    public async Task Start_WithoutAHome_SaysWhatToDo()
    {
        using var euan = await host.SignedInAsync("euan-pirie");
        using var refused = await PostAsync(euan, "/plans", ("route", "B"), ("home", ""));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await DocumentAsync(refused)).QuerySelector(".govuk-error-summary")!.TextContent.ShouldContain("Choose the home");
        using var begun = await PostAsync(euan, "/plans", ("route", "B"), ("home", "kirkfold-home"));
        begun.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await PageAsync(euan, begun.Headers.Location!.ToString())).Body!.TextContent.ShouldContain("What calls for the plan");
    }

    private async Task<(string Case, string Action)> PlanAsync()
    {
        var opened = (await ApplyAsync(new OpenCase(Key(), new Actor(Una), "pip", "rowanlea-respite", new JsonObject { ["route"] = "A" }))).ShouldBeOfType<CaseOutcome.Done>();
        (await ApplyAsync(new SaveSections(Key(), new Actor(Una), opened.InstanceId!,
        [
            new SectionSave("theme4", 0, new JsonObject
            {
                ["sources"] = new JsonArray("Self-Assessment"), ["context"] = "Seen by us",
                ["actions"] = new JsonArray(new JsonObject { ["id"] = "r1", ["outcome"] = "The garden is for everybody", ["action"] = "Lay a path", ["owner"] = Una, ["timescale"] = "2027-07-24" }),
            }),
        ]))).ShouldBeOfType<CaseOutcome.Done>();
        return (opened.CaseId, $"{opened.InstanceId}.theme4.actions.r1");
    }

    private static string Key() => Guid.NewGuid().ToString("N");

    private async Task<CaseOutcome> ApplyAsync(CaseCommand command) => await host.Host.Services.GetRequiredService<CaseTransaction>().ApplyAsync(command);

    private static async Task<IDocument> PageAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        var document = await DocumentAsync(answer);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, $"{path}: {document.Body?.TextContent}");
        return document;
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, params (string Name, string Value)[] fields)
    {
        var page = await PageAsync(client, path);
        var hidden = page.QuerySelectorAll("form[method=post] input[type=hidden]").GroupBy(i => i.GetAttribute("name")!).ToDictionary(g => g.Key, g => g.Last().GetAttribute("value") ?? "", StringComparer.Ordinal);
        foreach (var (name, value) in fields) hidden[name] = value;
        return await client.PostAsync(new Uri(path, UriKind.Relative), new FormUrlEncodedContent(hidden));
    }

    private static async Task<IDocument> DocumentAsync(HttpResponseMessage answer) => new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
}
