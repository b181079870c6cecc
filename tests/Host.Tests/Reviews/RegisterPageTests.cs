using AngleSharp.Html.Parser;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Reviews;

/// <summary>The register of actions on its pages: the list, one action with what is behind each field, its evidence, opened again.</summary>
public sealed class RegisterPageTests(RunningHost host) : IClassFixture<RunningHost>
{
    [Fact]
    public async Task AnAction_ShowsWhatIsBehindEachField_ToItsOwnerAndToWhoeverKeepsThePlan()
    {
        using var review = new ReviewCalls(host);
        await review.AgreeAsync((ReviewCalls.Dawn, "2026-07-31"));
        await ReviewCalls.Succeeds(review.DoAsync(ReviewCalls.Dawn, "follow", "progress", ReviewCalls.Row(new { id = "r1", status = "In progress", progress = "Half of the team is trained" }), row: 1));
        var path = $"/actions/{review.ReviewId}.plan.actions.r1";
        foreach (var person in new[] { ReviewCalls.Dawn, ReviewCalls.Harriet })
        {
            var page = await TextAsync(await review.As(person), path);
            page.ShouldContain("Half of the team is trained");
            page.ShouldContain("What is behind each field");
            page.ShouldContain("Dawn Okafor");
        }

        using var hidden = await (await review.As(ReviewCalls.Tom)).GetAsync(new Uri(path, UriKind.Relative));
        ((int)hidden.StatusCode).ShouldBe(404);
    }

    [Fact]
    public async Task AnExtendedAction_ShowsTheFirstDateBesideTheNewOne()
    {
        using var review = new ReviewCalls(host);
        await review.AgreeAsync((ReviewCalls.Dawn, "2026-07-31"));
        var task = await review.WorkAsync(ReviewCalls.Dawn, "follow", 1);
        (await Api.JsonCalls.CallAsync(await review.As(ReviewCalls.Harriet), $"/user-tasks/{task["id"]}/extend", new { operationId = ReviewCalls.Key(), expectedRevision = (int)task["revision"]!, newDueOn = "2026-08-28", reason = "Training is later" })).Status.ShouldBe(200);
        var page = await TextAsync(await review.As(ReviewCalls.Dawn), $"/actions/{review.ReviewId}.plan.actions.r1");
        page.ShouldContain("Fri 28 Aug 2026");
        page.ShouldContain("first agreed for Fri 31 Jul 2026");
    }

    [Fact]
    public async Task TheRegisterOfReviews_HoldsTheRecordOfTheQualityTeam()
    {
        using var review = new ReviewCalls(host);
        await review.AgreeAsync(("grace-halloran", "2026-07-31"));
        var csv = await (await review.As(ReviewCalls.Owen)).GetStringAsync(new Uri("/reviews?show=all&format=csv", UriKind.Relative));
        csv.ShouldContain("Received,Reply sent,Closed,Locality,Trigger,Lead group manager");
        csv.Split('\n').ShouldContain(l => l.Contains("Northmoor", StringComparison.Ordinal) && l.Contains("Harriet Boyle", StringComparison.Ordinal) && l.Contains("16/06/2026", StringComparison.Ordinal));
        using var grace = await host.SignedInAsync("grace-halloran");
        (await grace.GetStringAsync(new Uri("/reviews?show=all&format=csv", UriKind.Relative))).ShouldNotContain("Larch House", Case.Insensitive, "whoever has one action has no review in the list");
    }

    [Fact]
    public async Task Papers_CarryTheGuidanceAtTheirFoot_AndTheChronologySaysWhenInOneColumn()
    {
        using var review = new ReviewCalls(host);
        await review.RegisterAsync();
        foreach (var paper in new[] { "a", "b", "themes", "c" })
        {
            var page = await TextAsync(await review.As(ReviewCalls.Priya), $"/cases/{review.CaseId}/papers/{paper}");
            foreach (var words in new[] { "Version: 1.1", "FOI status: Controlled", "Originally issued: January 2023", "Issued: November 2023", "Review due: November 2024", "Author: Safeguarding, Quality and Compliance", "Form version 1" })
                page.ShouldContain(words, Case.Sensitive, paper);
        }

        (await TextAsync(await review.As(ReviewCalls.Priya), $"/cases/{review.CaseId}/papers/b")).ShouldContain("Date and time");
        using var refused = await (await review.As(ReviewCalls.Dawn)).GetAsync(new Uri($"/cases/{review.CaseId}/papers/a", UriKind.Relative));
        ((int)refused.StatusCode).ShouldBe(403, "the operational service manager reads a review and does not carry it out of the house");
    }

    [Fact]
    public async Task WhoCanHelp_OnAPageOfAReview_IsTheQualityTeam()
    {
        using var review = new ReviewCalls(host);
        await review.BeginAsync();
        foreach (var path in new[] { "/reviews", $"/cases/{review.CaseId}", $"/cases/{review.CaseId}/closing" })
        {
            var page = await TextAsync(await review.As(ReviewCalls.Priya), path);
            page.ShouldContain("quality team");
            page.ShouldNotContain("IRO Manager");
        }
    }

    private static async Task<string> TextAsync(HttpClient client, string path)
    {
        using var page = new HtmlParser().ParseDocument(await client.GetStringAsync(new Uri(path, UriKind.Relative)));
        return page.Body!.TextContent;
    }
}
