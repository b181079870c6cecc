using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Actions;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Lists;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Access;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Reviews;

/// <summary>Closing: who signs what, what comes back, what is opened again or voided, and what others may learn.</summary>
public sealed class ClosingTests : ReviewStory
{
    [Fact]
    public async Task TheSummary_WithoutOneOfItsFiveParts_IsRefused()
    {
        await TheSummaryIsToBeWritten();
        await Harriet.Does("sign", typed: Reviews.Closing(evidence: ""), at: "closing.open").IsRefused(RefusalKind.Invalid, "Write the evidence of impact");
        (await State()).ShouldBe("Closing summary");
    }

    [Fact]
    public async Task TheReviewer_SigningTheSummary_IsForbiddenAndLogged()
    {
        await TheSummaryIsToBeWritten();
        await Priya.Does("sign", at: "closing.open").IsRefused(RefusalKind.Forbidden);
        (await State()).ShouldBe("Closing summary");
        await using var context = Context();
        (await context.AccessLog.AsNoTracking().AnyAsync(a => a.PersonId == Priya.Id && a.Verdict == "Forbidden")).ShouldBeTrue();
    }

    [Fact]
    public async Task TheDeclaration_FollowsTheFacts()
    {
        await ThePlanIsAgreed((Priya, new DateOnly(2026, 3, 2)), (Callum, new DateOnly(2026, 3, 9)));
        await NothingElseIsOpen();
        await Completes(Priya, 1);
        await Callum.Does("finish", typed: Reviews.NotAchievable("r2"), at: "follow.doing#r2");
        await Harriet.Does("agree", at: "follow.deciding#r2");
        var declaration = TaskFace.Actions(await TaskAt("closing.open")).Single(a => a.Signs).Declaration.ShouldNotBeNull();
        declaration.ShouldContain("1 action is complete and 1 closed as not achievable (number 2)");
        await Harriet.Does("sign", typed: Reviews.Closing(), declaration: "All actions are complete.", at: "closing.open").IsRefused(RefusalKind.Conflict, "declaration");
    }

    [Fact]
    public async Task AnActionAddedWhileTheSummaryWaits_TakesItBack_AndTheDeclarationCountsIt()
    {
        await TheSummaryIsToBeWritten();
        var plan = Reviews.Plan((Priya, new DateOnly(2026, 3, 2)), (Dawn, new DateOnly(2026, 3, 9)));
        plan["plan"]["actions"]!.AsArray().Add(Reviews.Action("r3", "One more", Dawn, new DateOnly(2026, 4, 1)));
        await Harriet.Does("publish", typed: plan, at: "follow.plan");
        (await OpenAt()).ShouldNotContain("closing.open");
        await Completes(Dawn, 3);
        TaskFace.Actions(await TaskAt("closing.open")).Single(a => a.Signs).Declaration.ShouldNotBeNull().ShouldContain("All 3 actions");
    }

    [Fact]
    public async Task AReturnedSummary_ComesBackWithTheNote_AndIsSignedAnew()
    {
        await TheSummaryIsSigned();
        await Takes(Owen, "accept.open");
        await Owen.Does("return").IsRefused(RefusalKind.Invalid, "note");
        await Owen.Does("return", new JsonObject { ["note"] = "No evidence of impact for action 2." });
        (await State()).ShouldBe("Closing summary");
        var returned = await TaskAt("closing.returned");
        (returned.Note, returned.DueAt).ShouldBe(("No evidence of impact for action 2.", London(2026, 3, 16, 17)), "ten working days after the last action: a return gives no more");
        (await NoticesTo(Harriet)).ShouldContain(n => n.Template == "imr-closing-returned");
        (await Signatures()).ShouldHaveSingleItem().SupersededAt.ShouldNotBeNull();
        await Harriet.Does("sign", typed: Reviews.Closing("Audits of February and March"), at: "closing.returned");
        (await Signatures()).Count.ShouldBe(2);
        (await State()).ShouldBe("Awaiting closure");
    }

    [Fact]
    public async Task WhatIsSigned_IsChangedOnlyByAnAmendmentThatIsSignedAnew()
    {
        await TheSummaryIsSigned();
        var review = (await Steps())[0].Id;
        await Harriet.SaveAsync(review, new() { ["closing"] = new JsonObject { ["residualRisk"] = "Some" } });
        (await InTheReview("closing"))["residualRisk"]!.ToString().ShouldBe("None that is known");
        var signed = (await Signatures()).Single();
        await TimePassesTo(London(2026, 3, 11, 9));
        var changed = new Disputes.Typed { ["closing"] = new JsonObject { ["riskRating"] = "Low" } };
        await Harriet.Amends(signed, changed, reason: " ").IsRefused(RefusalKind.Invalid, "Write why");
        await Harriet.Amends(signed, changed, "A second trolley is late.");
        var both = await Signatures();
        both[0].SupersededAt.ShouldNotBeNull();
        both[1].AmendsId.ShouldBe(signed.Id);
    }

    [Fact]
    public async Task WhatIsHandedIn_IsRefusedAndNotSwallowed()
    {
        await ItIsRegistered();
        var review = (await Steps())[0].Id;
        await Priya.Saves(new() { ["background"] = new JsonObject { ["overview"] = "Told anew" } }, review).IsRefused(RefusalKind.Invalid, "4. Background: this is handed in and cannot be changed now");
        await Priya.Saves(new() { ["closing"] = new JsonObject { ["residualRisk"] = "None" } }, review).IsRefused(RefusalKind.Invalid, "The themes and learning form is not complete");
        await Priya.Saves(new() { ["background"] = new JsonObject { ["overview"] = (await InTheReview("background"))["overview"]!.DeepClone() } }, review);
    }

