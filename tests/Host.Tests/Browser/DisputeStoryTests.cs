using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Browser;

/// <summary>The whole dispute as people see it, with and without JavaScript.</summary>
public sealed partial class DisputeStoryTests(BrowserHost host) : IClassFixture<BrowserHost>
{
    private string _folder = "";

    [Theory]
    [InlineData(true, "corey")]
    [InlineData(false, "robin")]
    public async Task ADispute_FromTheConcernToItsEnd_GoesThroughOnThePages(bool script, string child)
    {
        _folder = script ? "script" : "plain";
        await using var nadia = await Visit.AsAsync(host, "Nadia Petrov-Lane", script);
        await using var sian = await Visit.AsAsync(host, "Sian Corley", script);
        await using var marcus = await Visit.AsAsync(host, "Marcus Hale", script);
        await using var grace = await Visit.AsAsync(host, "Grace Halloran", script);

        var qap = await QualityAssuranceAsync(nadia, sian, child);
        var first = await StageOneStaysSilentAsync(nadia, grace, sian, qap);
        await StageTwoEndsItAsync(nadia, marcus, grace, first.Replace("/S1", "/S2", StringComparison.Ordinal));

        foreach (var visit in new[] { nadia, sian, marcus, grace }) visit.IsClean();
    }

    private async Task<string> QualityAssuranceAsync(Visit nadia, Visit sian, string child)
    {
        await nadia.LooksRightAsync(Picture("my-work"));
        await nadia.GoAsync($"/people/{child}");
        await nadia.LooksRightAsync(Picture("person"));
        await nadia.FollowAsync("Record a concern");
        await nadia.Page.Locator("#issue-0").FillAsync("Contact with his father has not been arranged since January.");
        await nadia.PressAsync("Add another issue");
        await nadia.Page.Locator("#issue-1").FillAsync("The health assessment is four months late.");
        await nadia.LooksRightAsync(Picture("concern"));
        await nadia.PressAsync("Record and go on to the request");
        await nadia.LooksRightAsync(Picture("qap-draft"));
        var reference = Reference().Match(await nadia.TextAsync()).Value;
        reference.ShouldStartWith("QAP-");

        await nadia.DoAsync("act:send");
        (await nadia.RowAsync(reference)).ShouldContain("Waiting for Sian Corley");
        await sian.OpenWorkAsync(reference);
        await sian.LooksRightAsync(Picture("answer"));
        await sian.IsRefusedAsync(() => sian.DoAsync("act:return"), "Write a note");
        await sian.LooksRightAsync(Picture("answer-problem"));
        await sian.Page.Locator("#note").FillAsync("Issue 2 belongs to Health.");
        await sian.DoAsync("act:return");
        await sian.LooksRightAsync(Picture("answer-returned"));

        await nadia.OpenWorkAsync(reference, "Returned to you");
        await nadia.SeesAsync("Issue 2 belongs to Health.");
        await nadia.LooksRightAsync(Picture("qap-returned"));
        await nadia.DoAsync("act:resend");
        await sian.OpenWorkAsync(reference);
        await sian.FillAllAsync(".swUpdate", "Dates are offered; Health was asked.");
        await sian.DoAsync("act:complete");
        await sian.SeesAsync("Answered");

        await nadia.OpenWorkAsync(reference, "has answered");
        await nadia.ChooseAllAsync(".iroDecisionChoice", "Not resolved");
        await nadia.FillAllAsync(".iroDecision", "No date is agreed.");
        await nadia.FillAllAsync("outcome.summary", "He has waited four months. His wish was heard.");
        await nadia.ChooseAllAsync("outcome.decision", "Proceed to dispute resolution");
        await nadia.LooksRightAsync(Picture("qap-decide"));
        await nadia.DoAsync("act:sign");
        await nadia.LooksRightAsync(Picture("qap-sign"));
        await nadia.SignAsync("Nadia Petrov-Lane", "Sign");
        await nadia.LooksRightAsync(Picture("qap-signed"));
        await nadia.OpenWorkAsync(reference);
        await nadia.ChooseNextAsync("Proceed to DRP stage 1", picture: Picture("qap-next"));
        return reference;
    }

