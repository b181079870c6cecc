using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Lists;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Work;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Disputes;

/// <summary>What is to begin on a later day lies under Future with its date, and can be opened earlier (WD-12; domain 5c "Scheduling").</summary>
public sealed class ScheduledTests : DisputeStory
{
    private static readonly DateOnly s_friday = new(2026, 3, 27);

    [Fact]
    public async Task AReviewOfTargets_ForALaterDay_LiesUnderFutureAndArrivesOnItsDay()
    {
        await AReviewIsScheduled();
        var row = (await Nadia.InboxRow()).ShouldNotBeNull();
        row.ShouldSatisfyAllConditions(
            r => r.Folder.ShouldBe(InboxFolder.Future),
            r => r.Item.ScheduledFor.ShouldBe(new DateOnly(2026, 4, 17)),
            r => r.Item.Title.ShouldBe("Review of the QAP targets"),
            r => r.Item.DueAt.ShouldBeNull("it begins on that day and is due later"),
            r => r.State.Words.ShouldBe("Scheduled: begins Fri 17 Apr 2026, or when you open it"),
            r => r.SubjectName.ShouldBe("Robin Fairweather-Test"));
        (await Inbox.CountsAsync(new Actor(Nadia.Id))).ShouldSatisfyAllConditions(c => c.Future.ShouldBe(1), c => c.Current.ShouldBe(0));

        await TimePassesTo(London(2026, 4, 15, 9));
        (await NoticesTo(Nadia)).ShouldContain(n => n.Template == "scheduled-soon");
        await TimePassesTo(London(2026, 4, 17, 9));
        (await Nadia.InboxRow()).ShouldNotBeNull().ShouldSatisfyAllConditions(r => r.Folder.ShouldBe(InboxFolder.IncomingWork), r => r.Process.ShouldBe("Quality assurance process"));
    }

    [Fact]
    public async Task AReviewOfTargets_OpenedEarly_BeginsAtOnceAndOnce()
    {
        await AReviewIsScheduled();
        await Sian.OpensEarly().IsRefused(RefusalKind.Forbidden);
        var task = await TaskWith("openNow");
        await Nadia.Applies((key, actor) => new ExtendClock(key, actor, task.Id, task.Revision, new DateOnly(2026, 5, 1), "Later.")).IsRefused(RefusalKind.Invalid, "no date to move");
        await Nadia.OpensEarly();
        (await Steps()).Count.ShouldBe(3);
        (await Timeline()).ShouldContain(e => e.Kind == "opened-early");

        await TimePassesTo(London(2026, 4, 20, 9));
        (await Steps()).Count.ShouldBe(3);
        (await Nadia.OwnWork()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task AStage_ForALaterDay_IsOpenedByTheIroWhoWaitsNoLonger()
    {
        await ItIs(London(2026, 3, 27, 10));
        await Nadia.RaisesAConcernAbout("robin", s_friday);
        await Nadia.WritesIssues(new DateOnly(2026, 4, 10), "Contact");
        await Nadia.SendsTheRequestTo(Sian);
        await Sian.AnswersTheRequest("Nothing yet.");
        await Nadia.DecidesAndSigns("Proceed to dispute resolution", "Not resolved");
        await Nadia.Chooses("stage1", from: new DateOnly(2026, 4, 20));

        (await TaskWith("openNow")).ShouldSatisfyAllConditions(t => t.Title.ShouldBe("Stage 1 of the dispute"), t => t.AssigneeId.ShouldBe(Nadia.Id));
        await Nadia.OpensEarly();
        (await Steps())[^1].Reference.ShouldBe("DRP-2026-0001/S1");
    }

    [Fact]
    public async Task TheChoiceAfterAVoidedStep_IsFoundByTheIroManager()
    {
        await ItIs(London(2026, 3, 27, 10));
        await Nadia.RaisesAConcernAbout("robin", s_friday);
        await Nadia.TakesItToStage(1, Sian, s_friday);
        var stage = (await Steps())[^1].Id;
        await Grace.Applies((key, actor) => new VoidInstance(key, actor, stage, "Opened twice."));

        var row = (await Grace.InboxRow()).ShouldNotBeNull();
        row.Item.Title.ShouldBe("A step was voided: choose how the dispute goes on");
        await using var context = Context();
        var queries = new CaseQueries(context, Organisation, Definitions, Clock);
        (await queries.InstanceAsync(new Actor(Grace.Id), row.Item.InstanceId)).ShouldNotBeNull().Own.ShouldHaveSingleItem();
        (await queries.InstanceAsync(new Actor(Tom.Id), row.Item.InstanceId)).ShouldBeNull();
    }

    [Fact]
    public async Task TheCase_OnceTheDisputeHasBegun_BearsItsTitle()
    {
        await ItIs(London(2026, 3, 27, 10));
        await Nadia.Opens("lac-review-stub", "robin");
        (await Case()).Title.ShouldBe("Looked after child review");
        await Nadia.FinishesTheReview(s_friday);
        (await Case()).Title.ShouldBe("Quality assurance and dispute resolution");
    }

    private async Task AReviewIsScheduled()
    {
        await ItIs(London(2026, 3, 27, 10));
        await Nadia.RaisesAConcernAbout("robin", s_friday);
        await Nadia.WritesIssues(new DateOnly(2026, 4, 10), "Contact");
        await Nadia.SendsTheRequestTo(Sian);
        await Sian.AnswersTheRequest("Dates offered.");
        await Nadia.DecidesAndSigns("Review targets", "Partly resolved");
        await Nadia.Chooses("reviewTargets", from: new DateOnly(2026, 4, 17));
    }
}
