using System.Net;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Workflows;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.External;

/// <summary>What a home does with its plan from outside: reads it as it stands, takes it out, says that it differs, begins one of its own.</summary>
public sealed class HomePlanTests(PlanHost host) : IClassFixture<PlanHost>
{
    private const string Home = "thistlebank-house";

    [Fact]
    public async Task Plan_OpenedByItsHome_IsTheWholeOfItWithoutALinkThatIsClosedToThem()
    {
        var plan = await PlanAsync();
        using var manager = await host.SignedInAsync(await host.OutsiderAsync(plan));
        using var landing = await PlanHost.PageAsync(manager, "/external");
        landing.QuerySelectorAll($"a[href='/plans/{plan}']").Length.ShouldBe(1);

        using var page = await PlanHost.PageAsync(manager, $"/plans/{plan}");

        page.Body!.TextContent.ShouldContain("Train a deputy");
        foreach (var link in page.QuerySelectorAll("main a[href^='/'], .govuk-breadcrumbs a").Select(a => a.GetAttribute("href")!))
            (await manager.GetAsync(new Uri(link, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK, link);
    }

    [Fact]
    public async Task Plan_TakenOutAsATable_HasARowForEachActionAndItsColourInWords()
    {
        var plan = await PlanAsync();
        using var manager = await host.SignedInAsync(await host.OutsiderAsync(plan));

        using var answer = await manager.GetAsync(new Uri($"/plans/{plan}?format=csv", UriKind.Relative));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        var actions = await host.InAsync((db, _) => db.ImprovementActions.CountAsync(a => a.CaseId == plan && a.State != Workflows.Actions.ActionState.Removed));
        var rows = (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        rows.Length.ShouldBe(actions + 2);
        rows.Count(r => r.Contains("Train a deputy", StringComparison.Ordinal)).ShouldBe(1);
        rows.Skip(2).ShouldAllBe(r => r.Contains("Red", StringComparison.Ordinal) || r.Contains("Amber", StringComparison.Ordinal) || r.Contains("Green", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Plan_OfAnotherHome_IsUnknown()
    {
        var plan = await PlanAsync();
        var (elsewhere, _) = await host.BegunAsync(about: "other-home");
        using var other = await host.SignedInAsync(await host.OutsiderAsync(elsewhere, name: "Mo Other"));

        foreach (var path in new[] { $"/plans/{plan}", $"/plans/{plan}?format=csv", $"/plans/{plan}/difference", $"/plans/{plan}/meetings", $"/cases/{plan}" })
            (await other.GetAsync(new Uri(path, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        (await PlanHost.PostAsync(other, "/external", $"/plans/{plan}/difference")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Meetings_OpenedByTheHome_AreTheMinutesOfThePlan()
    {
        var plan = await PlanAsync();
        using var manager = await host.SignedInAsync(await host.OutsiderAsync(plan));

        using var page = await PlanHost.PageAsync(manager, $"/plans/{plan}/meetings");

        page.Body!.TextContent.ShouldContain("The plan is agreed as it stands.");
        page.Body.TextContent.ShouldContain("The home’s day room");
        page.QuerySelectorAll("main h2").Select(h => h.TextContent).ShouldContain(h => h.StartsWith("Meeting 1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheLinkOfAMail_LeadsPeopleFromOutsideToAPageOfTheirs()
    {
        var plan = await PlanAsync();
        using var manager = await host.SignedInAsync(await host.OutsiderAsync(plan));
        foreach (var (link, page) in new[] { ($"/cases/{plan}", $"/plans/{plan}"), ("/notices", "/external") })
            ((await manager.GetAsync(new Uri(link, UriKind.Relative))).Headers.Location?.OriginalString).ShouldBe(page);
    }

    [Fact]
    public async Task Plan_ToAnInspectorWhoWasSentNothing_IsUnknown()
    {
        var plan = await PlanAsync();
        using var inspector = await host.SignedInAsync(await host.OutsiderAsync(plan, "careInspectorate", "Ines Moffat"));
        (await inspector.GetAsync(new Uri($"/plans/{plan}", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var landing = await PlanHost.PageAsync(inspector, "/external");
        landing.QuerySelectorAll("#plans").Length.ShouldBe(0);
        (await PlanHost.PostAsync(inspector, "/external", "/external")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Difference_RaisedByTheHome_IsOnFileAndLeadsToAPageOfTheirs()
    {
        var plan = await PlanAsync();
        var person = await host.OutsiderAsync(plan);
        using var manager = await host.SignedInAsync(person);
        using var ask = await PlanHost.PageAsync(manager, $"/plans/{plan}/difference");
        ask.Body!.TextContent.ShouldContain("whistle-blowing");

        using var raised = await PlanHost.PostAsync(manager, $"/plans/{plan}/difference", $"/plans/{plan}/difference", ("operation", PlanHost.Key()));

        raised.StatusCode.ShouldBe(HttpStatusCode.Redirect, await raised.Content.ReadAsStringAsync());
        (await manager.GetAsync(raised.Headers.Location)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.InAsync((db, _) => db.Instances.CountAsync(i => i.CaseId == plan && i.DefinitionId == "pip-disagreement"))).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Representative_BroughtByTheHome_IsInTheGroup_AndNoColleagueIsNamedToChooseFrom()
    {
        var plan = await PlanAsync();
        using var manager = await host.SignedInAsync(await host.OutsiderAsync(plan));
        var group = $"/plans/{plan}/group";
        using var page = await PlanHost.PageAsync(manager, group);
        page.QuerySelectorAll("select[name=person] option").ShouldNotContain(o => o.TextContent.Contains("Harriet Boyle", StringComparison.Ordinal));
        (string, string)[] typed = [.. page.QuerySelectorAll("form input[type=hidden]").Where(i => i.GetAttribute("name") is not "__RequestVerificationToken").Select(i => (i.GetAttribute("name")!, i.GetAttribute("value")!))];
        var capacity = page.QuerySelectorAll("[name=capacity]").Select(i => i.GetAttribute("value") ?? "").Concat(page.QuerySelectorAll("select[name=capacity] option").Select(o => o.GetAttribute("value")!)).First(v => v.Length > 0);

        using var brought = await PlanHost.PostAsync(manager, group, group, [.. typed, ("name", "Maureen Tait"), ("capacity", capacity)]);

        brought.StatusCode.ShouldBe(HttpStatusCode.Redirect, await brought.Content.ReadAsStringAsync());
        (await PlanHost.PageAsync(manager, group)).Body!.TextContent.ShouldContain("Maureen Tait");
    }

    [Fact]
    public async Task OwnPlan_BegunFromOutside_IsTheHomesAndASecondClickMakesNoSecond()
    {
        var (known, _) = await host.BegunAsync(about: "larch-house");
        using var manager = await host.SignedInAsync(await host.OutsiderAsync(known));
        (string, string) operation = ("operation", PlanHost.Key());

        using var begun = await PlanHost.PostAsync(manager, "/external", "/external", operation);
        using var again = await PlanHost.PostAsync(manager, "/external", "/external", operation);

        begun.StatusCode.ShouldBe(HttpStatusCode.Redirect, await begun.Content.ReadAsStringAsync());
        again.Headers.Location.ShouldBe(begun.Headers.Location);
        using var work = await PlanHost.PageAsync(manager, begun.Headers.Location!.OriginalString);
        foreach (var link in work.QuerySelectorAll("main a[href^='/'], .govuk-breadcrumbs a").Select(a => a.GetAttribute("href")!))
            (await manager.GetAsync(new Uri(link, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK, link);
        (await host.InAsync((db, _) => db.Cases.CountAsync(c => c.SubjectId == "larch-house" && db.Instances.Any(i => i.CaseId == c.Id && i.DefinitionId == "pip")))).ShouldBe(1);
    }

    private Task<string> PlanAsync() =>
        host.InAsync((db, _) => db.Cases.Where(c => c.SubjectId == Home && c.Area == ProcessCatalog.Plans).Select(c => c.Id).SingleAsync());
}
