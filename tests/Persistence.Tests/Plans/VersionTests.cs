using ReviewFlow.Persistence.Cases;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Plans;

/// <summary>From the draft to the distributed version: real dates, group confirmation, both quality checks.</summary>
public sealed class VersionTests : PlanStory
{
    private static readonly DateOnly s_june30 = new(2026, 6, 30);

    [Theory]
    [InlineData("ongoing")]
    [InlineData("Ongoing.")]
    [InlineData("asap")]
    [InlineData("ASAP")]
    [InlineData("TBC")]
    [InlineData("next month")]
    [InlineData("2026-02-30")]
    public async Task ATimescaleThatIsNoDate_IsRefusedWithTheReason(string typed)
    {
        await TheMeetingIsHeld();
        var action = Plans.Action("r1", Gregor, s_june30);
        action["timescale"] = typed;
        var refused = await Gregor.Does("share", typed: Plans.Plan(this, action), at: "draft.open").IsRefused(RefusalKind.Invalid, "must be a real date");
        if (typed.StartsWith("ongoing", StringComparison.OrdinalIgnoreCase)) refused.Problems[0].Message.ShouldContain("cannot be measured");
    }

    [Fact]
    public async Task ABlankTimescale_OrNobodyResponsible_OrNoOutcome_IsRefusedWhenThePlanIsShared()
    {
        await TheMeetingIsHeld();
        foreach (var (column, words) in new[] { ("timescale", "real date"), ("owner", "who is responsible"), ("outcome", "desired outcome"), ("action", "Write the action") })
        {
            var action = Plans.Action("r1", Gregor, s_june30);
            action[column] = null;
            await Gregor.Does("share", typed: Plans.Plan(this, action), at: "draft.open").IsRefused(RefusalKind.Invalid, words);
        }

        await Gregor.Does("share", typed: Plans.Plan(this, Plans.Action("r1", Gregor, s_june30, measure: null)), at: "draft.open");
        (await State()).ShouldBe("Group confirmation");
    }

    [Fact]
    public async Task APlanWithoutAnyAction_OrWithoutContext_IsRefused()
    {
        await TheMeetingIsHeld();
        var empty = Plans.Plan(this);
        await Gregor.Does("share", typed: empty, at: "draft.open").IsRefused(RefusalKind.Invalid, "at least one action");
        var bare = Plans.Plan(this, Plans.Action("r1", Gregor, s_june30));
        bare["theme2"]["context"] = null;
        await Gregor.Does("share", typed: bare, at: "draft.open").IsRefused(RefusalKind.Invalid, "context of theme 2");
    }

    [Fact]
    public async Task DateOfPlanAndDateOfCommencement_AreTwoDates()
    {
        await TheMeetingIsHeld();
        var plan = Plans.Plan(this, Plans.Action("r1", Gregor, s_june30));
        plan["header"]["commencement"] = "2026-05-18";
        await Gregor.Does("share", typed: plan, at: "draft.open").IsRefused(RefusalKind.Invalid, "never changes");
        plan["header"]["commencement"] = "2026-05-05";
        plan["header"]["dateOfPlan"] = "2026-06-22";
        await Gregor.Does("share", typed: plan, at: "draft.open").IsRefused(RefusalKind.Invalid, "before the date for review");
    }

    [Fact]
    public async Task NobodyButTheCompleter_WritesThePlan()
    {
        await TheMeetingIsHeld();
        await Alba.Does("share", at: "draft.open").IsRefused(RefusalKind.Forbidden);
        await Moira.Does("share", at: "draft.open").IsRefused(RefusalKind.Forbidden);
        await Moira.Saves(Plans.Plan(this, Plans.Action("r1", Gregor, s_june30)), await Plan()).IsRefused(RefusalKind.Invalid, "is with Gregor Hume, not with you");
        await using var context = Context();
        context.Documents.Any(d => d.SectionId == "theme2").ShouldBeFalse();
    }

