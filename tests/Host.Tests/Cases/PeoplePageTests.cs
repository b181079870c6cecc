using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Cases;

[Collection(CasePages.Name)]
public sealed class PeoplePageTests(CasePagesHost host)
{
    private const string Nadia = "nadia-petrov-lane";

    [Fact]
    public async Task List_RestrictedChild_IsNeitherShownNorCounted()
    {
        var marcus = await (await host.AsAsync("marcus-hale")).PageAsync("/people?q=Test");
        marcus.Body!.TextContent.ShouldNotContain("Skye");
        marcus.QuerySelector("caption")!.TextContent.ShouldContain("(4)");
        var grace = await (await host.AsAsync("grace-halloran")).PageAsync("/people?q=900403");
        grace.Body!.TextContent.ShouldContain("Skye Marlow-Test");
    }

    [Fact]
    public async Task List_Search_IsLogged()
    {
        await (await host.AsAsync("sian-corley")).PageAsync("/people?q=Robin");
        (await host.DbAsync(db => db.AccessLog.AnyAsync(l => l.PersonId == "sian-corley" && l.Action == "Search" && l.Detail == "Robin"))).ShouldBeTrue();
    }

    [Fact]
    public async Task Person_OwnChild_ShowsWorkDetailsAndStart()
    {
        var page = await (await host.AsAsync(Nadia)).PageAsync("/people/wren");
        page.QuerySelector("h1")!.TextContent.ShouldBe("Person summary");
        page.QuerySelector("a[href='/people/wren/concern']").ShouldNotBeNull();
        page.QuerySelector(".rf-startlist")!.TextContent.ShouldContain("Starts from section 4 of a QAP, not from here");
        page.Body!.TextContent.ShouldContain("Looked after, full care order");
        page.QuerySelector(".rf-state--ready")!.TextContent.ShouldContain("has answered");
    }

    [Fact]
    public async Task Person_RestrictedChild_IsNotKnownToOthers() =>
        (await (await host.AsAsync("marcus-hale")).GetAsync("/people/skye")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

    [Fact]
    public async Task Concern_OnlyTheIssueTyped_KeepsTwoRecordsAndLeadsToTheRequest()
    {
        var nadia = await host.AsAsync(Nadia);
        (string, string)[] fields = [("operation", Guid.NewGuid().ToString("N")), ("do", "record"), ("Draft.Lines[0].Issue", "No health assessment since March"), ("Draft.Lines[0].Owner", "sian-corley")];
        var first = await nadia.PostAsync("/people/corey/concern", "/people/corey/concern", fields);
        first.StatusCode.ShouldBe(HttpStatusCode.Redirect, await first.Content.ReadAsStringAsync());
        var link = first.Headers.Location!.OriginalString;
        link.ShouldStartWith("/work/");
        var saved = await host.DbAsync(async db =>
        {
            var instance = await db.WorkTasks.Where(t => t.Id == link.Substring("/work/".Length)).Select(t => t.InstanceId).FirstAsync();
            return await db.Documents.FirstAsync(d => d.InstanceId == instance && d.SectionId == "issues");
        });
        ((string?)JsonNode.Parse(saved.Content)!["actions"]![0]!["issue"]).ShouldBe("No health assessment since March");
        var again = await nadia.PostAsync("/people/corey/concern", "/people/corey/concern", fields);
        again.Headers.Location!.OriginalString.ShouldBe(link);
    }

    [Fact]
    public async Task Concern_NothingTyped_SaysSoAndKeepsThePage()
    {
        var answer = await (await host.AsAsync(Nadia)).PostAsync("/people/corey/concern", "/people/corey/concern", ("operation", "x"), ("do", "record"));
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Write what the issue is");
    }

    [Fact]
    public async Task Concern_OpenDisputeOfTheChild_IsPointedOut()
    {
        var page = await (await host.AsAsync(Nadia)).PageAsync("/people/robin/concern");
        page.QuerySelector(".govuk-warning-text")!.TextContent.ShouldContain("add it there");
    }
}
