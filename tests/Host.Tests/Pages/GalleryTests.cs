using AngleSharp.Dom;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Hosting.Internal;
using ReviewFlow.Host.Pages.Dev;
using ReviewFlow.Host.Tests.Cases;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Pages;

/// <summary>The parts of the pages, looked at in the gallery, which holds each of them in each of its states.</summary>
[Collection(CasePages.Name)]
public sealed class GalleryTests(CasePagesHost host)
{
    public static readonly TheoryData<string> Parts = ["parts", "open", "empty", "wrong", "closed"];

    [Fact]
    public void Get_OutsideDevelopment_IsNotFound() =>
        new GalleryModel(new HostingEnvironment { EnvironmentName = "Production" }).OnGet().ShouldBeOfType<NotFoundResult>();

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task Get_EveryPart_KeepsToTheContentSecurityPolicy(string part)
    {
        var page = await PageAsync(part);
        page.QuerySelectorAll("[style], style, script:not([src]), [onclick], [onsubmit], [onchange]").ShouldBeEmpty();
        page.QuerySelectorAll("[src], link[href], form[action]").Select(e => e.GetAttribute("src") ?? e.GetAttribute("href") ?? e.GetAttribute("action")!)
            .ShouldAllBe(address => address.StartsWith('/') && !address.StartsWith("//", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task Get_EveryPart_NamesWhatItPointsTo(string part)
    {
        var page = await PageAsync(part);
        var ids = page.QuerySelectorAll("[id]").Select(e => e.Id!).ToList();
        ids.GroupBy(id => id, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key).ShouldBeEmpty();
        page.QuerySelectorAll("use").Select(u => u.GetAttribute("href")![1..]).Except(ids, StringComparer.Ordinal).ShouldBeEmpty();
        page.QuerySelectorAll("[aria-describedby], [aria-labelledby]")
            .SelectMany(e => $"{e.GetAttribute("aria-describedby")} {e.GetAttribute("aria-labelledby")}".Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Except(ids, StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task Get_EveryPart_LabelsEveryFieldAndHidesEveryIconFromScreenReaders(string part)
    {
        var page = await PageAsync(part);
        page.QuerySelectorAll("input:not([type=hidden]), select, textarea").Where(f => page.QuerySelector($"label[for='{f.Id}']") is null).Select(f => f.OuterHtml).ShouldBeEmpty();
        page.QuerySelectorAll("svg.rf-icon:not([aria-hidden=true])").ShouldBeEmpty();
        page.QuerySelectorAll("svg.rf-icon").Where(i => i.ParentElement!.TextContent.Trim().Length == 0).ShouldBeEmpty();
    }

    [Fact]
    public async Task Get_WrongForm_BringsBackWhatWasTypedAndSaysWhatToDo()
    {
        var page = await PageAsync("wrong");
        page.GetElementById("s.date")!.GetAttribute("value").ShouldBe("31 6 2026");
        page.GetElementById("s.date")!.GetAttribute("aria-describedby").ShouldBe("s.date-hint s.date-error");
        page.GetElementById("s.date-error")!.TextContent.ShouldContain("must be a real date");
        page.GetElementById("s.issues.r1.issue")!.Closest("details")!.HasAttribute("open").ShouldBeTrue();
    }

    [Fact]
    public async Task Get_OpenForm_OffersNoFieldThatIsSomebodyElses()
    {
        var page = await PageAsync("open");
        page.GetElementById("s.issues.r1.issue").ShouldNotBeNull();
        page.GetElementById("s.issues.r1.update").ShouldBeNull();
        page.GetElementById("s.issues.r1")!.TextContent.ShouldContain("Waiting for Sian Corley");
        page.QuerySelectorAll("input[name='rows:s.issues'][value^=r]").Length.ShouldBe(2);
    }

    [Fact]
    public async Task Get_ClosedForm_IsOnlyToBeRead()
    {
        var main = (await PageAsync("closed")).QuerySelector("main")!;
        main.QuerySelectorAll("input, select, textarea").ShouldBeEmpty();
        main.TextContent.ShouldContain("Fri 26 Jun 2026");
        main.TextContent.ShouldContain("Review targets");
        main.TextContent.ShouldContain("Sian Corley");
    }

    [Fact]
    public async Task Get_States_BeginWithTheState() =>
        (await PageAsync("parts")).QuerySelectorAll(".rf-state b").Take(4).Select(b => b.TextContent)
            .ShouldBe(["Waiting for Sian Corley", "Returned to you:", "Ready for you:", "New:"]);

    [Fact]
    public async Task Get_Clock_SaysOfEachDayWhetherItCounts()
    {
        var days = (await PageAsync("parts")).QuerySelector(".rf-days")!.Children.Select(d => d.TextContent).ToList();
        days[0].ShouldBe("Wed10start");
        days[3].ShouldBe("Sat13–, not counted");
        days[6].ShouldBe("Tue164, today");
        days[^1].ShouldBe("Wed175, due");
    }

    [Fact]
    public async Task Get_LateClock_SaysOnceByHowMuch()
    {
        var late = (await PageAsync("parts")).QuerySelectorAll(".rf-card").Single(c => c.TextContent.Contains("This request, late", StringComparison.Ordinal));
        late.TextContent.Split("Overdue by").Length.ShouldBe(2);
        late.TextContent.ShouldContain("It was due Thu 11 Jun 2026, 5pm");
    }

    private async Task<IDocument> PageAsync(string part) => await (await host.AsAsync("nadia-petrov-lane")).PageAsync($"/dev/gallery/{part}");
}
