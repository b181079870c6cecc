using ReviewFlow.Engine.Execution;
using ReviewFlow.Workflows.Work;
using Shouldly;
using Xunit;

namespace ReviewFlow.Workflows.Tests.Disputes;

/// <summary>From a concern to the end of a QAP (domain 5f).</summary>
public sealed class QapStoryTests
{
    [Fact]
    public void LacReview_FinishedWithConcerns_OpensAQapForTheIro()
    {
        var story = Story.From("2026-02-26 15:00").Starts("lac-review-stub");
        story.Nadia.Fills("""{"review":{"heldOn":"2026-02-26","auditDone":true}}""").Does("qap");
        story.Nadia.Work.Select(t => t.PhaseKey).ShouldBe(["ask.draft"]);
        story.Nadia.Folder("ask").ShouldBe(InboxFolder.IncomingWork);
        story.Step("lac-review-stub").State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        Forms.Qap.Obj("{}").ShouldNotBeNull();
        Workflows.Forms.Prefill.Evaluate(Shipped.Forms["qap"], [], story.FactsOf(story.Step("qap"))).First(p => p.FieldId == "name").Value.ToString().ShouldBe("Robin Fairweather-Test");
    }

    [Fact]
    public void Sioc_DatedInTheFuture_IsRefusedAndThenLeadsToAQap()
    {
        var story = Story.From("2026-05-18 10:00").Starts("sioc");
        story.Nadia.Fills("""{"information":{"receivedOn":"2026-05-19","summary":"New","response":"None"},"completion":{"completedBy":"nadia","completedOn":"2026-05-18"}}""");
        story.Nadia.Tries("qap").ShouldBe("Date of the new information received must be today or in the past");
        story.Nadia.Fills("""{"information":{"receivedOn":"2026-05-15"}}""").Does("qap");
        story.Nadia.Work.Single().Instance.Definition.DefinitionId.ShouldBe("qap");
    }

    [Fact]
    public void Sioc_NoFurtherAction_NeedsAReasonAndEndsTheCase()
    {
        var story = Story.From("2026-05-18 10:00").Starts("sioc");
        story.Nadia.Fills("""{"information":{"receivedOn":"2026-05-15","summary":"New","response":"None"},"completion":{"completedBy":"nadia","completedOn":"2026-05-18"}}""");
        story.Nadia.Tries("noFurtherAction").ShouldNotBe("");
        story.Nadia.Does("noFurtherAction", new { reason = "Already dealt with" });
        story.Ended.ShouldBeTrue();
        story.CaseFields["outcome"]!.ToString().ShouldBe("No further action");
    }

    [Fact]
    public void Sign_RequestNotSent_IsRefusedAndNamesIt()
    {
        var story = StoryScenes.WithIssues("2026-02-26 09:30");
        story.Nadia.Tries("sign").ShouldBe("not offered");
        story.WhyNot(story.Nadia, "qap", "decide", "sign")!.ShouldContain("required request to Manager not sent");
    }

    [Fact]
    public void Request_ReturnedResentAnswered_GoesYellowRedAndWhite()
    {
        var story = StoryScenes.WithIssues("2026-02-26 09:30");
        story.Nadia.Does("send", StoryScenes.ToManagerAndWorker);
        story.Nadia.Sees("ask").Words.ShouldBe("Waiting for Sian Corley");
        story.Sian.Folder("ask").ShouldBe(InboxFolder.IncomingRequests);

        story.Joel.Fills("""{"issues":{"actions":[{"id":"r1","swUpdate":"Booked"},{"id":"r2","swUpdate":"Drafted"}]}}""").Does("complete");
        story.Sian.Tries("return").ShouldBe("Write a note that says why you return it");
        story.Sian.Does("return", new { note = "Issue 2 belongs to Health" });
        story.Nadia.Sees("ask").Kind.ShouldBe(WorkStateKind.Returned);
        story.Nadia.Work.Single().Wait.Note.ShouldBe("Issue 2 belongs to Health");
        story.Sian.Work.ShouldBeEmpty();
        story.Nadia.MayFill("issues.actions.iroDecisionChoice").ShouldBeFalse();

        story.Until("2026-02-27 10:00").Nadia.Does("resend");
        story.Nadia.Sees("ask").Kind.ShouldBe(WorkStateKind.Waiting);
        story.Sian.Does("complete");
        story.Nadia.Work.Single().PhaseKey.ShouldBe("decide.open");
        story.Nadia.MayFill("issues.actions.iroDecisionChoice").ShouldBeTrue();
        story.Nadia.MayFill("issues.actions.issue").ShouldBeFalse();
    }

