using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Cases;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Disputes;

/// <summary>The formal stages: their clock, their way and who signs (AC-IRO-06, 08, 09 and 11; rulings 20 to 22).</summary>
public sealed class StageTests : DisputeStory
{
    private static readonly DateOnly s_friday = new(2026, 3, 27);
    private static readonly DateOnly s_monday = new(2026, 3, 30);

    [Fact]
    public async Task StageOne_NobodyAnswers_RemindsAndAlertsOnceAndOpensNoStage()
    {
        await StageOneIsSent();
        (await OpenTasks()).Select(t => t.DueAt).ShouldBe([London(2026, 4, 8, 17), London(2026, 4, 8, 17)]);

        await TimePassesTo(London(2026, 4, 8, 17));
        var reminders = (await NoticesTo(Sian)).Where(n => n.Template is "drp-due-in-2" or "drp-due-today").Select(n => n.CreatedAt).ToList();
        reminders.ShouldBe([London(2026, 4, 2, 9), London(2026, 4, 8, 9)]);
        var alert = (await Alerts()).ShouldHaveSingleItem();
        alert.PersonIds.ShouldBe([Sian.Id, Nadia.Id, Grace.Id, Marcus.Id], ignoreOrder: true);
        alert.RaisedAt.ShouldBe(London(2026, 4, 8, 17));
        (await Steps()).Select(s => s.Reference).ShouldNotContain(r => r!.EndsWith("/S2"));
        (await TaskWith("recordNoResponse")).AssigneeId.ShouldBe(Nadia.Id);
    }

    [Fact]
    public async Task Level_AnotherStageTyped_StaysThatOfTheStep()
    {
        await ItIs(London(2026, 3, 27, 10));
        await Nadia.RaisesAConcernAbout("robin", s_friday);
        await Nadia.TakesItToStage(2, Sian, s_friday, "The Team Manager has answered already.");
        var typed = Colleague.StageOf(s_friday);
        typed["details"]["level"] = "Stage 1";
        await Nadia.Saves(typed);

        ((await Answers("details"))["level"]?.ToString()).ShouldNotBe("Stage 1");
        (await Nadia.OpensThePage()).PulledThrough["details.level"].ShouldBe("Stage 2");
    }

    [Fact]
    public async Task AStageOpenedWrongly_VoidedWithAReason_GivesTheChoiceBack()
    {
        await ItIs(London(2026, 3, 27, 10));
        await Nadia.RaisesAConcernAbout("robin", s_friday);
        await Nadia.TakesItToStage(2, Sian, s_friday, "The Team Manager has answered already.");
        var stage = (await Steps())[^1].Id;
        await Grace.Applies((key, actor) => new VoidInstance(key, actor, stage, "")).IsRefused(RefusalKind.Invalid, "reason");
        await Grace.Applies((key, actor) => new VoidInstance(key, actor, stage, "Stage 1 was meant."));
        await Grace.Chooses("stage1");

        (await Steps()).Select(s => s.Reference).ShouldBe(["LAC-2026-0001", "QAP-2026-0001", "DRP-2026-0001/S2", "DRP-2026-0001/S1"]);
    }

    [Fact]
    public async Task Bypass_StraightToStageThree_NeedsAReasonAndAsksTheServiceDirector()
    {
        await ItIs(London(2026, 3, 27, 10));
        await Nadia.RaisesAConcernAbout("robin", s_friday);
        await Nadia.WritesIssues(new DateOnly(2026, 4, 10), "The placement ends");
        await Nadia.SendsTheRequestTo(Sian);
        await Sian.AnswersTheRequest("Not for me to decide.");
        await Nadia.DecidesAndSigns("Proceed to dispute resolution", "Not resolved");
        await Nadia.Chooses("stage3").IsRefused(RefusalKind.Invalid, "left out");
        await Nadia.Chooses("stage3", "Only the Service Director can decide.");
        await TimePassesTo(London(2026, 3, 30, 16, 45));
        await Nadia.SendsTheStageTo(Ruth, s_monday);

        (await Ruth.OwnWork()).ShouldHaveSingleItem();
        (await AllTasks()).ShouldNotContain(t => t.AssigneeId == Marcus.Id);
        (await NoticesTo(Marcus)).ShouldContain(n => n.Template == "drp-stage-skipped");
        (await Case()).DateOfDispute.ShouldBe(s_monday);
        (await Case()).TotalClockDue.ShouldBe(London(2026, 4, 29, 17));
        (await Steps())[^1].Reference.ShouldBe("DRP-2026-0001/S3");
    }

    [Fact]
    public async Task WrongSigner_PostsTheSignature_IsForbiddenAndLogged()
    {
        await StageOneIsSent();
        await Sian.Responds();
        await Sian.Does("sign").IsRefused(RefusalKind.Forbidden);
        await Nadia.SignsTheStage();
        await Nadia.Chooses("stage2");
        await Nadia.Does("sign").IsRefused(RefusalKind.Forbidden);

        await using var context = Context();
        (await context.AccessLog.Where(l => l.CaseId == CaseId && l.Verdict == "Forbidden").Select(l => l.PersonId).ToListAsync())
            .ShouldBe([Sian.Id, Nadia.Id], ignoreOrder: true);
    }

    [Fact]
    public async Task IroManager_ActsAsTheIro_CannotConfirmTheOwnCase()
    {
        await StageOneIsSent();
        await Sian.Responds();
        await IsAway(Nadia, s_monday, new DateOnly(2026, 4, 10), Grace);
        await Grace.SignsTheStage();
        await Grace.Chooses("stage2");
        await Grace.Does("sign").IsRefused(RefusalKind.Forbidden);
        (await TaskWith("return")).AssigneeId.ShouldBe(Ruth.Id);
    }

    [Fact]
    public async Task TheManagersResponse_IsASignOff_LocksItsText()
    {
        await StageOneIsSent();
        await Sian.Does("complete", typed: Colleague.Response("In hand."), declaration: "Something else.").IsRefused(RefusalKind.Conflict, "declaration");
        await Sian.Responds("Dates are agreed.");

        var signature = (await Signatures()).Single(s => s.SignerId == Sian.Id);
        signature.ShouldSatisfyAllConditions(
            s => s.SignerName.ShouldBe("Sian Corley"),
            s => s.Role.ShouldBe("Team Manager"),
            s => s.Declaration.ShouldStartWith("This is my response"),
            s => s.Canonical.ShouldContain("Dates are agreed."));
        (await Nadia.OpensThePage()).Locked.ShouldContain("actions");
    }

    [Fact]
    public async Task NextStage_AfterTheIroManager_IsBlankWithDateAndChildPulledThrough()
    {
        await StageOneIsSent();
        await Sian.Responds();
        await Nadia.SignsTheStage();
        await Nadia.Chooses("stage2");
        (await Steps()).Count.ShouldBe(3);
        await Grace.Confirms();

        var steps = await Steps();
        steps.Select(s => s.Reference).TakeLast(2).ShouldBe(["DRP-2026-0001/S1", "DRP-2026-0001/S2"]);
        JsonNode.Parse(steps[^1].Input!)!["previousInstanceId"]!.ToString().ShouldBe(steps[^2].Id);
        var page = await Nadia.OpensThePage();
        page.PulledThrough["details.dateOfDispute"].ShouldBe("2026-03-30");
        page.PulledThrough["child.name"].ShouldBe("Robin Fairweather-Test");
        page.PulledThrough.Keys.ShouldNotContain("details.summary");
        (await TaskWith("send")).AssigneeId.ShouldBe(Nadia.Id);
    }
}
