using System.Text.Json.Nodes;
using ReviewFlow.Engine.Execution;
using Shouldly;
using Xunit;

namespace ReviewFlow.Workflows.Tests.Disputes;

/// <summary>What holds over the whole episode: bypass, total clock, scheduling, voided steps.</summary>
public sealed class EpisodeStoryTests
{
    [Fact]
    public void Bypass_StraightToStageThree_NeedsAReasonAndInformsThoseLeftOut()
    {
        var story = StoryScenes.Decided("2026-02-27 10:00");
        story.Nadia.Tries("stage3").ShouldBe("Write why stages are left out");
        story.Nadia.Does("stage3", new { reason = "Too serious to wait" });
        story.Messages.Single(m => m.Template == "drp-stage-skipped").People.ShouldBe(["sian", "marcus"]);
        story.FillsDispute().Nadia.Does("send");
        story.Ruth.Work.Single().Wait.Title.ShouldBe("Stage 3: respond to the recommended actions");
        story.Marcus.Work.ShouldBeEmpty();
        story.Sian.Work.ShouldBeEmpty();
        story.Step("drp-stage").State.Input["reason"]!.ToString().ShouldBe("Too serious to wait");
    }

    [Theory]
    [InlineData(1, "drpComplete stage2 stage3 stage4 cafcass")]
    [InlineData(3, "drpComplete stage4 cafcass")]
    [InlineData(4, "drpComplete cafcass")]
    public void NextActions_OfAStage_LeadForwardsOnly(int stage, string keys)
    {
        var story = StoryScenes.AtStage(stage, "2026-02-27 10:00");
        story.Nadia.Does("send");
        story.Until("2026-03-06 17:00").Nadia.Does("recordNoResponse");
        story.SignsOutcome().Nadia.Work.Single().Wait.Actions.Where(a => !a.Withdraws).Select(a => a.Key).ShouldBe(keys.Split(' '));
    }

    [Fact]
    public void NextActions_FromStageOne_AskAReasonForLeavingStagesOut()
    {
        var story = StoryScenes.AtStage(1, "2026-02-27 10:00");
        story.Nadia.Does("send");
        story.Responds(story.Sian).SignsOutcome();
        story.Nadia.Work.Single().Wait.Actions.Where(a => a.NeedsReason && !a.Withdraws).Select(a => a.Key).ShouldBe(["stage3", "stage4"]);
        story.Nadia.Work.Single().Wait.Actions.Where(a => a.Terminating).Select(a => a.Key).ShouldBe(["drpComplete", "cafcass"]);
    }

    [Fact]
    public void TotalClock_FromTheFirstRequest_WarnsAtFifteenAndTellsAtTwenty()
    {
        var story = StoryScenes.AtStage(1, "2026-03-16 10:00");
        Dispute(story).ShouldContain(b => b.Payload!["EventName"]!.ToString() == "disputeStarted", "not before the first request is sent");
        story.Nadia.Does("send");
        story.CaseFields["dateOfDispute"]!.ToString().ShouldBe("2026-03-16");
        story.CaseFields["totalClock"]!["due"]!.GetValue<DateTimeOffset>().ShouldBe(Story.Moment("2026-04-15 17:00"));
        story.Until("2026-04-20 09:00");
        story.Alerts.Where(a => a.Template == "drp-total-clock").Select(a => a.ToString()).ShouldBe(
        [
            "Wed 08 Apr 09:00 alert drp-total-clock → nadia, grace",
            "Wed 15 Apr 17:00 alert drp-total-clock → nadia, grace",
        ]);
    }

    [Fact]
    public void TotalClock_LaterStages_DoNotRestartIt()
    {
        var story = StoryScenes.AtStage(1, "2026-03-02 10:00");
        story.Nadia.Does("send");
        story.Responds(story.Sian).SignsOutcome().Nadia.Does("stage2");
        story.Confirms().Until("2026-03-09 10:00").FillsDispute().Nadia.Does("send");
        story.CaseFields["totalClock"]!["from"]!.ToString().ShouldBe("2026-03-02");
        story.CaseFields["totalClock"]!["due"]!.GetValue<DateTimeOffset>().ShouldBe(Story.Moment("2026-03-30 17:00"));
    }