    [Fact]
    public async Task Impact_CheckedAfterClosing_LeavesTheSignedPlanAsItWasSigned()
    {
        await ItIsClosed();
        var signed = (await Signatures())[0];
        await TimePassesTo(London(2026, 4, 13, 9));
        await Harriet.Does("checked", typed: Reviews.Row("r1", new JsonObject { ["impactSeen"] = "Partly", ["impact"] = "One service only.", ["action"] = "Changed" }), at: "follow.impact#r1");
        var row = (await InTheReview("plan"))["actions"]![0]!;
        row["impact"]!.ToString().ShouldBe("One service only.");
        row["action"]!.ToString().ShouldBe("Action 1");
        (await Signatures())[0].ShouldSatisfyAllConditions(s => s.SupersededAt.ShouldBeNull(), s => s.ContentHash.ShouldBe(signed.ContentHash));
    }

    [Fact]
    public async Task TheLeadGroupManager_NeverAcceptsTheOwnSummary()
    {
        await TheSummaryIsSigned();
        var task = await TaskAt("accept.open");
        task.Excluded.ShouldContain(Harriet.Id);
        await Harriet.Forges("sign", task).IsRefused(RefusalKind.Forbidden);
    }

    [Fact]
    public async Task AClosedReview_OpenedAgainWithAReason_IsSignedAnew()
    {
        await ItIsClosed();
        await Harriet.Applies((key, actor) => new ReopenReview(key, actor, CaseId, "Another miss.")).IsRefused(RefusalKind.Forbidden);
        await Stuart.Applies((key, actor) => new ReopenReview(key, actor, CaseId, " ")).IsRefused(RefusalKind.Invalid, "reason");
        await Stuart.Applies((key, actor) => new ReopenReview(key, actor, CaseId, "Another dose was missed."));
        (await State()).ShouldBe("Closing summary");
        (await OpenAt()).ShouldContain("follow.plan");
        (await Signatures()).ShouldAllBe(s => s.SupersededAt != null);
        (await NoticesTo(Priya)).ShouldContain(n => n.Template == "imr-reopened");
        await Stuart.Applies((key, actor) => new ReopenReview(key, actor, CaseId, "Again.")).IsRefused(RefusalKind.Conflict, "Only a closed review");
        await Harriet.Does("sign", typed: Reviews.Closing("Looked at again"), at: "closing.open");
        await Takes(Mel, "accept.open");
        await Mel.Does("sign", typed: Reviews.Acceptance(), at: "accept.open");
        (await State()).ShouldBe("Closed");
    }

    [Fact]
    public async Task Voiding_ARegisteredReview_NeedsASecondPerson()
    {
        await ItIsRegistered();
        var review = (await Steps())[0].Id;
        await Priya.Applies((key, actor) => new VoidInstance(key, actor, review, "Entered twice.")).IsRefused(RefusalKind.Forbidden);
        await Owen.Applies((key, actor) => new VoidInstance(key, actor, review, "Entered twice."));
        (await Case()).Status.ShouldBe(CaseStatus.Open);
        (await NoticesTo(Mel)).ShouldContain(n => n.Template == "imr-void-asked");
        await Owen.Applies((key, actor) => new VoidInstance(key, actor, review, "Entered twice.")).IsRefused(RefusalKind.Forbidden, "second person");
        await Mel.Applies((key, actor) => new VoidInstance(key, actor, review, "Entered twice."));
        (await Case()).Status.ShouldBe(CaseStatus.Voided);
        (await OpenTasks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Voiding_ADraft_IsForWhoeverBeganIt()
    {
        await AReviewHasBegun();
        await Priya.Applies((key, actor) => new VoidInstance(key, actor, CaseId + "-1", "Wrong service."));
        (await Case()).Status.ShouldBe(CaseStatus.Voided);
    }

    [Fact]
    public async Task Others_NeitherSeeNorCountTheReview()
    {
        await ItIsRegistered("edith");
        foreach (var who in new[] { Tom, Grace, Sian, Ruth, Sam }) (await who.SeesTheCase()).ShouldBeFalse(who.Id);
        foreach (var who in new[] { Priya, Dawn, Harriet, Owen, Mel, Stuart, Yasmin }) (await who.SeesTheCase()).ShouldBeTrue(who.Id);
        await using var context = Context();
        (await new CaseList(Source, Organisation, Clock).PageAsync(new Actor(Tom.Id), new CaseListQuery(Search: "Larkspur"))).Rows.ShouldBeEmpty();
        (await new CaseList(Source, Organisation, Clock).PageAsync(new Actor(Stuart.Id), new CaseListQuery(Search: "Larkspur"))).Rows.ShouldHaveSingleItem();
        await Tom.Applies((key, actor) => new ReopenReview(key, actor, CaseId, "x")).IsRefused(RefusalKind.NotFound);
    }

    [Fact]
    public async Task AThemeThatCameUpBefore_IsCountedWithoutNames()
    {
        await ItIsRegistered();
        await Priya.Does("complete", typed: Reviews.ThemesAndLearning(), at: "theme.open");
        await Priya.Opens("imr", "norman");
        await Priya.Does("complete", typed: Reviews.Page1(false));
        var second = (await Steps())[0].Id;
        await Priya.Saves(Reviews.Report(), second);
        await using var context = Context();
        var themes = new ThemeCounts(context, Organisation, Definitions, Clock);
        (await themes.OfCaseAsync(new Actor(Harriet.Id), CaseId)).ShouldBe(["Medication handover: this is the 2nd internal management review with it"]);
        (await themes.OfCaseAsync(new Actor(Tom.Id), CaseId)).ShouldBeEmpty();
    }
}
