using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Browser;

/// <summary>An internal management review as people see it: begun, refused, submitted, registered; an action done with what it needs; papers.</summary>
public sealed partial class ReviewStoryTests(BrowserHost host) : IClassFixture<BrowserHost>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AReview_BegunSubmittedAndRegistered_GoesThroughOnThePages(bool script)
    {
        await using var priya = await Visit.AsAsync(host, "Priya Raman", script);
        await using var owen = await Visit.AsAsync(host, "Owen Tasker", script);
        await BeginAsync(priya, script);
        var report = priya.Page.Url;
        await priya.IsRefusedAsync(() => priya.DoAsync("act:submit"), "7. Recommendations: add at least one recommendation of change");
        await WriteReportAsync(priya);
        await priya.LooksRightAsync(script ? "imr-report" : "imr-report-plain");
        await priya.DoAsync("act:submit");
        await priya.SeesAsync("finished");

        await owen.GoAsync("/my-work?folder=team");
        await owen.LooksRightAsync(script ? "imr-team" : "imr-team-plain");
        await owen.Page.Locator("tr").Filter(new LocatorFilterOptions { HasText = "Register the review" }).GetByRole(AriaRole.Link).First.ClickAsync();
        await owen.PressAsync("Take this work");
        await owen.Page.Locator("[name='registration.checked'][type=checkbox]").CheckAsync();
        await owen.DoAsync("act:register");
        await priya.GoAsync(report);
        await priya.GoAsync("/reviews?show=all");
        Reference().Count(await priya.TextAsync()).ShouldBeGreaterThan(3);
        await priya.LooksRightAsync(script ? "imr-reviews" : "imr-reviews-plain");
        foreach (var visit in new[] { priya, owen }) visit.IsClean();
    }

    [Fact]
    public async Task AnOwner_FinishesAnAction_WithWhatItNeeds()
    {
        await using var dawn = await Visit.AsAsync(host, "Dawn Okafor", width: 375);
        await dawn.GoAsync("/actions");
        await dawn.LooksRightAsync("actions-phone");
        await dawn.FollowAsync("Buy a second medicine trolley");
        await dawn.LooksRightAsync("action-phone");
        await dawn.FollowAsync("Update this action");
        await dawn.ChooseAllAsync(".status", "Complete");
        await dawn.IsRefusedAsync(() => dawn.DoAsync("act:finish"), "Write what shows that it is done");
        await dawn.FillAllAsync(".completedOn", "16 6 2026");
        await dawn.FillAllAsync(".evidence", "The trolley stands on the ward; the invoice is attached.");
        await dawn.LooksRightAsync("action-finish-phone");
        await dawn.DoAsync("act:finish");
        await dawn.GoAsync("/actions?show=done");
        await dawn.SeesAsync("Buy a second medicine trolley");
        dawn.IsClean();
    }

    [Fact]
    public async Task ThePapers_OfAReview_StandInTheLayoutOfTheGuidance()
    {
        await using var harriet = await Visit.AsAsync(host, "Harriet Boyle");
        await harriet.GoAsync("/reviews?show=all");
        await harriet.FollowAsync("IMR-2026-0001");
        await harriet.LooksRightAsync("imr-case");
        var home = harriet.Page.Url;
        foreach (var paper in new[] { "a", "b", "themes", "c" })
        {
            await harriet.GoAsync($"{home}/papers/{paper}");
            await harriet.SeesAsync("FOI status: Controlled");
            await harriet.SeesAsync("Review due: November 2024");
            await harriet.LooksRightAsync($"imr-paper-{paper}");
            await harriet.PrintedAsync($"imr-print-{paper}", wide: paper is "b" or "c");
        }

        await harriet.GoAsync($"{home}/papers/c?names=roles");
        (await harriet.TextAsync()).ShouldNotContain("Priya Raman");
        await harriet.GoAsync("/learning");
        await harriet.LooksRightAsync("imr-learning");
        (await harriet.TextAsync()).ShouldNotContain("Larch House");
        harriet.IsClean();
    }

    private static async Task BeginAsync(Visit priya, bool script)
    {
        await priya.GoAsync("/reviews");
        await priya.LooksRightAsync(script ? "imr-begin" : "imr-begin-plain");
        await priya.Page.Locator("#about").FillAsync("larch");
        await priya.PressAsync("Apply");
        await priya.PressAsync("Begin");
        await priya.SeesAsync("Begin the review");
        await priya.FillAllAsync("reasons.reason", "A key was lost at handover.");
        await priya.ChooseAllAsync("reasons.trigger", "Opportunity to identify good practice");
        await priya.ChooseAllAsync("reasons.otherAgencies", "No");
        await priya.Page.Locator("[name='service.serviceType']").SelectOptionAsync("Short stay");
        await priya.Page.Locator("[name='service.locality']").SelectOptionAsync("Northmoor");
        foreach (var field in new[] { "team", "address", "manager", "registration" }) await priya.FillAllAsync($"service.{field}", "Larch House");
        await priya.LooksRightAsync(script ? "imr-page1" : "imr-page1-plain");
        await priya.DoAsync("act:complete");
        await priya.SeesAsync("Write the review report");
    }

    private static async Task WriteReportAsync(Visit priya)
    {
        await priya.FillAllAsync("period.from", "1 5 2026");
        await priya.FillAllAsync("period.to", "20 5 2026");
        await priya.ChooseAllAsync("period.extended", "No");
        foreach (var (table, cells) in new[] { ("people.people", new[] { ".name", ".organisation" }), ("background.keyDates", [".date", ".what"]), ("recommendations.recommendations", [".text"]) })
        {
            await priya.DoAsync($"add:{table}");
            foreach (var cell in cells) await priya.FillAllAsync(cell, cell == ".date" ? "3 5 2026" : "Adult Social Care");
        }

        foreach (var field in new[] { "background.overview", "details.details", "observations.learning" }) await priya.FillAllAsync(field, "Told by those who took part.");
    }

    [GeneratedRegex(@"IMR-\d{4}-\d{4}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Reference();
}