    private async Task<string> StageOneStaysSilentAsync(Visit nadia, Visit grace, Visit sian, string qap)
    {
        await nadia.LooksRightAsync(Picture("after-next"));
        await nadia.GoAsync("/my-work?folder=incoming");
        var reference = await StageDraftAsync(nadia, "S1");
        await nadia.LooksRightAsync(Picture("stage1-draft"));
        await FillTheStageAsync(nadia);
        await nadia.LooksRightAsync(Picture("stage1-filled"));
        await nadia.DoAsync("act:send");
        await nadia.LooksRightAsync(Picture("stage1-sent"));
        (await nadia.RowAsync(reference)).ShouldContain("Waiting for Sian Corley");

        await nadia.MoveOnAsync(6);
        (await nadia.RowAsync(reference)).ShouldContain("Overdue 1 day");
        await nadia.LooksRightAsync(Picture("my-work-overdue"));
        await nadia.GoAsync("/notices");
        await nadia.LooksRightAsync(Picture("notices"));
        (await sian.RowAsync(reference)).ShouldContain("Overdue 1 day");
        await grace.GoAsync("/notices");
        await grace.LooksRightAsync(Picture("alerts"));
        await grace.SeesAsync($"{reference}: overdue");

        await nadia.OpenWorkAsync(reference);
        await nadia.LooksRightAsync(Picture("stage1-overdue"));
        await nadia.DoAsync("act:recordNoResponse");
        await SignTheStageAsync(nadia, reference, "Not resolved – proceed to next stage");
        await nadia.ChooseNextAsync("Proceed to DRP stage 2", "No response at stage 1.");
        await ConfirmAsync(grace, reference);
        qap.ShouldStartWith("QAP-");
        return reference;
    }

    private async Task StageTwoEndsItAsync(Visit nadia, Visit marcus, Visit grace, string reference)
    {
        await nadia.OpenWorkAsync(reference);
        await nadia.LooksRightAsync(Picture("stage2-draft"));
        await FillTheStageAsync(nadia);
        await nadia.DoAsync("act:send");
        await marcus.OpenWorkAsync(reference);
        await marcus.FillAllAsync(".managerUpdate", "Contact is agreed for each second Saturday.");
        await marcus.FillAllAsync(".managerResponse", "Agreed from 4 July.");
        await marcus.LooksRightAsync(Picture("stage2-respond"));
        await marcus.Page.Locator("input[type=checkbox][name=declared], input[type=checkbox][id*=eclar]").First.CheckAsync();
        await marcus.Page.GetByLabel("Type your full name").FillAsync("Marcus Hale");
        await marcus.DoAsync("act:complete");
        await marcus.SeesAsync("Answered");

        await nadia.OpenWorkAsync(reference, "has answered");
        await SignTheStageAsync(nadia, reference, "Resolved", opened: true);
        await nadia.ChooseNextAsync("DRP complete");
        await ConfirmAsync(grace, reference);
        await nadia.GoAsync("/my-work?folder=finished");
        await nadia.LooksRightAsync(Picture("finished"));
        await nadia.Page.Locator("tr.govuk-table__row").Filter(new() { HasText = reference }).GetByRole(Microsoft.Playwright.AriaRole.Link).First.ClickAsync();
        await nadia.Page.Locator(".govuk-breadcrumbs a[href^='/cases/']").Or(nadia.Page.Locator("a[href^='/cases/']")).First.ClickAsync();
        await nadia.LooksRightAsync(Picture("case"));
    }

    private static async Task<string> StageDraftAsync(Visit nadia, string stage)
    {
        await nadia.GoAsync("/my-work");
        var text = await nadia.Page.Locator("tr.govuk-table__row").Filter(new() { HasText = $"/{stage}" }).Filter(new() { HasText = "not started" }).First.InnerTextAsync();
        var reference = Reference().Match(text).Value;
        await nadia.OpenWorkAsync(reference);
        return reference;
    }

    private static async Task FillTheStageAsync(Visit nadia)
    {
        await nadia.Page.Locator("input[type=checkbox][name$='details.dateChecked']").CheckAsync();
        await nadia.FillAllAsync("details.summary", "He has not seen his father for four months, against his wishes.");
        await nadia.DoAsync("add:actions.actions");
        await nadia.FillAllAsync(".action", "Arrange contact and write to him with the dates.");
        await nadia.FillAllAsync("actions.desiredOutcomes", "Contact each second week from July.");
    }

    private async Task SignTheStageAsync(Visit nadia, string reference, string outcome, bool opened = false)
    {
        if (!opened) await nadia.OpenWorkAsync(reference);
        await nadia.FillAllAsync("outcome.overall", "Read with what was said at this stage.");
        await nadia.ChooseAllAsync("outcome.outcome", outcome);
        await nadia.DoAsync("act:sign");
        await nadia.LooksRightAsync(Picture($"sign-{reference[^2..]}"));
        await nadia.SignAsync("Nadia Petrov-Lane", "Sign");
        await nadia.OpenWorkAsync(reference);
    }

    private async Task ConfirmAsync(Visit grace, string reference)
    {
        await grace.OpenWorkAsync(reference);
        await grace.FillAllAsync("confirmation.iroManagerComment", "I have read it and agree.");
        await grace.LooksRightAsync(Picture($"confirm-{reference[^2..]}"));
        await grace.DoAsync("act:sign");
        await grace.SignAsync("Grace Halloran", "Confirm and finish");
        await grace.LooksRightAsync(Picture($"confirmed-{reference[^2..]}"));
    }

    private string Picture(string name) => $"{_folder}-{name}";

    [GeneratedRegex(@"(QAP-\d{4}-\d{4})|(DRP-\d{4}-\d{4}/S\d)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Reference();
}