    [Fact]
    public void DateOfDispute_OfALaterStage_IsThatOfTheFirst()
    {
        var story = StoryScenes.AtStage(1, "2026-03-02 10:00");
        story.Nadia.Does("send");
        story.Responds(story.Sian).SignsOutcome().Nadia.Does("stage2");
        story.Confirms().FillsDispute();
        Workflows.Forms.Prefill.Evaluate(Shipped.Forms["drp-stage"], [], story.FactsOf(story.Step("drp-stage"))).Single(p => p.FieldId == "dateOfDispute").Value.ToString().ShouldBe("2026-03-02");
        Workflows.Forms.Prefill.Evaluate(Shipped.Forms["drp-stage"], [], story.FactsOf(story.Step("drp-stage"))).Single(p => p.FieldId == "level").Value.ToString().ShouldBe("Stage 2");
        story.Nadia.MayFill("details.level").ShouldBeFalse("the level is fixed by the step");
        story.Nadia.Fills("""{"details":{"dateOfDispute":"2026-03-01"}}""").Tries("send").ShouldContain("only the IRO Manager can change it");
    }

    [Fact]
    public void TotalClock_MovedByTheIroManager_CountsFromTheNewDate()
    {
        var story = StoryScenes.AtStage(1, "2026-03-16 10:00");
        story.Nadia.Does("send");
        story.Publish("disputeStartedMoved", new JsonObject { ["date"] = "2026-03-02" });
        story.CaseFields["totalClock"]!["due"]!.GetValue<DateTimeOffset>().ShouldBe(Story.Moment("2026-03-30 17:00"));
    }

    [Fact]
    public void NextStage_Scheduled_AppearsOnItsDay()
    {
        var story = StoryScenes.AtStage(1, "2026-02-27 10:00");
        story.Nadia.Does("send");
        story.Responds(story.Sian).SignsOutcome().Nadia.Does("stage2", new { scheduledFor = "2026-03-09" });
        story.Confirms();
        story.Nadia.Work.Single().Wait.Title.ShouldBe("Stage 2 of the dispute");
        story.Until("2026-03-09 00:00").Nadia.Work.Single().PhaseKey.ShouldBe("ask.draft");
    }

    [Fact]
    public void Stage_OpenedWronglyAndVoided_LetsTheIroManagerDirectIt()
    {
        var story = StoryScenes.AtStage(2, "2026-02-27 10:00");
        story.Voids("drp-stage");
        story.Grace.Does("stage1");
        story.Step("drp-stage").State.Input["stage"]!.GetValue<int>().ShouldBe(1);
        story.Nadia.Work.Single().PhaseKey.ShouldBe("ask.draft");
    }

    [Fact]
    public void Episode_AllFourStages_KeepsItsStatesSmall()
    {
        var story = StoryScenes.AtStage(1, "2026-02-27 10:00");
        foreach (var (stage, manager) in new[] { (1, story.Sian), (2, story.Marcus), (3, story.Ruth), (4, story.Paul) })
        {
            if (stage > 1) story.FillsDispute();
            story.Nadia.Does("send");
            story.Responds(manager).SignsOutcome(stage < 4 ? "Not resolved – proceed to next stage" : "Partly resolved");
            story.Nadia.Does(stage < 4 ? $"stage{stage + 1}" : "drpComplete");
            story.Confirms();
        }

        story.Ended.ShouldBeTrue();
        story.Steps("drp-stage").Count.ShouldBe(4);
        foreach (var instance in story.Steps("dispute").Concat(story.Steps("drp-stage"))) StateSerializer.Serialize(instance.State).Length.ShouldBeLessThan(16_000);
    }

    private static List<Bookmark> Dispute(Story story) => [.. story.Step("dispute").State.Bookmarks.Where(b => b.Payload?["EventName"] is not null)];
}
