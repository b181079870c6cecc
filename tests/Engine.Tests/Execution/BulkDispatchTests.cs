using System.Text.Json.Nodes;
using ReviewFlow.Engine.Execution;
using Shouldly;
using Xunit;

namespace ReviewFlow.Engine.Tests.Execution;

public sealed class BulkDispatchTests
{
    [Fact]
    public void Items_EachChildGetsItsOwnInputAndCorrelation()
    {
        var bulk = Bulk("[\"a\",\"b\"]", Steps.Input("defaultItemInputKey", "\"Child\""), Steps.Input("correlationIdFunction", "\"'plan-' + args.Child\"", "JavaScript"), Steps.Input("input", "{\"Year\":2026}"));
        var runner = Steps.Runner(Steps.File(bulk, "parent"), Child("`${getInput('Child')} ${getInput('Year')} ${getCorrelationId()} ${getInput('ParentInstanceId')}`"));

        var parent = runner.Start("parent");

        runner.Lines.ShouldBe([$"a 2026 plan-a {parent.InstanceId}", $"b 2026 plan-b {parent.InstanceId}"]);
        parent.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public void Items_ThatAreObjects_AreTheInput()
    {
        var runner = Steps.Runner(Steps.File(Bulk("[{\"Name\":\"Ann\"},{\"Name\":\"Bo\"}]"), "parent"), Child("getInput('Name')"));

        runner.Start("parent");

        runner.Lines.ShouldBe(["Ann", "Bo"]);
    }

    [Fact]
    public void Children_EndOneWayOrAnother_WhatHangsOnThatRunsForEach()
    {
        var bulk = Bulk("[1,2,3]", $"\"childCompleted\":{Steps.Line("well")}", $"\"childFaulted\":{Steps.Line("badly")}");
        var failing = Steps.Step("D", "FlowDecision", Steps.Input("condition", "\"getInput('Item') == 2\"", "JavaScript"));
        var child = Steps.File(Steps.Flow([failing, Steps.Fault("F"), Steps.Line("fine")], [Steps.Go("D", "F", "True"), Steps.Go("D", "fine", "False")]), "child");
        var runner = Steps.Runner(Steps.File(Steps.Flow([bulk, Steps.Line("end")], [Steps.Go("B", "end", "Completed")]), "parent"), child);

        var parent = runner.Start("parent");

        runner.Lines.Order(StringComparer.Ordinal).ShouldBe(["badly", "end", "fine", "fine", "well", "well"]);
        runner.Lines.Last().ShouldBe("end");
        parent.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public void NotWaiting_GoesOnAtOnceAndLeavesNoBookmark()
    {
        var runner = Steps.Runner(Steps.File(Steps.Sequence("S", Bulk("[1]", Steps.Input("waitForCompletion", "false")), Steps.Line("on")), "parent"), Steps.File(Steps.Event("Never"), "child"));

        var parent = runner.Start("parent");

        runner.Lines.ShouldBe(["on"]);
        parent.State.Bookmarks.ShouldBeEmpty();
        runner.Instances.Count.ShouldBe(2);
    }

    [Fact]
    public void NoItems_Completes() =>
        Steps.Runner(Steps.File(Bulk("[]"), "parent"), Steps.File(Steps.Line("x"), "child")).Start("parent").State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);

    [Fact]
    public void ExecuteWorkflow_DefinitionThatIsNotThere_FaultsTheStepAlone()
    {
        var execute = Steps.Step("X", "ExecuteWorkflow", Steps.Input("workflowDefinitionId", "\"nowhere\""));
        var instance = Steps.Runner(Steps.File(Steps.Step("P", "Parallel", $"\"activities\":[{execute},{Steps.Line("A")}]"), more: Steps.Tolerant)).Start("test");

        instance.State.Incidents.Single().Message.ShouldBe("There is no published definition 'nowhere'.");
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
    }

    private static string Bulk(string items, params string[] members) =>
        Steps.Step("B", "BulkDispatchWorkflows", [Steps.Input("workflowDefinitionId", "\"child\""), Steps.Input("items", items), .. members]);

    private static string Child(string script) => Steps.File(Steps.Step("W", "WriteLine", Steps.Input("text", JsonValue.Create(script).ToJsonString(), "JavaScript")), "child");
}
