using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Host.Tests.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Clocks;

/// <summary>Who holds how much, and giving it on: each piece decided by itself. The demo's morning is Tuesday 16 June 2026.</summary>
public sealed class LoadPageTests(CasePagesHost host) : IClassFixture<CasePagesHost>
{
    [Fact]
    public async Task AManager_SeesWhatTheirPeopleHold_AndNobodyElses()
    {
        var marcus = await host.AsAsync("marcus-hale");
        var rows = (await marcus.PageAsync("/load")).QuerySelectorAll("main tbody tr th a").Select(a => a.TextContent).ToList();

        rows.ShouldContain("Sian Corley");
        rows.ShouldNotContain("Nadia Petrov-Lane");
        (await marcus.GetAsync("/load/nadia-petrov-lane")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await host.AsAsync("joel-anand")).GetAsync("/load")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await marcus.PageAsync("/load/sian-corley")).QuerySelector("main")!.TextContent.ShouldContain("Set cover for Sian");
    }

    [Fact]
    public async Task ARestrictedRecord_IsNotCountedForAManagerWhoMayNotSeeIt()
    {
        var paul = await host.AsAsync("paul-winstone");
        var held = await host.DbAsync(db => db.WorkTasks.CountAsync(t => t.Status == WorkTaskStatus.Open && t.AssigneeId == "ruth-adeyemi"));
        held.ShouldBe(1, "Skye’s stage 3 is all that she holds");

        var row = (await paul.PageAsync("/load")).QuerySelectorAll("main tbody tr").Single(r => r.TextContent.Contains("Ruth Adeyemi"));
        row.QuerySelector("td[data-label=Open]")!.TextContent.Trim().ShouldBe("0");
    }

    [Fact]
    public async Task TheIroManager_GivesWorkOnInBulk_AndReadsTheResultOfEach()
    {
        var grace = await host.AsAsync("grace-halloran");
        const string path = "/load/nadia-petrov-lane";
        var boxes = (await grace.PageAsync(path)).QuerySelectorAll("main input[name=work]").Select(i => i.GetAttribute("value")!).ToList();
        boxes.Count.ShouldBeGreaterThan(1);
        (string, string)[] typed = [("operation", "bulk-1"), ("to", "dev-chandra"), ("reason", "Nadia takes on training.")];

        using var none = await grace.PostAsync(path, path, typed);
        none.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var given = await grace.PostAsync(path, path, [.. typed, ("work", boxes[0]), ("work", boxes[1].Split('|')[0] + "|99")]);
        using var page = new HtmlParser().ParseDocument(await given.Content.ReadAsStringAsync());
        var results = page.QuerySelectorAll("#given tbody tr").Select(r => r.TextContent).ToList();
        page.QuerySelector("#given caption")!.TextContent.ShouldBe("1 of 2 given");
        results[0].ShouldContain("Given to Dev Chandra. The date has not moved.");
        results[1].ShouldContain("Not given.");
        results[1].ShouldContain("has changed since you opened the page");
        var task = boxes[0].Split('|')[0];
        (await host.DbAsync(db => db.WorkTasks.Where(t => t.Id == task).Select(t => t.AssigneeId).SingleAsync())).ShouldBe("dev-chandra");
    }
}
