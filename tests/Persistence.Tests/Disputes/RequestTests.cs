using ReviewFlow.Persistence.Cases;
using ReviewFlow.Workflows.Work;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Disputes;

/// <summary>Requests that are late, come back, are extended or never answered (rulings 2, 3, 4 and 16; AC-X-03).</summary>
public sealed class RequestTests : DisputeStory
{
    private static readonly DateOnly s_friday = new(2026, 3, 27);

    [Theory]
    [InlineData(2026, 3, 26, 2026, 4, 2, 16)]
    [InlineData(2026, 10, 22, 2026, 10, 29, 17)]
    public async Task ClockChange_BetweenSendingAndDue_StaysAtFiveLocalTime(int year, int month, int day, int dueYear, int dueMonth, int dueDay, int utcHour)
    {
        var today = new DateOnly(year, month, day);
        await ItIs(London(year, month, day, 9));
        await Nadia.RaisesAConcernAbout("robin", today);
        await Nadia.TakesItToStage(1, Sian, today);
        await TimePassesTo(London(year, month, day, 16, 45));
        await Nadia.SendsTheStageTo(Sian, today);

        var due = (await TaskWith("remind")).DueAt;
        due.ShouldBe(London(dueYear, dueMonth, dueDay, 17));
        due.ShouldBe(new DateTimeOffset(dueYear, dueMonth, dueDay, utcHour, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task OnTheDueDay_NobodyAnswers_CallsTheHolderAloneThenTellsOthersNextMorning()
    {
        await StageOneIsSent();
        await TimePassesTo(London(2026, 4, 8, 12));
        (await NoticesTo(Sian)).ShouldContain(n => n.Template == "drp-last-call" && n.CreatedAt == London(2026, 4, 8, 12));
        (await NoticesTo(Nadia)).ShouldNotContain(n => n.Template == "drp-last-call");
        (await Alerts()).ShouldBeEmpty();

        await TimePassesTo(London(2026, 4, 8, 17));
        await using var context = Context();
        context.Mails.Where(m => m.CaseId == CaseId && m.CreatedAt == London(2026, 4, 8, 17)).Select(m => m.NotBefore).Distinct()
            .ShouldBe([London(2026, 4, 9, 9)]);
    }

    [Fact]
    public async Task AnUnacknowledgedMiss_OneWorkingDayLater_ClimbsOneRungOnce()
    {
        await StageOneIsSent();
        await TimePassesTo(London(2026, 4, 17, 18));

        (await Alerts()).Select(a => (a.RaisedAt, Ruth: a.PersonIds.Contains(Ruth.Id))).ShouldBe([(London(2026, 4, 8, 17), false), (London(2026, 4, 9, 17), true)]);
    }

    [Fact]
    public async Task AReturn_OnTheDueDay_AlertsIroAndIroManagerAndGivesTheResponderADay()
    {
        await StageOneIsSent();
        await TimePassesTo(London(2026, 4, 8, 10));
        await Sian.Returns("Please name the dates that were missed.");
        await TimePassesTo(London(2026, 4, 8, 17));
        (await Alerts()).ShouldHaveSingleItem().PersonIds.ShouldBe([Nadia.Id, Grace.Id], ignoreOrder: true);

        await TimePassesTo(London(2026, 4, 9, 10));
        await Nadia.SendsAgain();
        await TimePassesTo(London(2026, 4, 10, 16, 59));
        (await Alerts()).ShouldNotContain(a => a.PersonIds.Contains(Sian.Id));
        await TimePassesTo(London(2026, 4, 10, 17));
        (await Alerts()).ShouldContain(a => a.PersonIds.Contains(Sian.Id) && a.PersonIds.Contains(Marcus.Id));
    }

    [Fact]
    public async Task AReturn_ByTheManager_KeepsTheClockRunning()
    {
        await StageOneIsSent();
        await TimePassesTo(London(2026, 4, 1, 10));
        await Sian.Returns("Please name the dates that were missed.");
        await TimePassesTo(London(2026, 4, 2, 10));
        await Nadia.SendsAgain();
        (await OpenTasks()).ShouldAllBe(t => t.DueAt == London(2026, 4, 8, 17));
    }

    [Fact]
    public async Task AnExtension_AfterTheMiss_SetsANewDateAndKeepsTheOldOneAndTheMiss()
    {
        await StageOneIsSent();
        await TimePassesTo(London(2026, 4, 9, 10));
        var mine = await TaskWith("recordNoResponse");
        await Nadia.Applies((key, actor) => new ExtendClock(key, actor, mine.Id, mine.Revision, new DateOnly(2026, 4, 15), "")).IsRefused(RefusalKind.Invalid, "reason");
        await Nadia.Applies((key, actor) => new ExtendClock(key, actor, mine.Id, mine.Revision, new DateOnly(2026, 4, 15), "Sian was ill."));

        (await OpenTasks()).ShouldAllBe(t => t.DueAt == London(2026, 4, 15, 17) && t.FirstDueAt == London(2026, 4, 8, 17));
        (await Alerts()).ShouldContain(a => a.RaisedAt == London(2026, 4, 8, 17));
        (await Timeline()).ShouldContain(e => e.Kind == "extended" && e.Text.Contains("Sian was ill."));
        await Nadia.RecordsNoResponse().IsRefused(RefusalKind.Invalid, "serious");
    }

    [Theory]
    [InlineData(2026, 3, 31, 2026, 3, 31)]
    [InlineData(2026, 5, 1, 2026, 4, 7)]
    public async Task ReplyBy_OfTheQap_IsTheEarlierOfReviewDateAndFiveWorkingDays(int year, int month, int day, int dueYear, int dueMonth, int dueDay)
    {
        await ItIs(London(2026, 3, 27, 10));
        await Nadia.RaisesAConcernAbout("robin", s_friday);
        await Nadia.WritesIssues(new DateOnly(year, month, day), "Contact");
        await Nadia.SendsTheRequestTo(Sian);

        (await TaskWith("remind")).DueAt.ShouldBe(London(dueYear, dueMonth, dueDay, 17));
    }

    [Fact]
    public async Task ASilentManager_AfterTheReplyByDate_LetsTheIroGoOnToAnyStage()
    {
        await ItIs(London(2026, 3, 27, 10));
        await Nadia.RaisesAConcernAbout("robin", s_friday);
        await Nadia.WritesIssues(new DateOnly(2026, 5, 1), "Contact");
        await Nadia.SendsTheRequestTo(Sian);
        await TimePassesTo(London(2026, 4, 7, 16, 59));
        await Nadia.RecordsNoResponse().IsRefused(RefusalKind.Invalid, "serious");
        await TimePassesTo(London(2026, 4, 7, 17));
        await Nadia.RecordsNoResponse();
        await Nadia.DecidesAndSigns("Proceed to dispute resolution", "Not resolved");

        Offers(await TaskWith("stage1")).ShouldBe(["qapComplete", "reviewTargets", "stage1", "stage2", "stage3", "stage4", "withdraw"]);
        (await Sian.OwnWork()).ShouldBeEmpty();
    }

    [Fact]
    public async Task NoResponse_AtOnceBecauseOfSeverity_NeedsTheReason()
    {
        await ItIs(London(2026, 3, 27, 10));
        await Nadia.RaisesAConcernAbout("robin", s_friday);
        await Nadia.WritesIssues(new DateOnly(2026, 5, 1), "The placement ends tonight");
        await Nadia.SendsTheRequestTo(Sian);
        await Nadia.RecordsNoResponse().IsRefused(RefusalKind.Invalid, "serious");
        await Nadia.RecordsNoResponse("He would lose his home tonight.");

        (await Nadia.InboxRow())!.State.Kind.ShouldNotBe(WorkStateKind.Waiting);
        (await AuditPayloads()).ShouldContain(p => p.Contains("lose his home"));
    }
}
