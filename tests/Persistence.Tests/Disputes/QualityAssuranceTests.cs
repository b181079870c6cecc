using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Work;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Disputes;

/// <summary>The quality assurance process (domain 5f: AC-IRO-01 to 04, 13 and 15).</summary>
public sealed class QualityAssuranceTests : DisputeStory
{
    private static readonly DateOnly s_thursday = new(2026, 2, 26);
    private static readonly DateOnly s_review = new(2026, 3, 9);

    [Fact]
    public async Task FromTheReview_QapAsNextAction_LiesInIncomingWork()
    {
        await ItIs(London(2026, 2, 26, 15));
        await Nadia.Opens("lac-review-stub", "robin");
        await Nadia.FinishesTheReview(s_thursday);

        var row = (await Nadia.InboxRow()).ShouldNotBeNull();
        row.Folder.ShouldBe(InboxFolder.IncomingWork);
        row.Reference.ShouldBe("QAP-2026-0001");
        row.SubjectName.ShouldBe("Robin Fairweather-Test");
        (await Steps()).Select(s => s.Title).ShouldBe(["Looked after child review", "Quality assurance process"]);
        var page = await Nadia.OpensThePage();
        page.PulledThrough["child.name"].ShouldBe("Robin Fairweather-Test");
        page.PulledThrough["child.number"].ShouldBe("900401");
        page.OpenPaths.ShouldNotContain(p => p.StartsWith("child", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SigningBeforeTheRequest_IssuesAreSaved_IsRefused()
    {
        await ItIs(London(2026, 2, 26, 15));
        await Nadia.RaisesAConcernAbout("robin", s_thursday);
        await Nadia.WritesIssues(s_review, "Contact", "Health assessment");

        await Nadia.Forges("sign", (await OpenTasks()).Single()).IsRefused(RefusalKind.Conflict);
        (await Nadia.InboxRow())!.State.Words.ShouldBe("Ready for you: 1 required request not sent");
        (await Signatures()).ShouldBeEmpty();
    }

    [Fact]
    public async Task ARequest_AnsweredReturnedAndSentAgain_GoesYellowRedBorderWhite()
    {
        await ItIs(London(2026, 2, 26, 15));
        await Nadia.RaisesAConcernAbout("robin", s_thursday);
        await Nadia.WritesIssues(s_review, "Contact with his father", "Health assessment late");
        await Nadia.SendsTheRequestTo(Sian, Joel);
        (await Nadia.InboxRow())!.State.ShouldSatisfyAllConditions(s => s.Kind.ShouldBe(WorkStateKind.Waiting), s => s.Words.ShouldContain("Sian Corley"));

        await Joel.AnswersTheRequest("Dates offered.", "Asked the nurse.");
        await Sian.Returns("").IsRefused(RefusalKind.Invalid, "note");
        await Sian.Returns("issue 2 belongs to Health");
        var returned = (await Nadia.InboxRow())!;
        returned.State.Kind.ShouldBe(WorkStateKind.Returned);
        (await TaskWith("resend")).Note.ShouldBe("issue 2 belongs to Health");

        await TimePassesTo(London(2026, 2, 27, 9));
        await Nadia.SendsAgain();
        (await Nadia.InboxRow())!.State.Kind.ShouldBe(WorkStateKind.Waiting);
        (await Nadia.OpensThePage()).OpenPaths.ShouldNotContain(p => p.Contains("iroDecision"));

        await Sian.AnswersTheRequest("Dates offered.", "Health was asked on 27 February.");
        (await Nadia.InboxRow())!.State.Kind.ShouldBeOneOf(WorkStateKind.New, WorkStateKind.Ready);
        (await Nadia.OpensThePage()).OpenPaths.ShouldContain(p => p.Contains("iroDecision"));
    }

    [Fact]
    public async Task QapComplete_EverythingResolved_EndsTheProcessWithTheSignature()
    {
        await ItIs(London(2026, 2, 26, 15));
        await Nadia.RaisesAConcernAbout("robin", s_thursday);
        await Nadia.WritesIssues(s_review, "Contact with his father", "Health assessment late");
        await Nadia.SendsTheRequestTo(Sian);
        await Sian.AnswersTheRequest("Agreed.", "Booked.");
        await TimePassesTo(London(2026, 3, 5, 14, 20, 31));
        await Nadia.DecidesAndSigns("Issues resolved", "Resolved", "Resolved");
        await Nadia.Chooses("qapComplete");

        var signature = (await Signatures()).ShouldHaveSingleItem();
        $"{signature.SignerName}, {signature.SignerTitle}, {signature.SignedLocal}".ShouldBe("Nadia Petrov-Lane, Independent Reviewing Officer, Thu 5 Mar 2026, 2:20pm");
        (await OpenTasks()).ShouldBeEmpty();
        (await Case()).Status.ShouldBe(CaseStatus.Ended);
        (await Steps()).ShouldAllBe(s => s.Status == WorkflowStatus.Finished);
    }

    [Fact]
    public async Task RemovingAnIssue_BeforeSending_KeepsItInTheHistory()
    {
        await ItIs(London(2026, 2, 26, 15));
        await Nadia.RaisesAConcernAbout("robin", s_thursday);
        await Nadia.WritesIssues(s_review, "Contact with his father", "Entered by mistake");
        await Nadia.WritesIssues(s_review, "Contact with his father");

        (await Answers("issues"))["actions"]!.AsArray().Count.ShouldBe(1);
        (await AuditPayloads()).ShouldContain(p => p.Contains("Entered by mistake"));
    }

    [Fact]
    public async Task SignificantInformation_DateInTheFuture_IsRefusedAndThenAccepted()
    {
        await ItIs(London(2026, 5, 18, 10));
        await Nadia.Opens("sioc", "robin");
        await Nadia.RecordsSignificantInformation(new DateOnly(2026, 5, 19)).IsRefused(RefusalKind.Invalid, "past");
        await Nadia.RecordsSignificantInformation(new DateOnly(2026, 5, 15), completedBy: Joel);

        (await AuditPayloads()).ShouldContain(p => p.Contains("joel-anand"));
        (await Nadia.InboxRow()).ShouldNotBeNull().ShouldSatisfyAllConditions(
            r => r.Folder.ShouldBe(InboxFolder.IncomingWork),
            r => r.Process.ShouldBe("Quality assurance process"));
    }

    [Fact]
    public async Task ReviewOfTargets_ForALaterDay_WaitsInFutureAndPullsTheActionsThrough()
    {
        await ItIs(London(2026, 2, 26, 15));
        await Nadia.RaisesAConcernAbout("robin", s_thursday);
        await Nadia.WritesIssues(s_review, "Contact with his father");
        await Nadia.SendsTheRequestTo(Sian);
        await Sian.AnswersTheRequest("Dates offered.");
        await Nadia.DecidesAndSigns("Review targets", "Partly resolved");
        await Nadia.Chooses("reviewTargets", from: new DateOnly(2026, 3, 23));
        (await Steps()).Count.ShouldBe(2);

        await TimePassesTo(London(2026, 3, 23, 9, 30));
        (await Steps()).Count.ShouldBe(3);
        var row = (await Answers("issues"))["actions"]!.AsArray().ShouldHaveSingleItem()!;
        row["issue"]!.ToString().ShouldBe("Contact with his father");
        row["swUpdate"].ShouldBeNull();
    }
}
