using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Work;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Disputes;

/// <summary>The IRO Manager's step, the total clock and the referral to CAFCASS (AC-IRO-14; rulings 17 to 19).</summary>
public sealed class IroManagerTests : DisputeStory
{
    private static readonly DateOnly s_friday = new(2026, 3, 27);
    private static readonly DateOnly s_monday = new(2026, 3, 30);

    [Fact]
    public async Task TheIroManagersStep_IsNotDone_IsDueNextWorkingDayAndClimbsAfterTwo()
    {
        await StageOneIsSigned();
        await Nadia.Chooses("stage2", note: "Please confirm.");
        var task = await TaskWith("return");
        task.AssigneeId.ShouldBe(Grace.Id);
        task.DueAt.ShouldBe(London(2026, 4, 1, 17));
        (await Grace.InboxRow())!.Folder.ShouldBe(InboxFolder.IncomingRequests);

        await TimePassesTo(London(2026, 4, 2, 17));
        (await Alerts()).Select(a => (a.RaisedAt, Ruth: a.PersonIds.Contains(Ruth.Id))).ShouldBe([(London(2026, 4, 1, 17), false), (London(2026, 4, 2, 17), true)]);
    }

    [Fact]
    public async Task TheIroManager_Returned_ConfirmsTheSecondTimeWithADifferingView()
    {
        await StageOneIsSigned();
        await Nadia.Chooses("stage2");
        await Grace.Returns("").IsRefused(RefusalKind.Invalid, "note");
        await Grace.Returns("Was the social worker asked?");
        (await Nadia.InboxRow())!.State.Kind.ShouldBe(WorkStateKind.Returned);
        (await Signatures()).ShouldContain(s => s.SignerId == Nadia.Id && s.SupersededAt != null);

        await Nadia.SignsTheStage();
        await Nadia.Chooses("stage2");
        Offers(await TaskWith("signDiffering")).ShouldNotContain("return");
        await Grace.ConfirmsWithADifferingView("I would have gone to stage 3.");
        (await Steps())[^1].Reference.ShouldBe("DRP-2026-0001/S2");
    }

    [Fact]
    public async Task TheIroManager_IsAwayWithADeputy_TheDeputyHasTheStep()
    {
        await StageOneIsSigned();
        await IsAway(Grace, s_monday, new DateOnly(2026, 4, 10), Ruth);
        await Nadia.Chooses("stage2");
        var task = await TaskWith("return");
        (task.AssigneeId, task.ActingForId).ShouldBe((Ruth.Id, Grace.Id));
        await Ruth.Confirms();
        (await Signatures())[^1].ShouldSatisfyAllConditions(s => s.SignerName.ShouldBe("Ruth Adeyemi"), s => s.ActingForName.ShouldBe("Grace Halloran"));
    }

    [Fact]
    public async Task TheDateOfDispute_OnceSent_IsChangedByTheIroManagerAloneAndMovesTheTotalClock()
    {
        await StageOneIsSigned();
        (await Case()).ShouldSatisfyAllConditions(c => c.DateOfDispute.ShouldBe(s_monday), c => c.TotalClockDue.ShouldBe(London(2026, 4, 29, 17)));
        await Nadia.Applies((key, actor) => new ChangeDateOfDispute(key, actor, CaseId, s_friday, "Typed wrongly.")).IsRefused(RefusalKind.Forbidden);
        await Grace.Applies((key, actor) => new ChangeDateOfDispute(key, actor, CaseId, s_friday, "")).IsRefused(RefusalKind.Invalid, "reason");
        await Grace.Applies((key, actor) => new ChangeDateOfDispute(key, actor, CaseId, s_friday, "Typed wrongly."));

        (await Case()).ShouldSatisfyAllConditions(c => c.DateOfDispute.ShouldBe(s_friday), c => c.TotalClockDue.ShouldBe(London(2026, 4, 28, 17)));
    }

    [Fact]
    public async Task TheTotalClock_LeftRunning_WarnsAtFifteenAndTellsAtTwenty()
    {
        await StageOneIsSigned();
        await TimePassesTo(London(2026, 4, 29, 18));
        var total = (await Alerts()).Where(a => a.Template == "drp-total-clock").ToList();
        total.Select(a => a.RaisedAt).ShouldBe([London(2026, 4, 22, 9), London(2026, 4, 29, 17)]);
        total.ShouldAllBe(a => a.PersonIds.Contains(Nadia.Id) && a.PersonIds.Contains(Grace.Id));
    }

