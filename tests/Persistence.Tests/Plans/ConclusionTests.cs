using System.Text.Json.Nodes;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Tests.Disputes;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Plans;

/// <summary>Conclusion with the agreement of the oversight group, hand-back, and opening again on a new trigger.</summary>
public sealed class ConclusionTests : PlanStory
{
    [Fact]
    public async Task AConclusion_NeedsTheLeadTheGroupAndChog()
    {
        await ItIsProposed();
        (await State()).ShouldBe("Conclusion proposed");
        await TheGroupAgrees();
        (await State()).ShouldBe("CHOG agreement");
        var task = await TaskAt("chog.open");
        (task.AssigneeId, task.DueAt).ShouldBe((Isla.Id, London(2026, 6, 4, 17)));
        await Moira.Does("sign", at: "chog.open").IsRefused(RefusalKind.Forbidden);
        await Isla.Does("sign", at: "chog.open");

        (await State()).ShouldBe("Handed back");
        foreach (var told in new[] { Gregor, Alba, Moira, Rory }) (await NoticesTo(told)).ShouldContain(n => n.Template == "pip-handed-back");
        (await Signatures()).Select(s => s.SignerId).ShouldContain(Isla.Id);
        (await OpenAt()).ShouldContain("letter.open");
    }

    [Fact]
    public async Task WithoutTheLatestGrades_ItIsNotProposed()
    {
        await ItIsMonitored();
        await Moira.Does("conclude", at: "monitor.open");
        await Moira.Does("sign", typed: new Typed { ["proposal"] = new JsonObject { ["reasons"] = "All is done." } }, at: "propose.open").IsRefused(RefusalKind.Invalid, "latest grade");
        await Gregor.Does("sign", at: "propose.open").IsRefused(RefusalKind.Forbidden);
    }

    [Fact]
    public async Task EveryKeyQuestionThatLedToThePlan_HasToHaveItsLatestGrade()
    {
        await ThePlanIsOpen(trigger: Plans.Inspection(2, wellbeing: 1));
        await TheMeetingIsHeld();
        await ItIsMonitored();
        await Moira.Does("conclude", at: "monitor.open");
        await Moira.Does("sign", typed: Proposal(4), at: "propose.open").IsRefused(RefusalKind.Invalid, "each key question that was graded below 3");
        var both = Proposal(4);
        both["proposal"]["grades"]!.AsArray().Add(new JsonObject { ["id"] = "r2", ["question"] = Plans.Wellbeing, ["grade"] = "3", ["on"] = "2026-05-19" });
        await Moira.Does("sign", typed: both, at: "propose.open");
    }

    [Fact]
    public async Task OpenReds_AreWarnedOf()
    {
        await ItIsMonitored();
        await Gregor.Saves(Plans.Row("r1", ("offTarget", true), ("rag", "Red")), await Plan());
        await Moira.Does("conclude", at: "monitor.open");
        await Moira.Does("sign", typed: Proposal(4), at: "propose.open").IsRefused(RefusalKind.Invalid, "Some actions are Red");
        var proposal = Proposal(4);
        proposal["proposal"]["reds"] = "It goes on in the home’s own plan.";
        await Moira.Does("sign", typed: proposal, at: "propose.open");
    }

    [Fact]
    public async Task AGradeBelow3_AsksChogForItsReason()
    {
        await ItIsProposed(grade: 2);
        await TheGroupAgrees();
        await Isla.Does("sign", at: "chog.open").IsRefused(RefusalKind.Invalid, "below 3");
        await Isla.Does("sign", typed: new Typed { ["agreement"] = new JsonObject { ["below"] = "The home closes in August." } }, at: "chog.open");
        (await State()).ShouldBe("Handed back");
    }

    [Fact]
    public async Task ChogDoesNotAgree_AndThePlanGoesOn()
    {
        await ItIsProposed();
        await TheGroupAgrees();
        await Isla.Does("notAgreed", at: "chog.open").IsRefused(RefusalKind.Invalid, "note");
        await Isla.Does("notAgreed", Plans.Note("Wait for the follow-up inspection."), at: "chog.open");
        (await State()).ShouldBe("Monitoring");
        (await OpenAt()).ShouldContain("monitor.open");
    }

    [Fact]
    public async Task OneOfTheGroupSaysNotYet_AndThePlanGoesOn()
    {
        await ItIsProposed();
        await Alba.Does("amend", Plans.Note("The new manager has just begun."), at: "group.asked");
        (await State()).ShouldBe("Monitoring");
    }

    [Fact]
    public async Task AfterThreeMonths_TheHomeAndTheLeadAreReminded()
    {
        await ItIsHandedBack();
        await TimePassesTo(London(2026, 8, 18, 9));
        (await NoticesTo(Gregor)).ShouldNotContain(n => n.Template == "pip-handback-reminder");
        await TimePassesTo(London(2026, 8, 19, 9));
        foreach (var told in new[] { Gregor, Moira }) (await NoticesTo(told)).ShouldContain(n => n.Template == "pip-handback-reminder");
    }

    [Fact]
    public async Task TheHomeClosesItsPlan_AndMayHaveANewOne()
    {
        await ItIsHandedBack();
        await Moira.Does("complete", typed: new Typed { ["minutes"] = new JsonObject { ["decisions"] = "As agreed." } }, at: "minutes.open");
        await Moira.Does("close", Plans.Note("Done."), at: "home.open").IsRefused(RefusalKind.Forbidden);
        await Gregor.Does("close", Plans.Note("The improvements last."), at: "home.open");
        (await State()).ShouldBe("Closed by the home");
        await ThePlanIsOpen();
        (await Case()).Reference.ShouldBe("PIP-2026-0002");
    }

