using System.Text.Json.Nodes;
using ReviewFlow.Persistence.Cases;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Plans;

/// <summary>Meetings: who has to take part, the responsible lead, the date for review, and who decides when views differ.</summary>
public sealed class MeetingTests : PlanStory
{
    private static readonly DateOnly s_meeting = new(2026, 5, 18);

    [Fact]
    public async Task AMeetingWithoutTheOwner_IsNotHeldUntilAReasonIsGiven()
    {
        await TheMeetingIsArranged();
        var held = Plans.Held(Gregor, new DateOnly(2026, 6, 22));
        held["attendance"]["ownerCame"] = "No";
        await Moira.Does("held", typed: held, at: "hold.open").IsRefused(RefusalKind.Invalid, "write the reason, then the meeting can be marked as held");
        (await State()).ShouldBe("Meeting arranged");

        held["attendance"]["ownerAbsence"] = "Apology";
        held["attendance"]["ownerWhy"] = "On leave until 25 May";
        await Moira.Does("held", typed: held, at: "hold.open");
        (await State()).ShouldBe("Drafting");
        (await OfMeeting("attendance"))["ownerWhy"]!.ToString().ShouldBe("On leave until 25 May");
    }

    [Fact]
    public async Task TheNextMeeting_HasTheNextNumber()
    {
        await ItIsMonitored();
        await Moira.Does("meet", at: "monitor.open");
        (await Steps()).Where(s => s.DefinitionId == "pip-meeting").OrderBy(s => s.Number).Select(s => JsonNode.Parse(s.Input!)!["number"]!.GetValue<int>()).ShouldBe([1, 2]);
    }

    [Theory]
    [InlineData("manager")]
    [InlineData("owner")]
    [InlineData("lead")]
    [InlineData("tactical")]
    public async Task EachOfTheFour_HasToHaveComeOrToHaveAReason(string who)
    {
        await TheMeetingIsArranged();
        var held = Plans.Held(Gregor, new DateOnly(2026, 6, 22));
        held["attendance"][$"{who}Came"] = null;
        await Moira.Does("held", typed: held, at: "hold.open").IsRefused(RefusalKind.Invalid, "Choose whether the");
        held["attendance"][$"{who}Came"] = "No";
        await Moira.Does("held", typed: held, at: "hold.open").IsRefused(RefusalKind.Invalid, "write the reason");
    }

    [Fact]
    public async Task WhoRefusesToTakePart_IsRecordedAndToldToTheOversightGroup()
    {
        await TheMeetingIsArranged();
        var held = Plans.Held(Gregor, new DateOnly(2026, 6, 22));
        held["attendance"]["ownerCame"] = "No";
        held["attendance"]["ownerAbsence"] = "Refused to take part";
        held["attendance"]["ownerWhy"] = "Does not accept the inspection";
        await Moira.Does("held", typed: held, at: "hold.open");
        (await State()).ShouldBe("Drafting");
        (await NoticesTo(Isla)).ShouldContain(n => n.Template == "pip-participant-refused");
    }

    [Fact]
    public async Task AReviewOnAScottishBankHoliday_AsksToBeConfirmed()
    {
        await TheMeetingIsArranged();
        var held = Plans.Held(Gregor, new DateOnly(2026, 6, 15));
        await Moira.Does("held", typed: held, at: "hold.open").IsRefused(RefusalKind.Invalid, "bank holiday in Scotland");
        held["agreed"]["reviewConfirmed"] = true;
        await Moira.Does("held", typed: held, at: "hold.open");
        (await CaseFields())["reviewDate"]!.ToString().ShouldBe("2026-06-15");
    }

    [Theory]
    [InlineData("2026-05-18")]
    [InlineData("2026-05-11")]
    public async Task AReviewThatIsNotAfterTheMeeting_IsRefused(string day)
    {
        await TheMeetingIsArranged();
        var held = Plans.Held(Gregor, new DateOnly(2026, 6, 22));
        held["agreed"]["reviewDate"] = day;
        await Moira.Does("held", typed: held, at: "hold.open").IsRefused(RefusalKind.Invalid, "after the date of this meeting");
    }

    [Fact]
    public async Task DifferingViewsAboutTheFrequency_AreDecidedByThePartnershipLead()
    {
        await TheMeetingIsArranged();
        var held = Plans.Held(Gregor, new DateOnly(2026, 6, 22));
        held["agreed"]["views"] = new JsonArray(
            new JsonObject { ["id"] = "r1", ["who"] = "The home", ["weeks"] = "6" }, new JsonObject { ["id"] = "r2", ["who"] = "Tactical lead", ["weeks"] = "3" });
        await Moira.Does("held", typed: held, at: "hold.open").IsRefused(RefusalKind.Invalid, "the partnership lead decides how often to meet");
        held["agreed"]["decidedWeeks"] = "4";
        await Moira.Does("held", typed: held, at: "hold.open");

        var frequency = (await CaseFields())["frequency"]!;
        (frequency["decidedBy"]!.ToString(), frequency["person"]!.ToString(), frequency["weeks"]!.ToString()).ShouldBe(("Partnership Lead", Moira.Id, "4"));
    }

