using System.Net;
using AngleSharp.Html.Parser;
using ReviewFlow.Host.Tests.Cases;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Pages;

/// <summary>What stands around every page.</summary>
[Collection(CasePages.Name)]
public sealed class FrameTests(CasePagesHost host)
{
    private const string Nadia = "nadia-petrov-lane";

    [Theory]
    [InlineData("/my-work", HttpStatusCode.OK)]
    [InlineData("/no-such-page", HttpStatusCode.NotFound)]
    public async Task Get_AnyPage_MayNeitherBeFramedNorKeptNorRunForeignCode(string path, HttpStatusCode status)
    {
        var answer = await (await host.AsAsync(Nadia)).GetAsync(path);
        answer.StatusCode.ShouldBe(status);
        string Header(string name) => string.Join(',', answer.Headers.GetValues(name));
        Header("Content-Security-Policy").ShouldBe("default-src 'self'; script-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
        Header("X-Content-Type-Options").ShouldBe("nosniff");
        Header("X-Frame-Options").ShouldBe("DENY");
        Header("Referrer-Policy").ShouldBe("same-origin");
        Header("Cache-Control").ShouldContain("no-store");
    }

    [Fact]
    public async Task Get_Menu_CountsWhatMyWorkLists()
    {
        var page = await (await host.AsAsync(Nadia)).PageAsync("/my-work");
        var here = page.QuerySelector(".govuk-service-navigation__link[aria-current]")!;
        var rows = page.QuerySelectorAll("main tbody tr:not(.rf-group)").Length;
        rows.ShouldBeGreaterThan(0);
        here.TextContent.ShouldBe($"My work ({rows})");
    }

    [Theory]
    [InlineData("/keys")]
    [InlineData("/accessibility")]
    [InlineData("/how-days-are-counted")]
    public async Task Get_LinkOfTheFoot_LeadsToAPageWithOneHeading(string path)
    {
        var page = await (await host.AsAsync(Nadia)).PageAsync(path);
        page.QuerySelectorAll("h1").Length.ShouldBe(1);
        page.QuerySelector("#help h2")!.TextContent.ShouldBe("Who can help");
        page.QuerySelectorAll("#help .rf-cols > div").Length.ShouldBe(3);
    }

    [Fact]
    public async Task Get_UnknownPage_SaysWhatToDoAndNothingOfTheProgram()
    {
        var answer = await (await host.AsAsync(Nadia)).GetAsync("/no-such-page");
        using var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        page.QuerySelector("h1")!.TextContent.ShouldBe("There is no such page, or you may not see it");
        page.Body!.TextContent.ShouldNotContain("Exception");
    }

    [Theory]
    [InlineData("/js/reviewflow.js")]
    [InlineData("/js/drafts.js")]
    [InlineData("/js/fields.js")]
    [InlineData("/js/keys.js")]
    [InlineData("/lib/govuk-frontend.min.css")]
    [InlineData("/lib/moj-frontend.min.css")]
    [InlineData("/css/reviewflow.css")]
    [InlineData("/favicon.svg")]
    public async Task Get_FileOfThePages_IsServed(string path) =>
        (await (await host.AsAsync(Nadia)).GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task Get_FilteredWork_SaysWhatItHidesThatCannotWait()
    {
        var page = await (await host.AsAsync(Nadia)).PageAsync("/my-work?state=returned");
        page.QuerySelectorAll("main tbody .rf-state").ShouldAllBe(s => s.ClassList.Contains("rf-state--returned"));
        page.QuerySelector(".rf-filtered")!.TextContent.ShouldContain("overdue");
    }
}