    [Fact]
    public async Task Cafcass_AsNextAction_NeedsTheReferralAndEndsEverything()
    {
        await StageOneIsSigned("Not resolved – refer to CAFCASS");
        await Nadia.Chooses("cafcass").IsRefused(RefusalKind.Invalid, "referral");
        await Attaches(Nadia, "referral.pdf", "cafcass");
        await Nadia.Chooses("cafcass");
        await Grace.Confirms();

        (await OpenTasks()).ShouldBeEmpty();
        (await Case()).Status.ShouldBe(CaseStatus.Ended);
        (await CaseFields())["nextAction"]!["key"]!.ToString().ShouldBe("cafcass");
        (await NoticesTo(Paul)).ShouldContain(n => n.Template == "drp-cafcass" && n.Critical);
    }

    [Fact]
    public async Task Cafcass_AnyOtherFileIsThere_IsStillRefused()
    {
        await StageOneIsSigned("Not resolved – refer to CAFCASS");
        await Attaches(Nadia, "letter.pdf", "correspondence");
        await Nadia.Chooses("cafcass").IsRefused(RefusalKind.Invalid, "referral");
    }

    [Fact]
    public async Task Cafcass_WhileTheManagerIsAsked_IsRecordedWithoutWaiting()
    {
        await StageOneIsSent();
        var stage = (await Steps())[^1].Id;
        await Sian.Applies((key, actor) => new RecordCafcassReferral(key, actor, stage, Clock.Now(), "By telephone")).IsRefused(RefusalKind.Forbidden);
        await Nadia.Applies((key, actor) => new RecordCafcassReferral(key, actor, stage, Clock.Now(), "By telephone"));

        (await CaseFields())["cafcass"]!["how"]!.ToString().ShouldBe("By telephone");
        (await NoticesTo(Paul)).ShouldContain(n => n.Template == "drp-cafcass");
        (await Sian.OwnWork()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Cafcass_Recorded_AsksForTheReferralWithinTwoWorkingDays()
    {
        await StageOneIsSent();
        var stage = (await Steps())[^1].Id;
        await Nadia.Applies((key, actor) => new RecordCafcassReferral(key, actor, stage, Clock.Now(), "By telephone"));
        (await TaskWith("attached")).ShouldSatisfyAllConditions(t => t.AssigneeId.ShouldBe(Nadia.Id), t => t.DueAt.ShouldBe(London(2026, 4, 1, 17)));
        await Nadia.Does("attached").IsRefused(RefusalKind.Invalid, "referral");
        await Attaches(Nadia, "referral.pdf", "cafcass");
        await Nadia.Does("attached");
        (await OpenTasks()).SelectMany(Offers).ShouldNotContain("attached");
        (await TaskWith("complete")).AssigneeId.ShouldBe(Sian.Id, "the stage goes on");
    }

    [Fact]
    public async Task TheEpisode_OfAChildNoLongerLookedAfter_IsClosedByTheIroManagerAndKept()
    {
        await StageOneIsSent();
        await Nadia.Applies((key, actor) => new CloseEpisode(key, actor, CaseId, "Child no longer looked after")).IsRefused(RefusalKind.Forbidden);
        await Tom.Applies((key, actor) => new CloseEpisode(key, actor, CaseId, "Child no longer looked after")).IsRefused(RefusalKind.NotFound);
        await Grace.Applies((key, actor) => new CloseEpisode(key, actor, CaseId, " ")).IsRefused(RefusalKind.Invalid, "reason");
        await Grace.Applies((key, actor) => new CloseEpisode(key, actor, CaseId, "Child no longer looked after"));

        (await OpenTasks()).ShouldBeEmpty();
        (await Case()).ShouldSatisfyAllConditions(c => c.Status.ShouldBe(CaseStatus.Ended), c => c.Outcome.ShouldBe("Child no longer looked after"));
        (await Answers("details"))["summary"]!.ToString().ShouldBe("He has not seen his father.");
        (await NoticesTo(Sian)).ShouldContain(n => n.Template == "case-closed");
        await TimePassesTo(London(2026, 5, 20, 17));
        (await Alerts()).ShouldBeEmpty();
        await Grace.Applies((key, actor) => new CloseEpisode(key, actor, CaseId, "Again")).IsRefused(RefusalKind.Forbidden, "closed");
    }

    private async Task StageOneIsSigned(string outcome = "Not resolved – proceed to next stage")
    {
        await StageOneIsSent();
        await TimePassesTo(London(2026, 3, 31, 10));
        await Sian.Responds();
        await Nadia.SignsTheStage(outcome);
    }
}
