using System.Text.Json.Nodes;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Tests.Disputes;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Plans;

/// <summary>Who takes part beside the four who must: every party brings its own people, and the lead may object with a reason (ruling 35).</summary>
public sealed class GroupTests : PlanStory
{
    private const string Senior = "Other senior members of the care home team (i.e. quality improvement officers, regional managers etc.)";

    [Fact]
    public async Task EveryParty_AddsItsOwnRepresentatives()
    {
        await ThePlanIsOpen();
        var (advisor, nurse) = (await Joins("ada-advisor", "advisor"), await Joins("ann-nurse", "communityNurse"));
        await Alba.Saves(Plans.Member(advisor, Senior), await Plan());
        var both = Plans.Member(nurse, "Community Nursing", "r2");
        both["group"]["members"]!.AsArray().Insert(0, (await Members())[0].DeepClone());
        await Euan.Saves(both, await Plan());
        (await Members()).Select(m => m["name"]!.ToString()).ShouldBe(["ada-advisor", "ann-nurse"], ignoreOrder: true);
    }

    [Fact]
    public async Task WhoIsNoParty_AddsNobody()
    {
        await ThePlanIsOpen();
        var advisor = await Joins("ada-advisor", "advisor");
        await Isla.Saves(Plans.Member(advisor, Senior), await Plan()).IsRefused(RefusalKind.Forbidden);
        await Fergus.Saves(Plans.Member(advisor, Senior), await Plan()).IsRefused(RefusalKind.NotFound);
        await Alba.Saves(Plans.Member(advisor, "Somebody"), await Plan()).IsRefused(RefusalKind.Invalid, "choose one of the answers");
    }

    [Fact]
    public async Task AMemberWithoutAName_IsRefused()
    {
        await ThePlanIsOpen();
        var nobody = Plans.Member(await Joins("ada-advisor", "advisor"), Senior);
        nobody["group"]["members"]![0]!["name"] = null;
        await Alba.Saves(nobody, await Plan()).IsRefused(RefusalKind.Invalid, "Enter the name");
    }

    [Fact]
    public async Task OnlyThePartnershipLead_Objects()
    {
        await ThePlanIsOpen();
        var advisor = await Joins("ada-advisor", "advisor");
        await Alba.Saves(Plans.Member(advisor, Senior), await Plan());
        foreach (var who in new[] { Gregor, Euan }) await who.Saves(Plans.Objection("r1", "We do not want her."), await Plan());
        (await Members())[0]["objection"].ShouldBeNull();

        await Moira.Saves(Plans.Objection("r1", "She advised the inspection."), await Plan());
        (await Members())[0]["objection"]!.ToString().ShouldBe("She advised the inspection.");
        await Alba.Saves(Plans.Objection("r1", ""), await Plan());
        await Alba.Saves(new Typed { ["group"] = new JsonObject { ["members"] = new JsonArray() } }, await Plan());
        (await Members()).ShouldHaveSingleItem()["objection"]!.ToString().ShouldBe("She advised the inspection.", "nobody takes it back for her, and nobody takes the row out");
    }

    [Fact]
    public async Task ARepresentativeAddedAfterTheMeeting_IsAskedToConfirm_AndGetsTheVersion()
    {
        await TheMeetingIsHeld();
        var advisor = await Joins("ada-advisor", "advisor");
        await Alba.Saves(Plans.Member(advisor, Senior), await Plan());
        await ThePlanIsShared();
        (await OpenTasks()).Where(t => t.Phase == "asked").Select(t => t.AssigneeId).ShouldContain(advisor.Id);
        (await advisor.SeesTheCase()).ShouldBeTrue();

        await TheGroupConfirms(Euan, Catriona, Moira, Gregor, Alba, advisor);
        await Passes(Moira, "lead");
        await Passes(Euan, "tactical");
        await Passes(Catriona, "second");
        await Moira.Does("distribute", Plans.Recipients(("planningGroup", advisor)));
        (await State()).ShouldBe("Monitoring");
    }

    [Fact]
    public async Task WhomTheLeadObjectsTo_IsNotAskedAndGetsNothing()
    {
        await TheMeetingIsHeld();
        var advisor = await Joins("ada-advisor", "advisor");
        await Alba.Saves(Plans.Member(advisor, Senior), await Plan());
        await Moira.Saves(Plans.Objection("r1", "She advised the inspection."), await Plan());
        await ThePlanIsShared();
        (await OpenTasks()).Where(t => t.Phase == "asked").Select(t => t.AssigneeId).ShouldNotContain(advisor.Id);
        (await advisor.SeesTheCase()).ShouldBeFalse();

        await TheGroupConfirms();
        await Passes(Moira, "lead");
        await Passes(Euan, "tactical");
        await Passes(Catriona, "second");
        await Moira.Does("distribute", Plans.Recipients(("planningGroup", advisor))).IsRefused(RefusalKind.Invalid, "no longer in that group");
    }

    [Fact]
    public async Task WhoTakesPart_IsInvitedToTheReviewMeetingToo()
    {
        await TheMeetingIsHeld();
        var advisor = await Joins("ada-advisor", "advisor");
        await Alba.Saves(Plans.Member(advisor, Senior), await Plan());
        await ThePlanIsShared();
        await TheGroupConfirms(Euan, Catriona, Moira, Gregor, Alba, advisor);
        await Passes(Moira, "lead");
        await Passes(Euan, "tactical");
        await Passes(Catriona, "second");
        await Distributes();
        await Moira.Does("meet", at: "monitor.open");
        await Moira.Does("arranged", typed: Plans.Invitation(new DateOnly(2026, 6, 1)), at: "arrange.open");
        (await NoticesTo(advisor)).ShouldContain(n => n.Template == "pip-meeting");
    }

    private async Task<IReadOnlyList<JsonNode>> Members() => [.. (await Section("group"))["members"]!.AsArray().Select(m => m!)];
}