    [Fact]
    public async Task EachMemberConfirmsWithOneClick_AndOnlyThenQualityAssuranceBegins()
    {
        await ThePlanIsShared();
        (await OpenTasks()).Where(t => t.Phase == "asked").Select(t => t.AssigneeId).ShouldBe([Moira.Id, Euan.Id, Catriona.Id, Gregor.Id, Alba.Id], ignoreOrder: true);
        foreach (var who in new[] { Euan, Catriona, Moira, Gregor }) await who.Does("confirm", at: "confirm.asked");
        (await State()).ShouldBe("Group confirmation");
        await Alba.Does("confirm", at: "confirm.asked");
        (await State()).ShouldBe("Quality assurance");
        (await CaseFields())["confirmation"]!["answers"]!.AsArray().Count.ShouldBe(5);
        (await Signatures()).ShouldBeEmpty();
    }

    [Fact]
    public async Task AnAmendment_NeedsWords_AndGoesToCompleterAndLead()
    {
        await ThePlanIsShared();
        await Alba.Does("amend", at: "confirm.asked").IsRefused(RefusalKind.Invalid, "note");
        await Alba.Does("amend", Plans.Note("2.1 was agreed for July."), at: "confirm.asked");

        (await State()).ShouldBe("Drafting");
        var draft = await TaskAt("draft.returned");
        (draft.AssigneeId, draft.Note, draft.SentBy).ShouldBe((Gregor.Id, "2.1 was agreed for July.", Alba.Id));
        foreach (var told in new[] { Gregor, Moira }) (await NoticesTo(told)).ShouldContain(n => n.Template == "pip-amendment");
    }

    [Fact]
    public async Task Silence_IsNotConsent_ButTheLeadMayGoOnAfterTheDate_NotingWhoDidNotAnswer()
    {
        await ThePlanIsShared();
        await TheGroupConfirms(Euan, Catriona, Moira, Gregor);
        await Moira.Does("proceed", at: "confirm.leading").IsRefused(RefusalKind.Conflict, "after");
        await TimePassesTo(London(2026, 5, 26, 18));
        (await State()).ShouldBe("Group confirmation");
        (await Alerts()).ShouldContain(a => a.Template == "pip-confirm-overdue" && a.PersonIds.Contains(Alba.Id) && a.PersonIds.Contains(Moira.Id));
        await Gregor.Does("proceed", at: "confirm.leading").IsRefused(RefusalKind.Forbidden);
        await Moira.Does("proceed", at: "confirm.leading");
        (await State()).ShouldBe("Quality assurance");
        (await CaseFields())["confirmation"]!["unanswered"]!.AsArray().Select(r => r!.ToString()).ShouldBe(["homeOwner"]);
    }

    [Fact]
    public async Task AReturnByOneOfThem_GoesBackToDrafting_AndNothingCanBeDistributed()
    {
        await ItIsInQualityAssurance();
        await Passes(Moira, "lead");
        (await State()).ShouldBe("Quality assurance");
        await Euan.Does("return", Plans.Note("3.2 has no measure"), at: "qa.tactical");

        (await State()).ShouldBe("Drafting");
        (await TaskAt("draft.returned")).Note.ShouldBe("3.2 has no measure");
        (await OpenTasks()).SelectMany(DisputeStoryOffers).ShouldNotContain("distribute");
        await Moira.Forges("distribute", await TaskAt("draft.returned")).IsRefused(RefusalKind.Forbidden);
        foreach (var told in new[] { Gregor, Moira }) (await NoticesTo(told)).ShouldContain(n => n.Template == "pip-qa-returned");

        await Gregor.Does("share", typed: Plans.Plan(this, Plans.Action("r1", Gregor, s_june30, "All staff")), at: "draft.returned");
        await TheGroupConfirms();
        await Passes(Moira, "lead");
        await Passes(Euan, "tactical");
        (await State()).ShouldBe("Quality assurance");
        await Passes(Catriona, "second");
        (await State()).ShouldBe("Finalised");
        (await CaseFields())["version"]!.ToString().ShouldBe("1");
    }

