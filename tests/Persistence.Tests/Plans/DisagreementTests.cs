using System.Text.Json.Nodes;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Tests.Disputes;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Plans;

/// <summary>A difference of opinion: talked through first, then the oversight group, and the Care Inspectorate only by its decision.</summary>
public sealed class DisagreementTests : PlanStory
{
    [Fact]
    public async Task Escalating_WithoutARecordedConversation_IsRefused_AndWithOneTheChairGetsIt()
    {
        await TheHomeRejects21();
        (await State()).ShouldBe("Disagreement");
        await Gregor.Does("chog", at: "talkRaiser.open").IsRefused(RefusalKind.Invalid, "Record the conversation first");
        await Moira.Does("chog", at: "talkLead.open").IsRefused(RefusalKind.Invalid, "Record the conversation first");
        await Gregor.Does("chog", typed: TheConversation(), at: "talkRaiser.open");

        (await State()).ShouldBe("Escalated to CHOG");
        var task = await TaskAt("chog.open");
        (task.AssigneeId, task.DueAt).ShouldBe((Isla.Id, London(2026, 6, 4, 17)));
        (await NoticesTo(Isla)).ShouldContain(n => n.Template == "pip-chog");
    }

    [Fact]
    public async Task StraightToTheCareInspectorate_IsRefusedToEverybody_SayingWhatGoesDirect()
    {
        await TheHomeRejects21();
        foreach (var (who, at) in new[] { (Gregor, "talkRaiser.open"), (Moira, "talkLead.open") })
        {
            var refused = await who.Does("inspectorate", typed: TheConversation(), at: at).IsRefused(RefusalKind.Forbidden, "Care Home Oversight Group first");
            refused.Message.ShouldContain("Notifications, adult protection referrals and whistle-blowing");
            refused.Message.ShouldContain("01632 960");
        }

        (await State()).ShouldBe("Disagreement");
    }

    [Fact]
    public async Task ChogConfirmsOnward_AndOnlyThenTheCareInspectorateIsTold()
    {
        await TheHomeRejects21();
        await Gregor.Does("chog", typed: TheConversation(), at: "talkRaiser.open");
        await Moira.Does("sign", at: "chog.open").IsRefused(RefusalKind.Forbidden);
        await Isla.Does("sign", at: "chog.open").IsRefused(RefusalKind.Invalid, "what the group decides");
        await Isla.Does("sign", typed: Decision(), at: "chog.open");
        (await State()).ShouldBe("Escalated to the Care Inspectorate");
        (await Signatures())[^1].SignerId.ShouldBe(Isla.Id);
        await Moira.Does("complete", typed: new Typed { ["inspectorate"] = new JsonObject { ["on"] = "2026-05-20", ["outcome"] = "The plan stands." } }, at: "outcome.open");
        (await State()).ShouldBe("Monitoring");
    }

    [Fact]
    public async Task ChogMayResolveItItself()
    {
        await TheHomeRejects21();
        await Moira.Does("chog", typed: TheConversation(), at: "talkLead.open");
        await Isla.Does("resolved", typed: Decision(), at: "chog.open");
        (await State()).ShouldBe("Monitoring");
        (await NoticesTo(Gregor)).ShouldContain(n => n.Template == "pip-disagreement-settled");
    }

    [Fact]
    public async Task AGoodConversation_SettlesIt()
    {
        await TheHomeRejects21();
        await Moira.Does("resolved", at: "talkLead.open").IsRefused(RefusalKind.Invalid, "Record the conversation first");
        await Moira.Does("resolved", typed: TheConversation(), at: "talkLead.open");
        (await State()).ShouldBe("Monitoring");
        (await OpenAt()).ShouldNotContain("talkRaiser.open");
    }

    [Fact]
    public async Task OnlyAPartyRaisesIt_AndOneAtATime()
    {
        await ItIsMonitored();
        await Isla.Applies(Raises).IsRefused(RefusalKind.Forbidden);
        await Rory.Applies(Raises).IsRefused(RefusalKind.Forbidden);
        await Fergus.Applies(Raises).IsRefused(RefusalKind.NotFound);
        await Alba.Applies(Raises);
        await Gregor.Applies(Raises).IsRefused(RefusalKind.Conflict, "open already");
        await Gregor.Applies((key, actor) => new BeginStep(key, actor, CaseId, "pip-conclusion")).IsRefused(RefusalKind.Invalid);
    }

    [Fact]
    public async Task ADifferenceDuringTheGroupsConfirmation_LeavesThePlanWhereItIs()
    {
        await ThePlanIsShared();
        await Gregor.Applies(Raises);
        await Gregor.Does("raise", typed: Difference(), at: "raise.open");
        (await State()).ShouldBe("Disagreement");
        await Moira.Does("resolved", typed: TheConversation(), at: "talkLead.open");
        (await State()).ShouldBe("Group confirmation");
    }

    private async Task TheHomeRejects21()
    {
        await ItIsMonitored();
        await Gregor.Applies(Raises);
        await Gregor.Does("raise", at: "raise.open").IsRefused(RefusalKind.Invalid, "what you do not agree with");
        await Gregor.Does("raise", typed: Difference(), at: "raise.open");
    }

    private CaseCommand Raises(string key, Workflows.Access.Actor actor) => new BeginStep(key, actor, CaseId, "pip-disagreement");

    private static Typed Difference() => new() { ["difference"] = new JsonObject { ["about"] = "One action", ["action"] = "2.1", ["what"] = "It was not agreed at the meeting." } };

    private static Typed TheConversation() => new()
    {
        ["discussion"] = new JsonObject { ["heldOn"] = "2026-05-20", ["who"] = "Gregor, Alba and Moira", ["said"] = "The home sees no need.", ["outcome"] = "Views differ." },
    };

    private static Typed Decision() => new() { ["decision"] = new JsonObject { ["decision"] = "The group has heard both sides." } };
}
