using ReviewFlow.Engine.Execution;
using Shouldly;
using Xunit;

namespace ReviewFlow.Engine.Tests.Execution;

/// <summary>Loops and what leaves them, by the rules that no corpus file shows.</summary>
public sealed class LoopTests
{
    [Theory]
    [InlineData("0", "3", "1", "true", "0 1 2 3")]
    [InlineData("0", "3", "1", "false", "0 1 2")]
    [InlineData("3", "0", "-1", "true", "3 2 1 0")]
    [InlineData("3", "0", "-2", "true", "3 1")]
    [InlineData("0", "5", "2", "true", "0 2 4")]
    [InlineData("2", "1", "1", "true", "")]
    public void For_CountsToItsEnd(string start, string end, string step, string inclusive, string expected)
    {
        var loop = Steps.Step("F", "For", Steps.Input("start", start), Steps.Input("end", end), Steps.Input("step", step), Steps.Input("outerBoundInclusive", inclusive), $"\"body\":{Print("getCurrentValue()")}");
        var runner = Steps.Runner(Steps.File(loop));

        runner.Start("test").State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);

        string.Join(' ', runner.Lines).ShouldBe(expected);
    }

    [Fact]
    public void ForEach_ItemsChangedInside_AreReadAgain()
    {
        var add = Steps.Step("R", "RunJavaScript", Steps.Input("script", "\"if (getRows().length < 4) setRows(getRows().concat([getCurrentIndex() + 10]))\""));
        var loop = Steps.Step("F", "ForEach", Steps.Input("items", "\"getRows()\"", "JavaScript"), $"\"body\":{Steps.Sequence("S", Print("`${getCurrentIndex()}:${getCurrentValue()}`"), add)}");
        var runner = Steps.Runner(Steps.File(loop, more: ",\"variables\":[{\"id\":\"r\",\"name\":\"Rows\",\"typeName\":\"ObjectArray\",\"value\":\"[1,2]\"}]"));

        var instance = runner.Start("test");

        instance.Incidents.ShouldBeEmpty();
        runner.Lines.ShouldBe(["0:1", "1:2", "2:10", "3:11"]);
    }

    [Theory]
    [InlineData("For", "\"end\":3")]
    [InlineData("ForEach", "\"items\":[1,2,3]")]
    [InlineData("While", "\"condition\":true")]
    public void Break_InsideParallelInsideALoop_LeavesTheLoopAfterThisTurn(string type, string input)
    {
        var body = Steps.Step("P", "Parallel", $"\"activities\":[{Steps.Line("A")},{Steps.Step("B", "Break")},{Steps.Line("C")}]");
        var runner = Steps.Runner(Steps.File(Steps.Sequence("S", Steps.Step("L", type, input, $"\"body\":{body}"), Steps.Line("after"))));

        runner.Start("test").State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);

        runner.Lines.ShouldBe(["A", "C", "after"]);
    }

    [Fact]
    public void Break_InAFlowchartInALoop_EndsTheFlowchartAndTheLoop()
    {
        var body = Steps.Flow([Steps.Line("A"), Steps.Step("B", "Break"), Steps.Line("never")], [Steps.Go("A", "B"), Steps.Go("B", "never")]);
        var runner = Steps.Runner(Steps.File(Steps.Sequence("S", Steps.Step("L", "While", "\"condition\":true", $"\"body\":{body}"), Steps.Line("after"))));

        runner.Start("test").State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);

        runner.Lines.ShouldBe(["A", "after"]);
    }

    [Fact]
    public void Break_InTheInnerLoop_LeavesTheOuterOneAlone()
    {
        var inner = Steps.Step("I", "ForEach", "\"items\":[1,2]", $"\"body\":{Steps.Sequence("IS", Print("'inner ' + getCurrentValue()"), Steps.Step("B", "Break"))}");
        var runner = Steps.Runner(Steps.File(Steps.Step("O", "ForEach", "\"items\":[1,2]", $"\"body\":{Steps.Sequence("OS", inner, Print("'outer ' + getCurrentValue()"))}")));

        runner.Start("test");

        runner.Lines.ShouldBe(["inner 1", "outer 1", "inner 1", "outer 2"]);
    }

    [Fact]
    public void ParallelForEach_OneBodyFaults_TheOthersGoOnAndItIsRetriedAlone()
    {
        var body = Steps.Sequence("S", Steps.Event("E"), Steps.Step("D", "FlowDecision", Steps.Input("condition", "\"getCurrentValue() == 2 && !getMended() ? nothing() : true\"", "JavaScript")), Print("getCurrentValue()"));
        var loop = Steps.Step("P", "ParallelForEach", "\"items\":[1,2,3]", $"\"body\":{body}");
        var runner = Steps.Runner(Steps.File(loop, more: Steps.Tolerant + ",\"variables\":[{\"id\":\"m\",\"name\":\"Mended\",\"typeName\":\"Boolean\",\"value\":\"false\"}]"));
        var instance = runner.Start("test");

        foreach (var wait in instance.State.Bookmarks.Select(b => b.Id).ToList()) runner.Resume(instance.InstanceId, wait);

        runner.Lines.ShouldBe(["1", "3"]);
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Suspended, "a faulted body keeps the loop open");
        runner.Send(instance.InstanceId, k => new ActivitySkipped(k, instance.State.Incidents.Single().ActivityInstanceId, [])).ShouldBeTrue();
        runner.Lines.ShouldBe(["1", "3", "2"], "the turn that faulted kept its item");
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public void Cancelled_InsideLoopsAndBranches_HasAnEntryForEachRunningStep()
    {
        var body = Steps.Step("P", "Parallel", $"\"activities\":[{Steps.Event("E1")},{Steps.Event("E2")}]");
        var runner = Steps.Runner(Steps.File(Steps.Step("L", "ForEach", "\"items\":[1]", $"\"body\":{body}")));
        var instance = runner.Start("test");

        runner.Cancel(instance.InstanceId);

        instance.Journal.Names().Where(n => n.EndsWith(":Canceled", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ShouldBe(["E1:Canceled", "E2:Canceled", "L:Canceled", "P:Canceled", "Workflow1:Canceled"]);
        instance.State.Bookmarks.ShouldBeEmpty();
    }

    private static string Print(string script) => Steps.Step("W", "WriteLine", Steps.Input("text", System.Text.Json.Nodes.JsonValue.Create(script).ToJsonString(), "JavaScript"));
}
