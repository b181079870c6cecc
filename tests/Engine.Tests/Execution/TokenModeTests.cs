using ReviewFlow.Engine.Execution;
using Shouldly;
using Xunit;

namespace ReviewFlow.Engine.Tests.Execution;

/// <summary>Token mode, line by line of the rules; the corpus has each merge mode once, here are their edges.</summary>
public sealed class TokenModeTests
{
    private static readonly EngineOptions s_tokens = new() { TokenFlow = true };

    [Theory]
    [InlineData("Merge", false)]
    [InlineData("Converge", false)]
    [InlineData("Stream", true)]
    [InlineData("None", true)]
    [InlineData("Race", true)]
    [InlineData("Cascade", true)]
    public void DeadPath_OnlyMergesThatNeedEveryTokenWaitForIt(string mode, bool goesOn)
    {
        var flow = Steps.Flow(
            [Steps.Line("S"), Steps.Decision("D", true), Steps.Line("A"), Steps.Line("B"), Meeting("M", mode)],
            [Steps.Go("S", "D"), Steps.Go("D", "A", "True"), Steps.Go("D", "B", "False"), Steps.Go("A", "M"), Steps.Go("B", "M")]);
        var runner = Steps.Runner(s_tokens, Steps.File(flow));

        var instance = runner.Start("test");

        runner.Lines.Contains("M").ShouldBe(goesOn);
        instance.State.SubStatus.ShouldBe(goesOn ? WorkflowSubStatus.Finished : WorkflowSubStatus.Suspended);
    }

    [Theory]
    [InlineData("Merge")]
    [InlineData("Converge")]
    [InlineData("Stream")]
    public void TwoBranches_TheLaterOneLetsItGoOn(string mode)
    {
        var runner = Steps.Runner(s_tokens, Steps.File(Branches(mode)));
        var instance = runner.Start("test");

        runner.Publish("E1");
        var early = runner.Lines.Count(l => l == "M");
        runner.Publish("E2");

        early.ShouldBe(0);
        runner.Lines.Count(l => l == "M").ShouldBe(1);
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Theory]
    [InlineData("Race", "E2:Canceled")]
    [InlineData("Cascade", "E2:Completed")]
    public void FirstBranch_RaceCancelsTheOtherAndCascadeLeavesIt(string mode, string other)
    {
        var runner = Steps.Runner(s_tokens, Steps.File(Branches(mode)));
        var instance = runner.Start("test");

        runner.Publish("E1");
        runner.Publish("E2");

        runner.Lines.Count(l => l == "M").ShouldBe(1, "each mode runs what follows once");
        instance.Journal.Names().ShouldContain(other);
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public void ModeOfTheDefinition_CountsMoreThanTheEngines()
    {
        var more = ",\"customProperties\":{\"Flowchart:ExecutionMode\":\"CounterBased\"}";
        var flow = Steps.Flow(
            [Steps.Line("S"), Steps.Decision("D", true), Steps.Line("A"), Steps.Line("B"), Meeting("M", "Merge")],
            [Steps.Go("S", "D"), Steps.Go("D", "A", "True"), Steps.Go("D", "B", "False"), Steps.Go("A", "M"), Steps.Go("B", "M")]);
        var runner = Steps.Runner(s_tokens, Steps.File(flow, more: more));

        runner.Start("test").State.SubStatus.ShouldBe(WorkflowSubStatus.Finished, "counters know that the other branch is dead");
    }

    [Fact]
    public void BackwardConnection_RunsTheLoopAgainAsOftenAsItIsFollowed()
    {
        var again = Steps.Step("D", "FlowDecision", Steps.Input("condition", "\"getN() < 3\"", "JavaScript"));
        var count = Steps.Step("C", "SetVariable", "\"variable\":{\"id\":\"n\",\"name\":\"N\"}", Steps.Input("value", "\"getN() + 1\"", "JavaScript"));
        var flow = Steps.Flow([Steps.Line("A"), count, again, Steps.Line("End")], [Steps.Go("A", "C"), Steps.Go("C", "D"), Steps.Go("D", "A", "True"), Steps.Go("D", "End", "False")]);
        var runner = Steps.Runner(s_tokens, Steps.File(flow, more: ",\"variables\":[{\"id\":\"n\",\"name\":\"N\",\"typeName\":\"Int32\",\"value\":\"0\"}]"));

        runner.Start("test").State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);

        runner.Lines.ShouldBe(["A", "A", "A", "End"]);
    }

    private static string Branches(string mode) => Steps.Flow(
        [Steps.Line("S"), Steps.Event("E1"), Steps.Event("E2"), Meeting("M", mode)],
        [Steps.Go("S", "E1"), Steps.Go("S", "E2"), Steps.Go("E1", "M"), Steps.Go("E2", "M")]);

    private static string Meeting(string id, string mode) =>
        Steps.Step(id, "WriteLine", Steps.Input("text", $"\"{id}\""), $"\"customProperties\":{{\"mergeMode\":\"{mode}\"}}");
}