    [Fact]
    public async Task ANewTrigger_OpensTheHandedBackPlanAgain()
    {
        await ItIsHandedBack();
        var first = CaseId;
        await ATriggerIsRecorded(Plans.Trigger("lsi"));
        await Takes(Euan, "decide.open");
        await Euan.Does("open", typed: Plans.Opening(Moira, Euan), at: "decide.open").IsRefused(RefusalKind.Conflict, "opens again");
        await Euan.Does("add", at: "decide.open");
        await TimePassesTo(London(2026, 5, 20, 12));

        CaseId = first;
        (await State()).ShouldBe("Lead assigned");
        (await TaskAt("arrange.open")).AssigneeId.ShouldBe(Moira.Id);
        (await Case()).Reference.ShouldBe("PIP-2026-0001");
        (await NoticesTo(Isla)).ShouldContain(n => n.Template == "pip-reopened");
    }

    [Fact]
    public async Task AnotherLead_IsNamedByATacticalLead_AndGetsTheOpenWork()
    {
        await ItIsMonitored();
        await Gregor.Applies((key, actor) => new NamePartnershipLead(key, actor, CaseId, Rory.Id, "Moira leaves.")).IsRefused(RefusalKind.Forbidden);
        await Euan.Applies((key, actor) => new NamePartnershipLead(key, actor, CaseId, Rory.Id, " ")).IsRefused(RefusalKind.Invalid, "reason");
        await Euan.Applies((key, actor) => new NamePartnershipLead(key, actor, CaseId, Rory.Id, "Moira leaves."));
        (await TaskAt("monitor.open")).AssigneeId.ShouldBe(Rory.Id);
        (await Rory.SeesTheCase()).ShouldBeTrue();
    }

    [Fact]
    public async Task WhenTheReviewMeetingIsDue_TheLeadMayProposeToConcludeInstead()
    {
        await ItIsMonitored();
        await TimePassesTo(London(2026, 6, 8, 9));
        (await OpenAt()).ShouldContain("arrange.open");
        (await OpenAt()).ShouldNotContain("monitor.open");
        await Moira.Does("conclude", at: "arrange.open");
        await Moira.Does("sign", typed: Proposal(4), at: "propose.open");
        (await OpenAt()).ShouldNotContain("arrange.open");

        await Alba.Does("amend", Plans.Note("The new manager has just begun."), at: "group.asked");
        (await State()).ShouldBe("Monitoring");
        await Moira.Does("conclude", at: "arrange.open");
        await Moira.Does("sign", typed: Proposal(4), at: "propose.open");
        await TheGroupAgrees();
        await Isla.Does("sign", at: "chog.open");
        (await State()).ShouldBe("Handed back");
        (await OpenAt()).ShouldNotContain("arrange.open");
    }

    [Fact]
    public async Task AFirstMeeting_IsHeldFirst()
    {
        await ThePlanIsOpen();
        TaskFace.Actions(await TaskAt("arrange.open")).Select(a => a.Key).ShouldBe(["arranged"]);
    }

    [Fact]
    public async Task WhoLeadsThePlanAndTheTacticalTeam_NeedsTheSecondTacticalLead()
    {
        await ThePlanIsOpen(lead: Euan);
        await Euan.Does("arranged", typed: Plans.Invitation(new DateOnly(2026, 5, 18)), at: "arrange.open");
        await TimePassesTo(London(2026, 5, 18, 11));
        await Euan.Does("held", typed: Plans.Held(Gregor, new DateOnly(2026, 6, 22)), at: "hold.open");
        await ThePlanIsShared();
        await TheGroupConfirms(Euan, Catriona, Gregor, Alba);
        await Passes(Euan, "lead");
        (await State()).ShouldBe("Quality assurance");
        await Passes(Catriona, "second");
        await Euan.Does("distribute", Plans.Recipients(("planningGroup", Gregor)), at: "distribute.open");
        await Euan.Does("conclude", at: "monitor.open");
        await Euan.Does("sign", typed: Proposal(4), at: "propose.open");

        foreach (var who in new[] { Catriona, Gregor, Alba }) await who.Does("confirm", at: "group.asked");
        (await State()).ShouldBe("CHOG agreement");
    }

    private async Task ItIsProposed(int grade = 4)
    {
        await ItIsMonitored();
        await Moira.Does("conclude", at: "monitor.open");
        await Moira.Does("sign", typed: Proposal(grade), at: "propose.open");
    }

    private async Task TheGroupAgrees()
    {
        foreach (var who in new[] { Euan, Gregor, Alba }) await who.Does("confirm", at: "group.asked");
    }

    private async Task ItIsHandedBack()
    {
        await ItIsProposed();
        await TheGroupAgrees();
        await Isla.Does("sign", at: "chog.open");
    }

    private static Typed Proposal(int grade) => new()
    {
        ["proposal"] = new JsonObject
        {
            ["reasons"] = "Satisfactory improvements are evidenced.",
            ["grades"] = new JsonArray(new JsonObject { ["id"] = "r1", ["question"] = Plans.Leadership, ["grade"] = $"{grade}", ["on"] = "2026-05-19" }),
        },
    };
}
