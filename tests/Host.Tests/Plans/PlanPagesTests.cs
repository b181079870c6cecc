using System.Net;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Access;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Plans;

/// <summary>The pages of plans and their REST: what is refused is said, nothing that was typed is lost, and nobody sees another home.</summary>
public sealed class PlanPagesTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const string Una = "una-kerr";
    private const string Euan = "euan-pirie";
    private const string Moira = "moira-sandilands";

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
        foreach (var path in new[] { $"/plans/{plan}", $"/plans/{plan}/update?action={action}", $"/plans/{plan}/remove?action={action}", $"/plans/{plan}/difference", $"/plans/{plan}/lead", $"/plans/{plan}/meetings", $"/cases/{plan}" })
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
    public async Task AMeeting_IsReadAsFarAsItStands()
    {
        using var euan = await host.SignedInAsync(Euan);
        var plan = (await ApplyAsync(new OpenCase(Key(), new Actor(Euan), "pip", "rowanlea-respite"))).ShouldBeOfType<CaseOutcome.Done>().CaseId;
        await DoesAsync(plan, "record", Euan, "complete", new() { ["trigger"] = new JsonObject { ["kinds"] = new JsonArray("complaint"), ["detail"] = "Seen on a visit" } });
        await ApplyAsync(new StartTask(Key(), new Actor(Euan), (await TaskAsync(plan, "decide")).Id));
        await DoesAsync(plan, "decide", Euan, "open", new() { ["opening"] = new JsonObject { ["lead"] = Moira, ["tactical"] = Euan } });
        await IsReadAsync("Being arranged", []);

        await DoesAsync(plan, "arrange", Moira, "arranged", new() { ["invitation"] = new JsonObject { ["on"] = "2026-06-19", ["time"] = "10am", ["place"] = "The day room" } });
        await IsReadAsync("Arranged", ["Invitation"]);
        (await PageAsync(euan, $"/plans/{plan}")).Body!.TextContent.ShouldContain("19 Jun 2026, 10am, The day room");

        await DoesAsync(plan, "hold", Moira, "held", new()
        {
            ["attendance"] = new JsonObject { ["managerCame"] = "No", ["managerAbsence"] = "Apology", ["managerWhy"] = "On leave", ["ownerCame"] = "Yes", ["leadCame"] = "Yes", ["tacticalCame"] = "Yes", ["chair"] = Moira },
            ["agreed"] = new JsonObject { ["completer"] = Una, ["reviewDate"] = "2026-07-22" },
        });
        (await IsReadAsync("Held; the minutes are being written", ["Invitation", "Who took part", "What was agreed"])).ShouldContain("Apology");
        (await PageAsync(euan, $"/plans/{plan}")).Body!.TextContent.ShouldNotContain("The day room");

        await DoesAsync(plan, "minutes", Moira, "complete", new() { ["minutes"] = new JsonObject { ["decisions"] = "The garden comes first." } });
        (await IsReadAsync("Held; the minutes are complete", ["Invitation", "Who took part", "What was agreed", "Minutes"])).ShouldContain("The garden comes first.");

        async Task<string> IsReadAsync(string state, string[] parts)
        {
            var meeting = (await PageAsync(euan, $"/plans/{plan}/meetings")).QuerySelectorAll("main section").ShouldHaveSingleItem();
            meeting.QuerySelector("h2")!.TextContent.ShouldStartWith("Meeting 1");
            meeting.QuerySelector("p")!.TextContent.ShouldBe(state);
            meeting.QuerySelectorAll("h3").Select(h => h.TextContent).ShouldBe(parts);
            return meeting.TextContent;
        }
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
    public async Task WhoCanHelp_OnAPageOfAPlan_IsTheTacticalTeam_ForTheHomeToo()
    {
        await using var scope = host.Host.Services.CreateAsyncScope();
        var plan = scope.ServiceProvider.GetRequiredService<ReviewFlowDbContext>().Cases.Single(c => c.SubjectId == "thistlebank-house").Id;
        using var moira = await host.SignedInAsync(Moira);
        using var home = await host.SignedInAsync("ishbel-tervit");
        foreach (var (who, path) in new[] { (moira, "/plans"), (moira, "/plans/oversight"), (moira, $"/plans/{plan}"), (moira, $"/cases/{plan}"), (home, "/external"), (home, $"/plans/{plan}") })
        {
            var help = (await PageAsync(who, path)).QuerySelector("#help")!.TextContent;
            help.ShouldContain("Care Home Tactical Team", customMessage: path);
            help.ShouldNotContain("IRO Manager", customMessage: path);
        }
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

    private async Task<WorkTaskRow> TaskAsync(string plan, string activity)
    {
        await using var scope = host.Host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ReviewFlowDbContext>().WorkTasks.AsNoTracking().SingleAsync(t => t.CaseId == plan && t.ActivityId == activity && t.Status == WorkTaskStatus.Open);
    }

    private async Task DoesAsync(string plan, string activity, string who, string action, Dictionary<string, JsonObject> typed)
    {
        var task = await TaskAsync(plan, activity);
        (await ApplyAsync(new SaveSections(Key(), new Actor(who), task.InstanceId, [.. typed.Select(t => new SectionSave(t.Key, 0, t.Value))]))).ShouldBeOfType<CaseOutcome.Done>();
        task = await TaskAsync(plan, activity);
        (await ApplyAsync(new ActOnTask(Key(), new Actor(who), task.Id, task.Revision, action))).ShouldBeOfType<CaseOutcome.Done>();
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
