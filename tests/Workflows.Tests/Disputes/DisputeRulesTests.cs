using System.Text.Json.Nodes;
using ReviewFlow.Engine.Time;
using ReviewFlow.Workflows.Disputes;
using Shouldly;
using Xunit;

namespace ReviewFlow.Workflows.Tests.Disputes;

public sealed class DisputeRulesTests
{
    [Fact]
    public void FromQap_Offers_CompleteReviewAndEveryStage()
    {
        var offered = NextActions.FromQap();
        offered.Select(o => o.Key).ShouldBe(["qapComplete", "reviewTargets", "stage1", "stage2", "stage3", "stage4"]);
        offered.Where(o => o.NeedsReason).Select(o => o.Stage).ShouldBe([2, 3, 4]);
        offered.ShouldNotContain(o => o.Key == "cafcass");
    }

    [Theory]
    [InlineData(1, "drpComplete stage2 stage3 stage4 cafcass")]
    [InlineData(2, "drpComplete stage3 stage4 cafcass")]
    [InlineData(3, "drpComplete stage4 cafcass")]
    [InlineData(4, "drpComplete cafcass")]
    public void FromStage_Offers_AnyLaterStage(int stage, string keys) =>
        NextActions.FromStage(stage).Select(o => o.Key).ShouldBe(keys.Split(' '));

    [Theory]
    [InlineData("", null, false, RuleProblem.Invalid)]
    [InlineData("drpComplete", null, false, RuleProblem.None)]
    [InlineData("stage2", null, false, RuleProblem.None)]
    [InlineData("stage3", null, false, RuleProblem.Invalid)]
    [InlineData("stage3", "Too serious", false, RuleProblem.None)]
    [InlineData("stage1", null, false, RuleProblem.Conflict)]
    [InlineData("cafcass", null, false, RuleProblem.Invalid)]
    [InlineData("cafcass", null, true, RuleProblem.None)]
    [InlineData("drpComplete stage2", null, false, RuleProblem.Invalid)]
    [InlineData("stage2 stage3", "x", false, RuleProblem.Invalid)]
    public void Choose_FromStageOne_ChecksWhatEachDemands(string chosen, string? reason, bool file, RuleProblem problem) =>
        NextActions.Choose(NextActions.FromStage(1), chosen.Split(' ', StringSplitOptions.RemoveEmptyEntries), reason, file).Problem.ShouldBe(problem);

    [Fact]
    public void Level_OfAnotherStage_IsRefused()
    {
        DisputeRules.Level("Stage 2", 2).Allowed.ShouldBeTrue();
        DisputeRules.Level(null, 2).Allowed.ShouldBeTrue();
        DisputeRules.Level("Stage 1", 2).Problem.ShouldBe(RuleProblem.Invalid);
    }

    [Fact]
    public void Proceed_Bypass_NeedsAReason()
    {
        DisputeRules.Proceed(0, 1, null).Allowed.ShouldBeTrue();
        DisputeRules.Proceed(0, 3, " ").Allowed.ShouldBeFalse();
        DisputeRules.Proceed(0, 3, "Severity").Allowed.ShouldBeTrue();
        DisputeRules.Proceed(2, 2, "x").Allowed.ShouldBeFalse();
        DisputeRules.Proceed(3, 1, "x").Allowed.ShouldBeFalse();
        NextActions.Skipped(0, 3).ShouldBe([1, 2]);
        NextActions.Skipped(1, 2).ShouldBeEmpty();
    }

    [Fact]
    public void Project_LateStart_AdvisesALaterStage()
    {
        var calendar = new WorkingDayCalendar
        {
            Id = "england-and-wales",
            Name = "England and Wales",
            DaysOff = new Dictionary<DateOnly, string> { [new DateOnly(2026, 4, 3)] = "Good Friday", [new DateOnly(2026, 4, 6)] = "Easter Monday" },
            KnownUntil = new DateOnly(2026, 12, 31),
        };
        var tight = DisputeRules.Project(1, new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 2), calendar);
        tight.StageFourEnds.ShouldBe(new DateOnly(2026, 3, 30));
        tight.Beyond.ShouldBeFalse();
        var late = DisputeRules.Project(2, new DateOnly(2026, 3, 17), new DateOnly(2026, 3, 2), calendar);
        late.Beyond.ShouldBeTrue();
        late.Sentence.ShouldBe("If each stage takes its 5 days, stage 4 ends Thu 9 Apr 2026, beyond Mon 30 Mar 2026: consider a later stage.");
    }

    [Fact]
    public void CarryForward_UnresolvedRows_GoAlongWithProvenanceAndWithoutAnswers()
    {
        var rows = JsonNode.Parse("""
            [{"id":"r1","issue":"Health","swUpdate":"Booked","decision":"Resolved"},
             {"id":"r2","issue":"Contact","swUpdate":"Trying","decision":"Partly resolved"},
             {"id":"r3","issue":"Plan"}]
            """)!.AsArray();
        var carried = DisputeRules.CarryForward(rows, ["issue", "owner"], "decision", "QAP-2026-0012");
        carried.ToJsonString().ShouldBe("""[{"id":"r2","issue":"Contact","carriedFrom":{"reference":"QAP-2026-0012","row":"r2"}},{"id":"r3","issue":"Plan","carriedFrom":{"reference":"QAP-2026-0012","row":"r3"}}]""");
    }
}
