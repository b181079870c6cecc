using ReviewFlow.Host.Tests.Cases;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Pages;

/// <summary>The list of work on the demo's cases.</summary>
public sealed class MyWorkTests(CasePagesHost host) : IClassFixture<CasePagesHost>
{
    [Fact]
    public async Task Get_TheList_HasAsManyRowsAsTheMenuCountsAndNamesPeopleNotIds()
    {
        foreach (var person in new[] { "nadia-petrov-lane", "dev-chandra", "sian-corley", "grace-halloran" })
        {
            var page = await (await host.AsAsync(person)).PageAsync("/my-work");
            var rows = page.QuerySelectorAll("tbody tr.govuk-table__row");

            page.QuerySelector(".govuk-service-navigation__list a")!.TextContent.ShouldContain($"My work ({rows.Length})");
            rows.Select(r => r.TextContent).ShouldAllBe(t => !t.Contains("For dev-chandra", StringComparison.Ordinal) && !t.Contains(person, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Get_WorkThatWaitsForASignature_IsDueWhenTheSignatureIs()
    {
        var nadia = await (await host.AsAsync("nadia-petrov-lane")).PageAsync("/my-work");

        var row = nadia.QuerySelectorAll("tbody tr.govuk-table__row").Single(r => r.TextContent.Contains("Waiting for Grace Halloran", StringComparison.Ordinal));

        row.QuerySelector("[data-label=Due]")!.TextContent.ShouldContain("counted in working days");
    }

    [Fact]
    public async Task Get_SortedByChild_PutsNamesInOrderUnderNoHeading()
    {
        var page = await (await host.AsAsync("nadia-petrov-lane")).PageAsync("/my-work?sort=child");

        var names = page.QuerySelectorAll("tbody tr.govuk-table__row th a").Select(a => a.TextContent).ToList();
        names.ShouldBe(names.OrderBy(n => n, StringComparer.CurrentCulture));
        page.QuerySelectorAll("tr.rf-group").ShouldBeEmpty();
        page.QuerySelector("th[aria-sort]")!.TextContent.ShouldContain("Child");
    }

    [Fact]
    public async Task Get_GroupedByChild_HasAHeadingForEach()
    {
        var page = await (await host.AsAsync("nadia-petrov-lane")).PageAsync("/my-work?group=child");

        page.QuerySelectorAll("tr.rf-group").Length.ShouldBe(page.QuerySelectorAll("tbody tr.govuk-table__row th a").Select(a => a.TextContent).Distinct().Count());
    }

    [Fact]
    public async Task Get_AnEmptyFolder_SaysWhyItIsEmpty()
    {
        var marcus = await host.AsAsync("marcus-hale");

        (await marcus.PageAsync("/my-work?folder=future")).QuerySelector("main")!.TextContent.ShouldContain("Nothing is planned for a later day.");
        (await marcus.PageAsync("/my-work?child=nobody")).QuerySelector("main")!.TextContent.ShouldContain("No tasks match your filters.");
        (await marcus.PageAsync("/my-work")).QuerySelector("main")!.TextContent.ShouldContain("You have no tasks.");
    }

    [Fact]
    public async Task Get_AfterADay_SaysWhatIsNewSince()
    {
        var sian = await host.AsAsync("sian-corley");
        (await sian.PageAsync("/my-work")).QuerySelector(".rf-since").ShouldBeNull("the first visit has none before it");

        (await sian.PostAsync("/my-work", "/demo-clock", ("returnUrl", "/my-work"))).IsSuccessStatusCode.ShouldBeFalse("it leads back to the list");

        (await sian.PageAsync("/my-work")).QuerySelector(".rf-since").ShouldNotBeNull().TextContent.ShouldContain("Since you were last here (Tue 16 Jun 2026");
        (await sian.PageAsync("/my-work?sort=work")).QuerySelector(".rf-since").ShouldNotBeNull("a second look is the same visit");
    }
}