    [Fact]
    public async Task TheHomeManager_CannotPassThePlan_AndAnotherHomesManagerDoesNotKnowOfIt()
    {
        await ItIsInQualityAssurance();
        await Gregor.Does("sign", at: "qa.lead").IsRefused(RefusalKind.Forbidden);
        await Fergus.Does("sign", at: "qa.lead").IsRefused(RefusalKind.NotFound);
        (await Fergus.SeesTheCase()).ShouldBeFalse();
        (await Refusals()).ShouldBe([(Gregor.Id, "Forbidden"), (Fergus.Id, "NotFound")], ignoreOrder: true);
    }

    [Fact]
    public async Task NoneOfTheThree_PassesForAnother_EvenAsCover()
    {
        await ItIsInQualityAssurance();
        await Moira.Does("sign", at: "qa.tactical").IsRefused(RefusalKind.Forbidden);
        await IsAway(Catriona, new DateOnly(2026, 5, 20), new DateOnly(2026, 5, 29), Euan);
        await Euan.Does("sign", at: "qa.second").IsRefused(RefusalKind.Forbidden, "Somebody else has to do this");
    }

    [Fact]
    public async Task WithoutItsChecklist_ThePlanIsNotPassed()
    {
        await ItIsInQualityAssurance();
        await Moira.Does("sign", at: "qa.lead").IsRefused(RefusalKind.Invalid, "or return the plan");
        await Moira.Does("return", at: "qa.lead").IsRefused(RefusalKind.Invalid, "note");
    }

    [Fact]
    public async Task WhatIsPassed_IsLocked_ButProgressGoesOn()
    {
        await ItIsFinalised();
        var row = Plans.Row("r1", ("progress", "Half of the staff have had supervision"), ("action", "Something else"));
        await Gregor.Saves(row, await Plan());
        var action = (await Section("theme2"))["actions"]![0]!;
        action["action"]!.ToString().ShouldBe("Supervise every member of staff (r1)");
        action["progress"]!.AsArray().Single()!["text"]!.ToString().ShouldBe("Half of the staff have had supervision");
    }

    [Fact]
    public async Task ADistributedPlan_IsFollowedToItsReview_AndTheNextVersionIsWrittenAfterIt()
    {
        await ItIsMonitored();
        (await State()).ShouldBe("Monitoring");
        await Moira.Does("meet", at: "monitor.open");
        await Moira.Does("arranged", typed: Plans.Invitation(new DateOnly(2026, 6, 1)), at: "arrange.open");
        await TimePassesTo(London(2026, 6, 1, 11));
        await Moira.Does("held", typed: Plans.Held(Gregor, new DateOnly(2026, 7, 20)), at: "hold.open");
        (await State()).ShouldBe("Drafting");
        var next = Plans.Plan(this, [.. (await Section("theme2"))["actions"]!.AsArray().Select(a => a!.AsObject()), Plans.Action("r2", Alba, new DateOnly(2026, 7, 31))]);
        next["header"]["review"] = "2026-07-20";
        next["header"]["dateOfPlan"] = "2026-05-20";
        await Gregor.Does("share", typed: next, at: "draft.open").IsRefused(RefusalKind.Invalid, "not before the last meeting");
        next["header"]["dateOfPlan"] = "2026-06-01";
        await Gregor.Does("share", typed: next, at: "draft.open");
        await TheGroupConfirms();
        await Passes(Moira, "lead");
        await Passes(Euan, "tactical");
        await Passes(Catriona, "second");
        await Distributes();
        (await CaseFields())["version"]!.ToString().ShouldBe("2");
        (await Action("2.2")).OwnerId.ShouldBe(Alba.Id);
    }

    private static IEnumerable<string> DisputeStoryOffers(Schema.Rows.WorkTaskRow task) => TaskFace.Actions(task).Select(a => a.Key);
}
