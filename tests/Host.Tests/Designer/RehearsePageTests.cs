using System.Net;
using System.Text.Json.Nodes;
using ReviewFlow.Host.Tests.Studio;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Designer;

/// <summary>Trying a process with a moved clock, and expecting the outcome again before each publishing.</summary>
public sealed class RehearsePageTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const string OverChristmas = "start=2026-12-22&calendar=england-and-wales&answers=";

    [Fact]
    public async Task Rehearse_OverChristmasWithoutAnswers_TellsDayByDayAndMakesNoCase()
    {
        using var sam = await host.SignedInAsync("sam-okoro");
        var runsBefore = await RunsAsync(sam);

        var (status, page) = await sam.PageAsync($"/designer/rehearse?process=qap&{OverChristmas}");

        status.ShouldBe(HttpStatusCode.OK);
        page.Words().ShouldContain("25 December did not count: Christmas Day");
        page.QuerySelectorAll("tbody tr").Select(r => r.TextContent).ShouldContain(r => r.Contains("Team Manager", StringComparison.Ordinal) && r.Contains("reminder", StringComparison.Ordinal));
        page.QuerySelectorAll(".rf-course__day").Length.ShouldBeGreaterThan(4);
        (await RunsAsync(sam)).ShouldBe(runsBefore);
    }

    [Theory]
    [InlineData("process=no-such&start=2026-12-22&calendar=england-and-wales", "Choose a process.")]
    [InlineData("process=qap&start=22/12/2026&calendar=england-and-wales", "Give the first day as a date")]
    [InlineData("process=qap&start=2026-12-22&calendar=mars", "Choose a calendar.")]
    [InlineData("process=qap&start=2026-12-22&calendar=england-and-wales&answers=soon", "Give a number of working days")]
    [InlineData("process=qap&start=2026-12-22&calendar=england-and-wales&late=61", "Give a number of working days")]
    public async Task Rehearse_WithWrongInput_SaysWhatToDo(string query, string words)
    {
        using var sam = await host.SignedInAsync("sam-okoro");

        var (status, page) = await sam.PageAsync($"/designer/rehearse?{query}");

        status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.QuerySelector(".govuk-error-summary")!.TextContent.ShouldContain(words);
    }

    [Fact]
    public async Task Rehearse_WithOwnWorkDoneLate_ShowsTheAlertsAndIsSavedSo()
    {
        using var sam = await host.SignedInAsync("sam-okoro");
        const string path = "/designer/rehearse?process=imr-oversight&start=2026-01-12&calendar=england-and-wales&answers=2&late=3";

        var (_, page) = await sam.PageAsync(path);
        (await sam.PressAsync(path, "Save this rehearsal", ("Name", "Everybody late"))).Location!.ShouldContain("done=saved");
        var (_, kept) = await sam.PageAsync("/designer/rehearse?process=imr-oversight");

        page.Words().ShouldContain("own work is done 3 working days late");
        page.Words().ShouldContain("Overdue: ");
        kept.Words().ShouldContain("own work 3 working days late");
        var again = kept.QuerySelectorAll("main a").Single(a => a.TextContent == "Everybody late").GetAttribute("href")!;
        (await sam.PageAsync(again)).Page.Words().ShouldContain("It gives what it gave when it was saved");
    }

    [Fact]
    public async Task SavedRehearsal_ThatGivesSomethingElse_StopsPublishingAndSaysWhat()
    {
        using var sam = await host.SignedInAsync("sam-okoro");
        await sam.StudioAsync("POST", "workflow-definitions/import", StudioCalls.OneTask("expected", "grace-halloran"));
        (await sam.StudioAsync("POST", "workflow-definitions/expected/publish", new JsonObject())).Status.ShouldBe(200);
        var played = $"/designer/rehearse?process=expected&{OverChristmas}";
        (await sam.PressAsync(played, "Save this rehearsal")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await sam.PressAsync(played, "Save this rehearsal", ("Name", "Over Christmas"))).Location!.ShouldContain("done=saved");
        await sam.StudioAsync("POST", "workflow-definitions/import", StudioCalls.OneTask("expected", "grace-halloran", "Look twice"));

        var (status, refusal) = await sam.StudioAsync("POST", "workflow-definitions/expected/publish", new JsonObject());

        status.ShouldBe(400);
        refusal!["errors"]!.ToJsonString().ShouldContain("Over Christmas");
        var (_, publish) = await sam.PageAsync("/designer/processes/expected/publish");
        publish.Words().ShouldContain("No longer happens: Tue 22 Dec 2026, 9am, grace-halloran: Look at the plan");
        publish.Words().ShouldContain("Happens now: Tue 22 Dec 2026, 9am, grace-halloran: Look twice");
        publish.QuerySelectorAll("main button").ShouldBeEmpty();

        // It is what is wanted, so it is saved as it is now.
        var again = publish.QuerySelectorAll("main a").Single(a => a.TextContent.Contains("save it as it is now", StringComparison.Ordinal)).GetAttribute("href")!;
        (await sam.PageAsync(again)).Page.Words().ShouldContain("Compared with “Over Christmas”");
        (await sam.PressAsync(again, "Save it as it is now")).Location!.ShouldContain("done=saved");
        (await sam.PressAsync("/designer/processes/expected/publish", "Publish")).Location!.ShouldContain("done=published");
        (await sam.PressAsync("/designer/rehearse?process=expected", "Delete")).Location!.ShouldContain("done=dropped");
        (await sam.PageAsync("/designer/processes/expected")).Page.Words().ShouldContain("Sam Okoro deleted a saved rehearsal. Over Christmas");
    }

    [Fact]
    public async Task Rehearse_OfADraft_PlaysTheDraft()
    {
        using var sam = await host.SignedInAsync("sam-okoro");
        await sam.StudioAsync("POST", "workflow-definitions/import", StudioCalls.OneTask("only-draft", "grace-halloran", "Only in the draft"));

        (await sam.PageAsync($"/designer/rehearse?process=only-draft:draft&{OverChristmas}")).Page.Words().ShouldContain("Only in the draft");
    }

    private static async Task<int> RunsAsync(HttpClient sam) =>
        (await sam.StudioAsync("POST", "workflow-instances", new JsonObject { ["pageSize"] = 1 })).Json!["totalCount"]!.GetValue<int>();
}
