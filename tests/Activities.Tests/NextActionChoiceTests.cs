using ReviewFlow.Engine.Execution;
using Shouldly;
using Xunit;

namespace ReviewFlow.Activities.Tests;

public sealed class NextActionChoiceTests
{
    [Theory]
    [InlineData(0, "end stage1 stage2 stage3", "stage2 stage3")]
    [InlineData(1, "end stage2 stage3", "stage3")]
    [InlineData(3, "end", "")]
    public void Start_AtALevel_OffersWhatLiesAhead(int level, string offered, string needReason)
    {
        var task = Choosing(level).Task;
        task.Kind.ShouldBe(TaskKind.NextAction);
        string.Join(' ', task.Actions.Select(a => a.Key)).ShouldBe(offered);
        string.Join(' ', task.Actions.Where(a => a.NeedsReason).Select(a => a.Key)).ShouldBe(needReason);
        (task.Actions[0].Terminating, task.Actions[0].NeedsAttachment).ShouldBe((true, true));
    }

    [Fact]
    public void Choose_OneThatLiesAhead_SaysWhatWasChosen()
    {
        var bench = Choosing(0).Act("stage3");
        bench.Ended.ShouldBeFalse("leaving stages out needs a reason");
        bench.Act("stage3", new { reason = "Severe", scheduledFor = "2026-03-09", note = "Please" }).Outcome.ShouldBe("Next");
        var result = bench.Result;
        (result["nextAction"]!.ToString(), result["level"]!.GetValue<int>(), result["scheduledFor"]!.ToString(), result["reason"]!.ToString()).ShouldBe(("stage3", 3, "2026-03-09", "Severe"));
        result["skipped"]!.AsArray().Select(s => s!.GetValue<int>()).ShouldBe([1, 2]);
        bench.Effects.OfType<RecordOnCase>().Single().Value!["label"]!.ToString().ShouldBe("Stage 3");
    }

    [Fact]
    public void Choose_OneThatLiesBehind_ChangesNothing() => Choosing(2).Act("stage1", new { reason = "x" }).Ended.ShouldBeFalse();

    [Fact]
    public void Choose_TheEnd_IsNeverScheduled()
    {
        var bench = Choosing(0).Act("end", new { scheduledFor = "2026-03-09" });
        bench.Outcome.ShouldBe("Done");
        bench.Result["scheduledFor"].ShouldBeNull();
        bench.Result["terminating"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public void Choose_TakingTheSignatureBack_ReopensItsSectionsAndRecordsNoNextAction()
    {
        var bench = Bench.With("ReviewFlow.NextActionChoice", new
        {
            title = "Choose",
            role = "iro",
            options = new object[] { new { key = "end", outcome = "Done" }, new { key = "withdraw", withdraws = new[] { "outcome" }, outcome = "Withdrawn" } },
            outcomes = new[] { "Done", "Withdrawn" },
        });
        bench.Task.Actions.Single(a => a.Withdraws).NeedsReason.ShouldBeTrue();
        bench.Act("withdraw").Ended.ShouldBeFalse("it needs a reason");
        bench.Act("withdraw", new { reason = "A slip" }).Outcome.ShouldBe("Withdrawn");
        bench.Effects.OfType<ReopenSections>().Single().ShouldSatisfyAllConditions(r => r.Withdrawn.ShouldBeTrue(), r => r.Why.ShouldBe("A slip"), r => r.Sections.ShouldBe(["outcome"]));
        bench.Effects.OfType<RecordOnCase>().ShouldBeEmpty();
    }

    private static Bench Choosing(int level) => Bench.With("ReviewFlow.NextActionChoice", new
    {
        title = "Choose",
        role = "iro",
        level,
        options = new object[]
        {
            new { key = "end", label = "End", terminating = true, needsAttachment = true, outcome = "Done" },
            new { key = "stage1", label = "Stage 1", level = 1, outcome = "Next" },
            new { key = "stage2", label = "Stage 2", level = 2, outcome = "Next" },
            new { key = "stage3", label = "Stage 3", level = 3, outcome = "Next" },
        },
    });
}
