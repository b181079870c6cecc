using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Browser;

/// <summary>The real designer in a real browser: it loads, shows our processes and palette, and asks nobody else for anything.</summary>
public sealed class DesignerTests(BrowserHost host) : IClassFixture<BrowserHost>
{
    private const float Loading = 60_000;

    [Fact]
    public async Task Designer_OpensProcessesAndRuns_WithNothingWrongInTheBrowser()
    {
        await using var sam = await Visit.AsAsync(host, "Sam Okoro");

        await sam.FollowAsync("Designer");
        await ShowsAsync(sam, "Quality assurance process");
        await sam.GoAsync("/studio/workflows/definitions/qap/edit");
        await ShowsAsync(sam, "Sign-offs");
        await ShowsAsync(sam, "Reviews");
        await sam.Page.Locator(".x6-node").First.WaitForAsync(new LocatorWaitForOptions { Timeout = Loading });
        (await sam.Page.Locator(".x6-node").CountAsync()).ShouldBeGreaterThan(3);
        await sam.GoAsync("/studio/workflows/instances");
        await ShowsAsync(sam, "QAP-2026-");

        // The drawing library says so when it takes a simpler line.
        sam.Wrong.Where(w => !w.Contains("manhattan", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Menu_OfWhoIsNoDesigner_HasNoDesigner()
    {
        await using var nadia = await Visit.AsAsync(host, "Nadia Petrov-Lane");

        (await nadia.Page.Locator("nav a[href^='/studio']").CountAsync()).ShouldBe(0);
    }

    private static Task ShowsAsync(Visit visit, string words) =>
        visit.Page.GetByText(words).First.WaitForAsync(new LocatorWaitForOptions { Timeout = Loading });
}
