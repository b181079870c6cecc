using ReviewFlow.Persistence.Cases;
using ReviewFlow.Workflows.Actions;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Reviews;

/// <summary>A review from the first page to its closing, and what holds it back on the way.</summary>
public sealed class LifecycleTests : ReviewStory
{
    [Fact]
    public async Task AReport_Submitted_LiesWithTheQualityTeamForTwoDaysWithoutAReference()
    {
        await TheReportIsSubmitted();

        (await State()).ShouldBe("Submitted");
        var task = await TaskAt("register.open");
        task.CandidateIds.ShouldBe([Mel.Id, Owen.Id], ignoreOrder: true);
        task.DueAt.ShouldBe(London(2026, 2, 4, 17));
        (await Case()).Reference.ShouldBeNull();
    }

    [Fact]
    public async Task AReport_WithSection6Blank_IsRefusedAndNothingIsSent()
    {
        await AReviewHasBegun();
        await Priya.Does("submit", typed: Reviews.Report(learning: null)).IsRefused(RefusalKind.Invalid, "6. Observations of best practice, learning and development");

        (await State()).ShouldBe("Draft");
        (await OpenAt()).ShouldBe(["report.open"]);
        (await NoticesTo(Owen)).ShouldBeEmpty();
    }

    [Fact]
    public async Task AnExtendedPeriod_WithoutChronology_IsRefusedUntilItIsThereOrItsAbsenceIsConfirmed()
    {
        await AReviewHasBegun();
        await Priya.Does("submit", typed: Reviews.Report(events: 0)).IsRefused(RefusalKind.Invalid, "chronology (Appendix B) is needed");
        var shorter = Reviews.Report(extended: "No", events: 0);
        await Priya.Does("submit", typed: shorter).IsRefused(RefusalKind.Invalid, "Confirm that no chronology is needed");
        shorter["period"]["shortConfirmed"] = true;
        await Priya.Does("submit", typed: shorter);

        (await State()).ShouldBe("Submitted");
        (await AuditPayloads()).ShouldContain(p => p.Contains("shortConfirmed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TwoOfficers_RegisteringAtOnce_IssueOneReference()
    {
        await TheReportIsSubmitted();
        await TimePassesTo(London(2026, 2, 3, 10, 5));
        var task = await TaskAt("register.open");
        var claims = await Task.WhenAll(new[] { Owen, Mel }.Select(async who => await Cases.ApplyAsync(new StartTask(Guid.NewGuid().ToString("N"), new(who.Id), task.Id))));
        claims.OfType<CaseOutcome.Done>().ShouldHaveSingleItem();
        claims.OfType<CaseOutcome.Refused>().ShouldHaveSingleItem().Message.ShouldContain("is with");
        var (first, second) = (await TaskAt("register.open")).AssigneeId == Owen.Id ? (Owen, Mel) : (Mel, Owen);
        await first.Does("register", typed: Reviews.Registration());

        await second.Forges("register", task).IsRefused(RefusalKind.Conflict, "finished this");
        (await Case()).Reference.ShouldBe("IMR-2026-0001");
        (await Steps())[0].Reference.ShouldBe("IMR-2026-0001");
        (await NoticesTo(Priya)).ShouldContain(n => n.Template == "imr-registered");
        (await TaskAt("theme.open")).DueAt.ShouldBe(London(2026, 2, 10, 17));
    }

    [Fact]
    public async Task Registration_OpensBothOversightsThePlanAndTheThemesAtOnce()
    {
        await ItIsRegistered();

        (await OpenAt()).ShouldBe(["look.open", "look.open", "plan.open", "theme.open"]);
        (await OpenTasks()).Where(t => t.ActivityId == "look").Select(t => t.AssigneeId).ShouldBe([Stuart.Id, Yasmin.Id], ignoreOrder: true);
        (await State()).ShouldBe("Registered");
        await Priya.Does("complete", typed: Reviews.ThemesAndLearning(), at: "theme.open");
        (await State()).ShouldBe("Open");
    }

    [Fact]
    public async Task AnIncompleteReport_Returned_ComesBackWithTheNoteAndIsSubmittedAgain()
    {
        await TheReportIsSubmitted();
        await Takes(Mel, "register.open");
        await Mel.Does("return").IsRefused(RefusalKind.Invalid, "note");
        await Mel.Does("return", Note("Section 3 names nobody of the day team."));

        (await State()).ShouldBe("Returned");
        var task = await TaskAt("report.returned");
        (task.AssigneeId, task.Note).ShouldBe((Priya.Id, "Section 3 names nobody of the day team."));
        await Priya.Does("submit");
        (await State()).ShouldBe("Submitted");
        (await Case()).Reference.ShouldBeNull();
    }

    [Fact]
    public async Task AWholeReview_Closed_SharesItsLearningAndTellsEverybody()
    {
        await ItIsClosed();

        (await State()).ShouldBe("Closed");
        (await CaseFields())["learningShared"]!.ToString().ShouldBe("2026-03-12");
        foreach (var who in new[] { Priya, Dawn, Harriet, Stuart, Yasmin })
            (await NoticesTo(who)).ShouldContain(n => n.Template == "imr-closed");
        (await Signatures()).Select(s => s.SignerId).ShouldBe([Harriet.Id, Owen.Id]);
        (await Actions()).ShouldAllBe(a => a.State == ActionState.Complete);
        (await OpenAt()).ShouldBe(["follow.impact#r1", "follow.impact#r2"]);
    }

    [Fact]
    public async Task AReview_ThatHasBegun_IsToldToTheServiceManagerAndTheLead_AndItsReportIsDueFromTheFirstDay()
    {
        await ItIs(London(2026, 1, 12, 9));
        await Priya.Opens("imr", "larch-house");
        await TimePassesTo(London(2026, 1, 15, 9));
        await Priya.Does("complete", typed: Reviews.Page1(false));

        foreach (var who in new[] { Dawn, Harriet }) (await NoticesTo(who)).ShouldContain(n => n.Template == "imr-begun");
        (await TaskAt("report.open")).DueAt.ShouldBe(London(2026, 2, 9, 17));
        await TimePassesTo(London(2026, 2, 2, 9, 30));
        (await NoticesTo(Priya)).ShouldContain(n => n.Template == "imr-report-due", "after fifteen of the twenty working days");
        (await Alerts()).ShouldBeEmpty();
    }

    [Fact]
    public async Task AReturnedReport_KeepsItsDate_AndHasAtLeastOneWorkingDay()
    {
        await TheReportIsSubmitted();
        await Takes(Mel, "register.open");
        await Mel.Does("return", Note("Section 3 names nobody of the day team."));
        (await TaskAt("report.returned")).DueAt.ShouldBe(London(2026, 2, 9, 17), "a return gives no more time");
        (await NoticesTo(Priya)).ShouldContain(n => n.Template == "imr-returned");
        await TimePassesTo(London(2026, 2, 10, 9));
        await Priya.Does("submit");
        await Takes(Mel, "register.open");
        await Mel.Does("return", Note("Section 4 says too little."));
        (await TaskAt("report.returned")).DueAt.ShouldBe(London(2026, 2, 11, 17));
    }

    [Fact]
    public async Task ThemesHandedInWithTheReport_AreNotAskedForAgain()
    {
        await AReviewHasBegun();
        await TimePassesTo(London(2026, 2, 2, 11));
        var report = Reviews.Report();
        report["themes"] = new System.Text.Json.Nodes.JsonObject { ["complete"] = true };
        await Priya.Does("submit", typed: report).IsRefused(RefusalKind.Invalid, "Choose at least one theme");
        var themes = Reviews.ThemesAndLearning();
        themes["themes"]["complete"] = true;
        await Priya.Saves(themes, (await Steps())[0].Id);
        await Priya.Does("submit");
        await Takes(Owen, "register.open");
        await Owen.Does("register", typed: Reviews.Registration());
        (await OpenAt()).ShouldBe(["look.open", "look.open", "plan.open"]);
        (await State()).ShouldBe("Open");
    }

    [Fact]
    public async Task TheQualityTeam_GivesTheThemesWhenItRegisters_AndIsToldWhenTheFormIsComplete()
    {
        await TheReportIsSubmitted();
        await Takes(Owen, "register.open");
        var typed = Reviews.Registration();
        typed["themes"] = new System.Text.Json.Nodes.JsonObject { ["themes"] = new System.Text.Json.Nodes.JsonArray("recording") };
        await Owen.Does("register", typed: typed);
        (await InTheReview("themes"))["themes"]!.AsArray().Single()!.ToString().ShouldBe("recording");
        await Priya.Saves(Reviews.ThemesAndLearning(), (await Steps())[0].Id);
        await Priya.Does("complete", at: "theme.open");
        (await NoticesTo(Mel)).ShouldContain(n => n.Template == "imr-themes-given");
    }

    [Fact]
    public async Task Withdrawing_NeedsANoteAndEndsIt()
    {
        await AReviewHasBegun();
        await Priya.Does("withdraw").IsRefused(RefusalKind.Invalid, "note");
        await Priya.Does("withdraw", Note("Entered twice."));
        (await State()).ShouldBe("Withdrawn");
        (await OpenTasks()).ShouldBeEmpty();
    }

    private static System.Text.Json.Nodes.JsonObject Note(string note) => new() { ["note"] = note };
}