    [Fact]
    public async Task WithoutAResponsibleLead_TheMeetingIsNotHeld()
    {
        await TheMeetingIsArranged();
        var held = Plans.Held(Gregor, new DateOnly(2026, 6, 22));
        held["agreed"]["completer"] = null;
        await Moira.Does("held", typed: held, at: "hold.open").IsRefused(RefusalKind.Invalid, "who creates and updates the plan");
    }

    [Fact]
    public async Task AHeldMeeting_OpensTheDraftForTheCompleterAndTheMinutes()
    {
        await TheMeetingIsHeld();
        (await OpenAt()).ShouldBe(["draft.open", "minutes.open"]);
        var (draft, minutes) = (await TaskAt("draft.open"), await TaskAt("minutes.open"));
        (draft.AssigneeId, draft.DueAt).ShouldBe((Gregor.Id, London(2026, 5, 26, 17)));
        (minutes.AssigneeId, minutes.DueAt).ShouldBe((Moira.Id, London(2026, 5, 26, 17)));
        await Gregor.Does("complete", at: "minutes.open").IsRefused(RefusalKind.Forbidden);
    }

    [Fact]
    public async Task APostponedMeeting_NeedsANoteAndIsArrangedAgain()
    {
        await TheMeetingIsArranged();
        await Moira.Does("postpone", at: "hold.open").IsRefused(RefusalKind.Invalid, "note");
        await Moira.Does("postpone", Plans.Note("The owner is ill."), at: "hold.open");
        (await OpenAt()).ShouldBe(["arrange.open"]);
    }

    [Fact]
    public async Task AMeeting_IsNotArrangedForThePast()
    {
        await ThePlanIsOpen();
        await Moira.Does("arranged", typed: Plans.Invitation(new DateOnly(2026, 5, 4)), at: "arrange.open").IsRefused(RefusalKind.Invalid, "past");
    }

    [Fact]
    public async Task AnotherParticipantWithAnAccount_IsInvitedAndSeesThePlan()
    {
        await ThePlanIsOpen();
        var invitation = Plans.Invitation(s_meeting);
        invitation["invitation"]["others"] = new JsonArray(new JsonObject { ["id"] = "r1", ["name"] = "Rory Tait", ["capacity"] = "Commissioning", ["person"] = Rory.Id });
        await Moira.Does("arranged", typed: invitation, at: "arrange.open");
        (await NoticesTo(Rory)).ShouldContain(n => n.Template == "pip-meeting");
    }

    [Fact]
    public async Task AnOverdueReview_IsToldToTheLeadThenTheTacticalLeadThenTheOversightGroup()
    {
        await ItIsMonitored();
        // Ten working days before 22 June: 15 June is a holiday in Scotland, once.
        await TimePassesTo(London(2026, 6, 5, 8, 59));
        (await OpenAt()).ShouldContain("monitor.open");
        await TimePassesTo(London(2026, 6, 5, 9));
        (await TaskAt("arrange.open")).DueAt.ShouldBe(London(2026, 6, 22, 17));
        (await NoticesTo(Moira)).ShouldContain(n => n.Template == "pip-review-due");

        await TimePassesTo(London(2026, 6, 22, 17, 1));
        Told(await Alerts()).ShouldBe([Moira.Id]);
        await TimePassesTo(London(2026, 6, 23, 17, 1));
        Told(await Alerts()).ShouldBe([Moira.Id, Euan.Id], ignoreOrder: true);
        await TimePassesTo(London(2026, 6, 25, 17, 1));
        Told(await Alerts()).ShouldContain(Isla.Id);
    }

    private static IReadOnlyList<string> Told(IEnumerable<Schema.Rows.AlertRow> alerts) =>
        [.. alerts.Where(a => a.Template == "pip-review-overdue").SelectMany(a => a.PersonIds).Distinct(StringComparer.Ordinal)];

    private async Task TheMeetingIsArranged()
    {
        await ThePlanIsOpen();
        await Moira.Does("arranged", typed: Plans.Invitation(s_meeting), at: "arrange.open");
        await TimePassesTo(London(2026, 5, 18, 11));
    }

    private async Task<JsonObject> OfMeeting(string section)
    {
        await using var context = Context();
        var meeting = (await Steps()).Single(s => s.DefinitionId == "pip-meeting").Id;
        return JsonNode.Parse(context.Documents.Single(d => d.InstanceId == meeting && d.SectionId == section).Content)!.AsObject();
    }
}
