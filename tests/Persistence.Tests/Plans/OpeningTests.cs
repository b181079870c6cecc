using System.Text.Json.Nodes;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Tests.Disputes;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Plans;

/// <summary>What calls for a plan, who opens it, and the one plan that a home has.</summary>
public sealed class OpeningTests : PlanStory
{
    [Fact]
    public async Task WhoeverIsNamedToLead_ArrangesTheFirstMeeting_NotWhoeverIsFirstInThePost()
    {
        await ThePlanIsOpen(lead: Rory);
        (await TaskAt("arrange.open")).AssigneeId.ShouldBe(Rory.Id);
    }

    [Fact]
    public async Task AWeakGrade_Confirmed_OpensRouteBWithTheFirstMeetingIn10ScottishWorkingDays()
    {
        await ThePlanIsOpen();

        (await State()).ShouldBe("Lead assigned");
        (await Case()).Reference.ShouldBe("PIP-2026-0001");
        var task = await TaskAt("arrange.open");
        (task.AssigneeId, task.DueAt).ShouldBe((Moira.Id, London(2026, 5, 19, 17)));
        foreach (var told in new[] { Moira, Gregor, Alba }) (await NoticesTo(told)).ShouldContain(n => n.Template == "pip-lead-assigned");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task AGradeBelow3_OnlyProposes_UntilATacticalLeadConfirms(int grade)
    {
        await ATriggerIsRecorded(Plans.Inspection(grade));

        (await State()).ShouldBe("Triggered");
        (await Case()).Reference.ShouldBeNull();
        (await CaseFields())["suggestion"]!.ToString().ShouldContain("Route B");
        var task = await TaskAt("decide.open");
        task.CandidateIds.ShouldBe([Catriona.Id, Euan.Id], ignoreOrder: true);
        task.DueAt.ShouldBe(London(2026, 5, 7, 17));
        await Gregor.Applies((key, actor) => new StartTask(key, actor, task.Id)).IsRefused(RefusalKind.Forbidden);
    }

    [Fact]
    public async Task Grade3Only_OpensNothingAndSuggestsTheHomesOwnPlan()
    {
        await ATriggerIsRecorded(Plans.Inspection(3));

        (await State()).ShouldBe("In-house plan suggested");
        (await CaseFields())["suggestion"]!.ToString().ShouldContain("Route A");
        (await Case()).Reference.ShouldBeNull();
        (await OpenTasks()).ShouldBeEmpty();
        (await NoticesTo(Gregor)).ShouldContain(n => n.Template == "pip-in-house-suggested");
    }

    [Theory]
    [InlineData("lsi")]
    [InlineData("assuranceVisit")]
    [InlineData("complaint")]
    [InlineData("locality")]
    [InlineData("contractMonitoring")]
    [InlineData("other")]
    public async Task EveryOtherTrigger_ProposesAPartnershipPlan(string kind)
    {
        await ATriggerIsRecorded(Plans.Trigger(kind));
        (await OpenAt()).ShouldBe(["decide.open"]);
    }

    [Fact]
    public async Task AnInspection_WithoutGrades_IsRefused()
    {
        await ItIs(London(2026, 5, 5, 9));
        await Euan.Opens("pip", "thistlebank-house");
        var trigger = Plans.Inspection(2);
        trigger["trigger"]["grades"] = new JsonArray();
        await Euan.Does("complete", typed: trigger, at: "record.open").IsRefused(RefusalKind.Invalid, "Add the grades that were given");
        trigger["trigger"]["inspectionDate"] = "2026-05-06";
        await Euan.Does("complete", typed: trigger, at: "record.open").IsRefused(RefusalKind.Invalid, "future");
    }

    [Fact]
    public async Task AHomeWithAnOpenPlan_GetsNoSecond_ButTheTriggerIsAddedToIt()
    {
        await ThePlanIsOpen();
        var first = CaseId;
        await ATriggerIsRecorded(Plans.Trigger("complaint"));
        await Takes(Catriona, "decide.open");
        await Catriona.Does("open", typed: Plans.Opening(Moira, Euan), at: "decide.open").IsRefused(RefusalKind.Conflict, "PIP-2026-0001");
        await Catriona.Does("add", at: "decide.open");

        (await State()).ShouldBe("Added to the home’s plan");
        await TimePassesTo(London(2026, 5, 5, 10));
        CaseId = first;
        (await CaseFields())["triggers"]!.AsArray().Select(t => t!.ToString()).ShouldBe(["inspection", "complaint"]);
        (await NoticesTo(Moira)).ShouldContain(n => n.Template == "pip-trigger-added");
    }

    [Fact]
    public async Task AddingATrigger_WithoutAnOpenPlan_IsRefused()
    {
        await ATriggerIsRecorded(Plans.Trigger("complaint"));
        await Takes(Euan, "decide.open");
        await Euan.Does("add", at: "decide.open").IsRefused(RefusalKind.Conflict, "no open plan");
    }

    [Fact]
    public async Task TwoTriggersConfirmedAtOnce_OpenOnePlan()
    {
        await ATriggerIsRecorded(Plans.Trigger("complaint"));
        await Takes(Euan, "decide.open");
        var one = (CaseId, Task: await TaskAt("decide.open"));
        await ATriggerIsRecorded(Plans.Trigger("lsi"));
        await Takes(Catriona, "decide.open");
        var two = (CaseId, Task: await TaskAt("decide.open"));

        var outcomes = await Task.WhenAll(
            OpensAsync(Euan, one.Task.Id, one.Task.Revision, await InstanceOf(one.CaseId)),
            OpensAsync(Catriona, two.Task.Id, two.Task.Revision, await InstanceOf(two.CaseId)));
        outcomes.OfType<CaseOutcome.Done>().ShouldHaveSingleItem();
        outcomes.OfType<CaseOutcome.Refused>().ShouldHaveSingleItem().Message.ShouldContain("only one may be open");
    }

    [Fact]
    public async Task ALeadWhoIsTheOnlyTacticalLead_NeedsASecondPerson()
    {
        await ATriggerIsRecorded(Plans.Inspection(2));
        await Takes(Euan, "decide.open");
        await Euan.Does("open", typed: Plans.Opening(Euan, Euan), at: "decide.open").IsRefused(RefusalKind.Invalid, "a second person has to check the plan");
        await Euan.Does("open", typed: Plans.Opening(Euan, Euan, Catriona), at: "decide.open");
    }

    [Fact]
    public async Task RouteA_IsTheHomesOwn_UntilItIsShared()
    {
        await BeginsInHouse();
        (await State()).ShouldBe("In-house");
        (await Una.SeesTheCase()).ShouldBeTrue();
        (await Euan.SeesTheCase()).ShouldBeTrue();
        (await Moira.SeesTheCase()).ShouldBeFalse();
        (await Isla.SeesTheCase()).ShouldBeFalse();
        (await Gregor.SeesTheCase()).ShouldBeFalse();

        await Una.Does("share", at: "keep.open");
        (await Isla.SeesTheCase()).ShouldBeTrue();
        (await Gregor.SeesTheCase()).ShouldBeFalse();
    }

    [Fact]
    public async Task RouteA_BecomesAPartnershipPlanUnderTheSameReference()
    {
        await BeginsInHouse();
        var reference = (await Case()).Reference;
        await Una.Does("partnership", Plans.Note("We need help with staffing."), at: "keep.open");
        (await State()).ShouldBe("Triggered");
        await Takes(Euan, "decide.open");
        var opening = Plans.Opening(Moira, Euan);
        opening["trigger"] = Plans.Trigger("locality")["trigger"];
        await Euan.Does("open", typed: opening, at: "decide.open");
        ((await State()), (await Case()).Reference).ShouldBe(("Lead assigned", reference));
        (await Moira.SeesTheCase()).ShouldBeTrue();
        (await CaseFields())["triggers"]!.AsArray().Select(t => t!.ToString()).ShouldBe(["locality"]);
    }

    [Fact]
    public async Task ARouteAPlan_IsBegunByTheHomeForItselfAlone()
    {
        await ItIs(London(2026, 5, 5, 9));
        await Gregor.Applies((key, actor) => new OpenCase(key, actor, "pip", "thistlebank-house")).IsRefused(RefusalKind.Forbidden);
        await Moira.Applies((key, actor) => new OpenCase(key, actor, "pip", "thistlebank-house", new JsonObject { ["route"] = "A" })).IsRefused(RefusalKind.Forbidden);
        await Gregor.Applies((key, actor) => new OpenCase(key, actor, "pip", "rowanlea-respite", new JsonObject { ["route"] = "A" })).IsRefused(RefusalKind.Forbidden);
        await Rory.Applies((key, actor) => new OpenCase(key, actor, "pip", "thistlebank-house")).IsRefused(RefusalKind.Forbidden, "cannot start this here");
        await Gregor.Applies((key, actor) => new OpenCase(key, actor, "pip", "thistlebank-house", new JsonObject { ["route"] = "A" }));
    }

    private async Task BeginsInHouse()
    {
        await ItIs(London(2026, 5, 5, 9));
        CaseId = (await Una.Applies((key, actor) => new OpenCase(key, actor, "pip", "rowanlea-respite", new JsonObject { ["route"] = "A" }))).CaseId;
    }

    private async Task<string> InstanceOf(string caseId)
    {
        CaseId = caseId;
        return await Plan();
    }

    private async Task<CaseOutcome> OpensAsync(Colleague who, string task, int revision, string instance)
    {
        await Task.Yield();
        instance.ShouldNotBeEmpty();
        return await Cases.ApplyAsync(new ActOnTask(Guid.NewGuid().ToString("N"), new(who.Id), task, revision, "open", null, [new SectionSave("opening", 0, Plans.Opening(Moira, Euan, Catriona)["opening"])]));
    }
}
