using ReviewFlow.Workflows.Work;
using Shouldly;
using Xunit;

namespace ReviewFlow.Workflows.Tests.Disputes;

/// <summary>A formal stage from its request to the IRO Manager's confirmation (domain 5f).</summary>
public sealed class StageStoryTests
{
    [Fact]
    public void Stage_Confirmed_OnlyThenOpensTheNextOne()
    {
        var story = StoryScenes.AtStage(1, "2026-02-27 10:00");
        story.Nadia.Does("send");
        story.Responds(story.Sian).SignsOutcome();
        story.Nadia.Does("stage2", new { note = "Please confirm" });
        story.Steps("drp-stage").Count.ShouldBe(1, "pending until the IRO Manager finishes");
        story.Nadia.Sees("confirm").Words.ShouldBe("Waiting for Grace Halloran");
        story.Grace.Folder("confirm").ShouldBe(InboxFolder.IncomingRequests);
        story.Grace.Work.Single().Wait.Note.ShouldBe("Please confirm");

        story.Confirms();
        story.Steps("drp-stage").Count.ShouldBe(2);
        story.Step("drp-stage").State.Input["stage"]!.GetValue<int>().ShouldBe(2);
        story.Step("drp-stage").State.Input["previousInstanceId"]!.ToString().ShouldBe(story.Steps("drp-stage")[0].InstanceId);
        story.AnswersOf(story.Step("drp-stage")).Count.ShouldBe(0, "it opens blank");
        story.CaseFields["stage"]!.ToString().ShouldBe("Stage 2");
        story.Messages.ShouldContain(m => m.Template == "drp-stage-started");
    }

    [Fact]
    public void Stage_Unanswered_AlertsOnceAndNeverAdvances()
    {
        var story = StoryScenes.AtStage(1, "2026-03-30 16:45");
        story.Nadia.Does("send");
        story.Sian.Work.Single().Wait.Details!["dueAt"]!.GetValue<DateTimeOffset>().ShouldBe(Story.Moment("2026-04-08 17:00"));
        story.Messages.Clear();
        story.Until("2026-04-08 17:00");
        story.Messages.Select(m => m.ToString()).ShouldBe(
        [
            "Thu 02 Apr 09:00 drp-due-in-2 → sian",
            "Wed 08 Apr 09:00 drp-due-today → sian",
            "Wed 08 Apr 12:00 drp-last-call → sian",
            "Wed 08 Apr 17:00 alert drp-overdue → sian, nadia, grace, marcus",
        ]);
        story.Until("2026-04-20 12:00");
        story.Alerts.Select(a => a.Rung).ShouldBe(["due", "rung-1"], "unacknowledged it climbs one rung, once");
        story.Alerts[1].ToString().ShouldBe("Thu 09 Apr 17:00 alert drp-overdue → ruth");
        story.Steps("drp-stage").Count.ShouldBe(1);
        story.Nadia.Work.Single().PhaseKey.ShouldBe("ask.sent");
    }

    [Fact]
    public void Stage_ReturnedWhenDue_AlertsIroAndIroManagerOnly()
    {
        var story = StoryScenes.AtStage(1, "2026-03-02 10:00");
        story.Nadia.Does("send");
        story.Until("2026-03-06 10:00").Sian.Does("return", new { note = "Action 1 is done" });
        story.Until("2026-03-09 17:00");
        story.Alerts.Single().People.ShouldBe(["nadia", "grace"]);
    }

    [Fact]
    public void Stage_ResentOnTheDueDay_GivesTheManagerAWorkingDay()
    {
        var story = StoryScenes.AtStage(1, "2026-03-02 10:00");
        story.Nadia.Does("send");
        story.Until("2026-03-06 10:00").Sian.Does("return", new { note = "Action 1 is done" });
        story.Until("2026-03-09 16:00").Nadia.Does("resend");
        story.Until("2026-03-09 17:00");
        story.Alerts.Single().People.ShouldBe(["nadia", "grace"], "the clock went on, but the manager has just got it");
        story.Until("2026-03-10 17:00");
        story.Alerts.Single(a => a.Rung == "responder-1").People.ShouldBe(["sian", "nadia", "grace", "marcus"]);
        story.Sian.Work.Single().Wait.Details!["dueAt"]!.GetValue<DateTimeOffset>().ShouldBe(Story.Moment("2026-03-09 17:00"), "WD-8: a return does not restart the clock");
    }

    [Fact]
    public void Response_IsASignature_ThatLocksTheActions()
    {
        var story = StoryScenes.AtStage(1, "2026-03-02 10:00");
        story.Nadia.Does("send");
        var respond = story.Sian.Work.Single().Wait.Actions.Single(a => a.Key == "complete");
        (respond.Signs, respond.Covers.Single()).ShouldBe((true, "actions"));
        respond.Declaration.ShouldNotBeNullOrEmpty();
        story.Sian.Tries("complete").ShouldContain("Write your response");
        story.Responds(story.Sian);
        story.Locked.ShouldContain($"{story.Step("drp-stage").InstanceId}/actions");
        story.Timeline.ShouldContain("responded");
        story.Timeline.ShouldContain("response-sent", "completing R1 and sending Request 2 are one button and two records");
    }

