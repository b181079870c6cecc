using System.Text.Json.Nodes;
using ReviewFlow.Persistence.Cases;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Reviews;

/// <summary>Both group managers, points for clarification in rounds, and the multi-agency decision beside them.</summary>
public sealed class OversightTests : ReviewStory
{
    [Fact]
    public async Task APoint_GoesInRoundsUntilTheAnswerIsAccepted()
    {
        await ItIsRegistered();
        await Stuart.Does("clarify").IsRefused(RefusalKind.Invalid, "Write at least one point");
        await Asks("Who signed the handover on 3 December?");
        var asked = await TaskAt("answer.open");
        (asked.AssigneeId, asked.DueAt).ShouldBe((Priya.Id, London(2026, 2, 10, 17)));
        asked.Title.ShouldContain("round 1");
        await Priya.Does("complete", at: "answer.open").IsRefused(RefusalKind.Invalid, "Write your answer");
        await Answers("Nobody did; that is the point.");
        (await TaskAt("accept.open")).AssigneeId.ShouldBe(Stuart.Id);
        await AsksAgain("And on 4 December?");
        (await TaskAt("answer.open")).Title.ShouldContain("round 2");
        (await CaseFields())["clarification"]!.ToString().ShouldContain("Round 2");
        await Answers("Nobody did; that is the point.", "The night lead.");
        await Stuart.Does("accept");
        (await OpenAt()).ShouldBe(["look.open", "plan.open", "theme.open"]);
    }

    [Fact]
    public async Task AnUnansweredPoint_IsToldToTheLead_AndAnUnreadAnswerToTheOtherGroupManager()
    {
        await ItIsRegistered();
        await Asks("Who signed the handover?");
        await TimePassesTo(London(2026, 2, 12, 9));
        (await Alerts()).ShouldContain(a => a.Template == "task-overdue" && a.PersonIds.Contains(Harriet.Id));
        await Answers("The night lead.");
        await TimePassesTo(London(2026, 2, 24, 9));
        (await Alerts()).ShouldContain(a => a.PersonIds.Contains(Yasmin.Id) && a.Rung == "rung-1");
    }

    [Fact]
    public async Task ClosingSummary_WhileAPointIsOpen_HasNotBegun()
    {
        await ThePlanIsAgreed((Priya, new DateOnly(2026, 3, 2)));
        await Priya.Does("complete", typed: Reviews.ThemesAndLearning(), at: "theme.open");
        await Yasmin.Does("noPoints");
        await Asks("Who signed the handover?");
        await Completes(Priya, 1);
        (await OpenAt()).ShouldNotContain("closing.open");
        await Harriet.Saves(Reviews.Closing(), (await Steps())[0].Id)
            .IsRefused(RefusalKind.Invalid, "Appendix C: closing summary is locked. First: A point is not answered: “Who signed the handover?”");
        await Answers("The night lead.");
        await Stuart.Does("accept");
        (await OpenAt()).ShouldContain("closing.open");
    }

    [Fact]
    public async Task OtherAgencies_GiveTheOperationalServiceManagerATaskAtOnce_WithoutHoldingUpTheReport()
    {
        await AReviewHasBegun("norman", otherAgencies: true);
        var task = await TaskAt("decide.open");
        (task.AssigneeId, task.DueAt).ShouldBe((Dawn.Id, London(2026, 1, 14, 17)));
        await TimePassesTo(London(2026, 1, 23, 9));
        await Dawn.Does("sign", typed: Decision("Safeguarding adult review referral", rationale: null), at: "decide.open").IsRefused(RefusalKind.Invalid, "rationale");
        await Dawn.Does("sign", typed: Decision("Safeguarding adult review referral", "Two services missed it."), at: "decide.open");
        (await CaseFields())["multiAgency"]!.ToString().ShouldBe("Safeguarding adult review referral: parallel SAR referral 23 January 2026");
        (await NoticesTo(Yasmin)).ShouldContain(n => n.Template == "imr-gate-decided");
        (await NoticesTo(Priya)).ShouldContain(n => n.Template == "imr-gate-decided");
    }

    [Fact]
    public async Task WithoutTheMultiAgencyDecision_ItIsRegisteredWithAWarning_AndNotClosed()
    {
        await ItIsRegistered("norman", otherAgencies: true);
        (await AllTasks()).Single(t => t.ActivityId == "register").Note.ShouldNotBeNull().ShouldContain("Other agencies were involved");
        await Priya.Does("complete", typed: Reviews.Plan((Priya, new DateOnly(2026, 3, 2))), at: "plan.open");
        await Harriet.Does("agree");
        await NothingElseIsOpen();
        await Completes(Priya, 1);
        await Harriet.Does("sign", typed: Reviews.Closing(), at: "closing.open").IsRefused(RefusalKind.Invalid, "has not recorded the multi-agency decision");
        await Dawn.Does("sign", typed: Decision("No further referral", "The ambulance came in time."), at: "decide.open");
        await Harriet.Does("sign", at: "closing.open");
    }

    [Fact]
    public async Task OtherAgenciesAfterAllNoPartOfIt_TheirDecisionIsWithdrawnAtClosing()
    {
        await AReviewHasBegun("norman", otherAgencies: true);
        await TimePassesTo(London(2026, 2, 2, 11));
        var report = Reviews.Report();
        report["reasons"] = new JsonObject { ["otherAgencies"] = "No", ["agencies"] = null };
        await Priya.Does("submit", typed: report, at: "report.open");
        await Takes(Owen, "register.open");
        await Owen.Does("register", typed: Reviews.Registration());
        await Priya.Does("complete", typed: Reviews.Plan((Callum, new DateOnly(2026, 3, 2))), at: "plan.open");
        await Harriet.Does("agree");
        await NothingElseIsOpen();
        await Completes(Callum, 1);
        await Harriet.Does("sign", typed: Reviews.Closing(), at: "closing.open");
        await Takes(Owen, "accept.open");
        await Owen.Does("sign", typed: Reviews.Acceptance(), at: "accept.open");
        (await OpenAt()).ShouldBe(["follow.impact#r1"]);
        (await NoticesTo(Dawn)).ShouldContain(n => n.Template == "task-withdrawn");
        (await NoticesTo(Callum)).ShouldContain(n => n.Template == "imr-closed", "whoever had an action is told too");
    }

    private Disputes.Attempt Asks(string point) => Stuart.Does("clarify", typed: Reviews.Point("r1", point), at: "look.open");

    private async Task AsksAgain(string point)
    {
        var task = await TaskAt("accept.open");
        var typed = Reviews.Point("r1", "Who signed the handover on 3 December?");
        typed["points"]["points"]!.AsArray().Add(new JsonObject { ["id"] = "r2", ["point"] = point });
        await Stuart.Saves(typed, task.InstanceId);
        await Stuart.Does("again");
    }

    private async Task Answers(params string[] answers)
    {
        var task = await TaskAt("answer.open");
        await Priya.Saves(Reviews.Answers(answers), task.InstanceId);
        await Priya.Does("complete", at: "answer.open");
    }

    private static Disputes.Typed Decision(string decision, string? rationale) => new()
    {
        ["decision"] = new JsonObject { ["agencies"] = "Kestrel Ambulance Trust", ["decision"] = decision, ["rationale"] = rationale, ["referralDate"] = decision == "No further referral" ? null : "2026-01-23" },
    };
}