    [Fact]
    public void Request_NotAnswered_IsDueByTheEarlierOfReviewDateAndFiveDays()
    {
        var later = StoryScenes.WithIssues("2026-02-26 09:30");
        later.Nadia.Does("send");
        later.Sian.Work.Single().Wait.Details!["dueAt"]!.GetValue<DateTimeOffset>().ShouldBe(Story.Moment("2026-03-05 17:00"));

        var earlier = StoryScenes.WithIssues("2026-02-26 09:30");
        earlier.Nadia.Fills("""{"issues":{"reviewDate":"2026-03-03"}}""").Does("send");
        earlier.Sian.Work.Single().Wait.Details!["dueAt"]!.GetValue<DateTimeOffset>().ShouldBe(Story.Moment("2026-03-03 17:00"));
    }

    [Fact]
    public void NoResponse_BeforeTheDate_NeedsASeverityReason()
    {
        var story = StoryScenes.WithIssues("2026-02-26 09:30");
        story.Nadia.Does("send");
        story.Nadia.Tries("recordNoResponse").ShouldContain("or now with the reason why it is too serious to wait");
        story.Nadia.Does("recordNoResponse", new { reason = "Immediate risk" });
        story.Nadia.Work.Single().PhaseKey.ShouldBe("decide.open");
        story.Sian.Work.ShouldBeEmpty();
        story.Timeline.ShouldContain("no-response");
    }

    [Fact]
    public void NoResponse_AfterTheDate_NeedsNoReason()
    {
        var story = StoryScenes.WithIssues("2026-02-26 09:30");
        story.Nadia.Does("send");
        story.Until("2026-03-05 17:00").Nadia.Work.Single().PhaseKey.ShouldBe("ask.sent", "nothing goes on by itself");
        story.Nadia.Does("recordNoResponse");
        story.Nadia.Work.Single().PhaseKey.ShouldBe("decide.open");
    }

    [Fact]
    public void QapComplete_AllDecided_EndsTheProcess()
    {
        var story = StoryScenes.Answered("2026-02-26 09:30");
        story.Nadia.Tries("sign").ShouldContain("Choose the IRO decision");
        story.Nadia.Fills("""{"issues":{"actions":[{"id":"r1","iroDecisionChoice":"Resolved"},{"id":"r2","iroDecisionChoice":"Resolved"}]},"outcome":{"summary":"Done","decision":"Issues resolved"}}""").Does("sign");
        story.Nadia.MayFill("outcome.summary").ShouldBeFalse("signing locks");
        story.Nadia.Does("qapComplete");
        story.Ended.ShouldBeTrue();
        story.Tasks.ShouldBeEmpty();
        story.CaseFields["outcome"]!.ToString().ShouldBe("Issues resolved");
    }

    [Fact]
    public void ReviewTargets_Chosen_OpensAQapThatCarriesTheActions()
    {
        var story = StoryScenes.Decided("2026-02-26 09:30", "Review targets");
        story.Nadia.Does("reviewTargets", new { scheduledFor = "2026-03-16" });
        story.Nadia.Work.Single().ShouldSatisfyAllConditions(w => w.PhaseKey.ShouldBe("schedule.scheduled"), w => w.Wait.ScheduledFor.ShouldBe(new DateOnly(2026, 3, 16)));
        story.Until("2026-03-15 23:59").Nadia.Work.Single().PhaseKey.ShouldBe("schedule.scheduled");
        story.Until("2026-03-16 00:00").Nadia.Work.Single().PhaseKey.ShouldBe("ask.draft");
        var (first, second) = (story.Steps("qap")[0], story.Steps("qap")[1]);
        second.State.Input["carryOver"]!["previousInstanceId"]!.ToString().ShouldBe(first.InstanceId);
        second.State.Input["carryOver"]!["mode"]!.ToString().ShouldBe("actions");
    }

    [Fact]
    public void StageFour_StraightFromTheQap_NeedsTheIroManagersApproval()
    {
        var story = StoryScenes.Decided("2026-02-26 09:30");
        story.Nadia.Does("stage4", new { reason = "Serious" });
        story.Nadia.Sees("approve").Words.ShouldBe("Waiting for Grace Halloran");
        story.Grace.Does("return", new { note = "Stage 3 first" });
        story.Nadia.Sees("next").Kind.ShouldBe(WorkStateKind.Returned);
        story.Nadia.Work.Single().Wait.Note.ShouldBe("Stage 3 first");
        story.Nadia.Does("stage4", new { reason = "The director is the subject of the complaint" });
        story.Steps("drp-stage").ShouldBeEmpty();
        story.Grace.Does("sign");
        story.Step("drp-stage").State.Input["stage"]!.GetValue<int>().ShouldBe(4);
    }
}