    [Fact]
    public void WhileSent_TheIroMayStillEditDesiredOutcomes_AndTheManagerTheUpdate()
    {
        var story = StoryScenes.AtStage(1, "2026-03-02 10:00");
        story.Nadia.Does("send");
        story.Nadia.MayFill("actions.desiredOutcomes").ShouldBeTrue();
        story.Sian.MayFill("actions.actions.managerUpdate").ShouldBeTrue();
        story.Nadia.MayFill("actions.actions.managerUpdate").ShouldBeFalse();
        story.Sian.MayFill("actions.desiredOutcomes").ShouldBeFalse();
        story.Sian.MayFill("outcome.outcome").ShouldBeFalse();
        story.Sian.Tries("sign").ShouldBe("not offered");
    }

    [Fact]
    public void IroManager_MayReturnOnce_ThenConfirmsWithADifferingView()
    {
        var story = Pending(out _);
        story.Grace.Tries("return").ShouldContain("note");
        story.Grace.Does("return", new { note = "Say which action is outstanding" });
        story.Nadia.Sees("outcome").Kind.ShouldBe(WorkStateKind.Returned);
        story.Nadia.Work.Single().Wait.Note.ShouldBe("Say which action is outstanding");
        story.Nadia.MayFill("outcome.overall").ShouldBeTrue("returned: it can be changed and is signed anew");
        story.SignsOutcome().Nadia.Does("stage2");

        story.Grace.Tries("return").ShouldBe("not offered", "only once");
        story.Grace.Fills("""{"confirmation":{"iroManagerComment":"I would have closed it"}}""").Does("signDiffering", new { note = "I would have closed it" });
        story.Step("drp-stage").State.Input["stage"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public void IroManager_Silent_TellsTheHeadOfTheServiceAfterTwoWorkingDays()
    {
        var story = Pending(out _);
        story.Messages.Clear();
        story.Until("2026-03-05 10:00");
        story.Alerts.Select(a => a.ToString()).ShouldBe(
        [
            "Tue 03 Mar 17:00 alert drp-iro-manager-overdue → grace, nadia",
            "Wed 04 Mar 17:00 alert drp-iro-manager-overdue → vera",
        ]);
    }

    [Fact]
    public void Confirmation_OnACaseOfOnesOwn_GoesToSomebodyElse()
    {
        var story = Pending(out var task);
        task.Wait.Excluded.ShouldBe(["iro"]);
        var own = Fernshire.Council with { Roles = [.. Fernshire.Council.Roles.Where(r => r.PersonId != "grace"), new(story.Nadia.Id, "iroManager", "iro-service", new DateOnly(2020, 1, 1), null)] };
        var roles = new ReviewFlow.Workflows.People.CaseRoles { Subject = Fernshire.Robin, Excluded = Fernshire.Set("nadia") };
        ReviewFlow.Workflows.People.RoleResolver.Resolve(task.Wait.Role, roles, own, story.Today, "disputes").PersonId.ShouldBe("vera");
    }

    [Fact]
    public void Cafcass_WithoutTheReferral_IsRefusedAndThenTerminates()
    {
        var story = StoryScenes.AtStage(3, "2026-02-27 10:00");
        story.Nadia.Does("send");
        story.Responds(story.Ruth).SignsOutcome("Not resolved – refer to CAFCASS");
        story.Nadia.Tries("cafcass").ShouldContain("Attach the referral");
        story.HasReferral = true;
        story.Nadia.Does("cafcass");
        story.Confirms();
        story.Ended.ShouldBeTrue();
        story.Messages.Single(m => m.Template == "drp-cafcass").People.ShouldBe(["grace", "paul"]);
        story.CaseFields["outcome"]!.ToString().ShouldBe("Not resolved – refer to CAFCASS");
    }

    [Fact]
    public void DrpComplete_Confirmed_EndsTheEpisodeAndItsTotalClock()
    {
        var story = StoryScenes.AtStage(1, "2026-02-27 10:00");
        story.Nadia.Does("send");
        story.Responds(story.Sian).SignsOutcome("Resolved").Nadia.Does("drpComplete");
        story.Confirms();
        story.Ended.ShouldBeTrue();
        story.Messages.Clear();
        story.Until("2026-06-01 09:00").Messages.ShouldBeEmpty();
    }

    [Fact]
    public void NoResponse_AtAStage_LeadsToTheOutcome()
    {
        var story = StoryScenes.AtStage(2, "2026-02-27 10:00");
        story.Nadia.Does("send");
        story.Until("2026-03-06 17:00").Nadia.Does("recordNoResponse");
        story.Marcus.Work.ShouldBeEmpty();
        story.SignsOutcome().Nadia.Does("stage3");
        story.Confirms();
        story.Step("drp-stage").State.Input["stage"]!.GetValue<int>().ShouldBe(3);
    }

    private static Story Pending(out OpenTask confirm)
    {
        var story = StoryScenes.AtStage(1, "2026-02-27 10:00");
        story.Nadia.Does("send");
        story.Responds(story.Sian).SignsOutcome();
        story.Until("2026-03-02 10:00").Nadia.Does("stage2");
        confirm = story.Grace.Work.Single();
        return story;
    }
}
