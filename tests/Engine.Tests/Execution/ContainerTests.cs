using System.Text.Json.Nodes;
using ReviewFlow.Engine.Execution;
using Shouldly;
using Xunit;

namespace ReviewFlow.Engine.Tests.Execution;

public sealed class ContainerTests
{
    private static readonly string s_print = Steps.Step("P", "WriteLine", Steps.Input("text", "\"getCurrentValue() + ''\"", "JavaScript"));

    [Theory]
    [InlineData(1, 3, 1, true, "1,2,3")]
    [InlineData(1, 3, 1, false, "1,2")]
    [InlineData(3, 1, -1, true, "3,2,1")]
    [InlineData(3, 1, -1, false, "3,2")]
    [InlineData(0, 5, 2, true, "0,2,4")]
    [InlineData(2, 1, 1, true, "")]
    public void For_Bounds_AreKept(int start, int end, int step, bool inclusive, string lines)
    {
        var runner = Steps.Runner(Steps.File(Steps.Step("F", "For", Steps.Input("start", $"{start}"), Steps.Input("end", $"{end}"), Steps.Input("step", $"{step}"), Steps.Input("outerBoundInclusive", inclusive ? "true" : "false"), $"\"body\":{s_print}")));

        runner.Start("test").State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);

        string.Join(',', runner.Lines).ShouldBe(lines);
    }

    [Fact]
    public void ForEach_BodyThatWaits_KeepsItsItemOverSuspension()
    {
        var body = Steps.Sequence("B", Steps.Event("E"), s_print);
        var runner = Steps.Runner(Steps.File(Steps.Step("F", "ForEach", Steps.Input("items", "[\"x\",\"y\"]"), $"\"body\":{body}")));
        var instance = runner.Start("test");

        runner.Publish("E");
        runner.Lines.ShouldBe(["x"]);
        runner.Publish("E");

        runner.Lines.ShouldBe(["x", "y"]);
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public void Break_InNestedLoop_LeavesOnlyTheInnerOne()
    {
        var inner = Steps.Step("Inner", "ForEach", Steps.Input("items", "[1,2]"), $"\"body\":{Steps.Sequence("S", s_print, Steps.Step("Br", "Break"))}");
        var runner = Steps.Runner(Steps.File(Steps.Step("Outer", "ForEach", Steps.Input("items", "[\"a\",\"b\"]"), $"\"body\":{inner}")));

        runner.Start("test").State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);

        runner.Lines.ShouldBe(["1", "1"]);
    }

    [Fact]
    public void Break_InForkInLoop_EndsForkAndLoop()
    {
        var fork = Steps.Step("Fk", "Fork", $"\"branches\":[{Steps.Step("Br", "Break")},{Steps.Event("E")}]");
        var runner = Steps.Runner(Steps.File(Steps.Sequence("S", Steps.Step("W", "While", Steps.Input("condition", "true"), $"\"body\":{fork}"), Steps.Line("End"))));

        var instance = runner.Start("test");

        runner.Lines.ShouldBe(["End"]);
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public void Complete_InsideALoop_CancelsItAndEndsTheWorkflow()
    {
        var loop = Steps.Step("W", "While", Steps.Input("condition", "true"), $"\"body\":{Steps.Step("C", "Complete", Steps.Input("outcomes", "\"Rejected\""))}");
        var runner = Steps.Runner(Steps.File(Steps.Sequence("S", loop, Steps.Line("never"))));

        var instance = runner.Start("test");

        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        runner.Lines.ShouldBeEmpty();
        instance.Journal.Names().Last().ShouldBe("Workflow1:Completed");
    }

    [Fact]
    public void Switch_MatchAny_RunsEveryCaseThatHolds()
    {
        var cases = string.Join(',', new[] { ("A", "true"), ("B", "false"), ("C", "1 < 2") }
            .Select(c => $$"""{"label":"{{c.Item1}}","condition":{"type":"JavaScript","value":"{{c.Item2}}"},"activity":{{Steps.Line(c.Item1)}} }"""));
        var runner = Steps.Runner(Steps.File(Steps.Step("S", "Switch", $"\"cases\":[{cases}]", Steps.Input("mode", "\"MatchAny\""), $"\"default\":{Steps.Line("D")}")));

        runner.Start("test").State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);

        runner.Lines.ShouldBe(["A", "C"]);
    }

    [Fact]
    public void WorkflowAsActivity_TakesInputsGivesOutputsAndOutcomes()
    {
        var child = Steps.File(
            Steps.Sequence("S", Steps.Step("O", "SetOutput", Steps.Input("outputName", "\"Sum\""), Steps.Input("outputValue", "\"getA() + getB()\"", "JavaScript")), Steps.Step("C", "Complete", Steps.Input("outcomes", "[\"Yes\"]"))),
            "adder",
            ""","options":{"usableAsActivity":true},"inputs":[{"type":"Int32","name":"A"},{"type":"Int32","name":"B"}],"outputs":[{"type":"Int32","name":"Sum"}],"outcomes":["Yes","No"]""");
        var use = $$"""{"id":"U","name":"Add1","type":"Adder","workflowDefinitionId":"adder",{{Steps.Input("a", "\"4\"")}},{{Steps.Input("b", "5")}},"sum":{"typeName":"Int32","memoryReference":{"id":"v1"} } }""";
        var print = Steps.Step("P", "WriteLine", Steps.Input("text", "\"`${getTotal()} ${getSumFromAdd1()}`\"", "JavaScript"));
        var parent = Steps.File(Steps.Flow([use, print, Steps.Line("No")], [Steps.Go("U", "P", "Yes"), Steps.Go("U", "No", "No")]), "parent", ""","variables":[{"id":"v1","name":"Total","typeName":"Int32"}]""");
        var runner = Steps.Runner(child, parent);

        var instance = runner.Start("parent");

        instance.Incidents.ShouldBeEmpty();
        runner.Lines.ShouldBe(["9 9"]);
        instance.State.Variable(instance.Definition, "Total")!.GetValue<int>().ShouldBe(9);
    }

    [Fact]
    public void Scripts_ReadAndSetWhatBelongsToTheInstance()
    {
        var script = "const name = getInput('Name'); variables.Rows.push(name); setVariable('N', variables.N + 1); setCorrelationId('c-' + getWorkflowDefinitionId()); setOutcome('Left'); return variables.Rows.length";
        var run = Steps.Step("R", "RunJavaScript", Steps.Input("script", JsonValue.Create(script).ToJsonString()));
        var print = Steps.Step("P", "WriteLine", Steps.Input("text", "\"`${getLastResult()} ${getOutputFrom('R')} ${getResultFromR()} ${getN()} ${getCorrelationId()}`\"", "JavaScript"));
        var runner = Steps.Runner(Steps.File(Steps.Flow([run, print], [Steps.Go("R", "P", "Left")]), more: ""","variables":[{"id":"r","name":"Rows","typeName":"ObjectArray","value":"[]"},{"id":"n","name":"N","typeName":"Int32","value":"1"}]"""));

        var instance = runner.Start("test", new JsonObject { ["Name"] = "Ann" });

        instance.Incidents.ShouldBeEmpty();
        runner.Lines.ShouldBe(["1 1 1 2 c-test"]);
    }

    [Fact]
    public void NewGuid_RepeatedBurst_DrawsTheSame()
    {
        var definition = Steps.Read(Steps.File(Steps.Step("A", "WriteLine", Steps.Input("text", "\"newGuid() + ' ' + newGuid()\"", "JavaScript"))));
        var engine = new WorkflowEngine(Steps.Catalog);
        string Draw(string key) => engine.Run(definition, null, new InstanceStarted(key, "i"), DateTimeOffset.UnixEpoch, Facts.None).Effects.OfType<WriteLine>().Single().Text;

        Draw("k").ShouldBe(Draw("k"));
        Draw("k").ShouldNotBe(Draw("other"));
        Draw("k").Split(' ').Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public void SetVariable_NotDeclared_IsAnIncidentWithWords() =>
        Steps.Runner(Steps.File(Steps.Step("V", "SetVariable", "\"variable\":{\"id\":\"x\",\"name\":\"X\"}", Steps.Input("value", "1")))).Start("test").Incidents.Single().Message.ShouldContain("'X' is not declared");
}
