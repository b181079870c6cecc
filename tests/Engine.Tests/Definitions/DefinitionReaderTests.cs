using ReviewFlow.Engine.Definitions;
using Shouldly;
using Xunit;

namespace ReviewFlow.Engine.Tests.Definitions;

public sealed class DefinitionReaderTests
{
    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("{\"definitionId\":\"a\"}")]
    [InlineData("{\"definitionId\":\"a\",\"root\":5}")]
    [InlineData("{\"definitionId\":\"a\",\"root\":{}}")]
    [InlineData("{\"definitionId\":\"a\",\"variables\":3,\"root\":{\"type\":\"Elsa.End\",\"id\":\"e\"}}")]
    [InlineData("{\"definitionId\":\"a\",\"definitionId\":\"b\",\"root\":{\"type\":\"Elsa.End\",\"id\":\"e\"}}")]
    [InlineData("{\"definitionId\":\"\\ud800\",\"root\":{\"type\":\"Elsa.End\",\"id\":\"e\"}}")]
    public void Read_BadInput_GivesProblemsInsteadOfThrowing(string json)
    {
        var result = DefinitionReader.Read(json);

        result.Definition.ShouldBeNull();
        result.Problems.ShouldNotBeEmpty();
        result.Problems.ShouldAllBe(p => p.Path.StartsWith('$') && p.Message.Length > 10);
    }

    [Fact]
    public void Read_SeveralMistakes_NamesAllOfThem()
    {
        var result = DefinitionReader.Read("""{"variables":1,"inputs":2,"root":{"type":"Elsa.Sequence","activities":[{"type":"Elsa.End"},{"id":"x"}]}}""");

        result.Problems.Select(p => p.Path).ShouldBe(["$.definitionId", "$.variables", "$.inputs", "$.root.activities[1]"]);
    }

    [Fact]
    public void Read_DeeperThan64_IsRefused()
    {
        var json = string.Concat(Enumerable.Repeat("""{"type":"Elsa.Sequence","activities":[""", 40)) + string.Concat(Enumerable.Repeat("]}", 40));

        DefinitionReader.Read($$"""{"definitionId":"deep","root":{{json}} }""").Problems.Single().Code.ShouldBe("not-json");
    }

    [Fact]
    public void Read_LargerThan4MiB_IsRefused() =>
        DefinitionReader.Read($$"""{"definitionId":"big","description":"{{new string('x', DefinitionReader.MaxBytes)}}"}""").Problems.Single().Code.ShouldBe("too-large");

    [Fact]
    public void Read_TooManyActivities_IsRefused()
    {
        var many = string.Join(',', Enumerable.Repeat("""{"type":"Elsa.End","id":"e"}""", DefinitionReader.MaxActivities + 1));

        DefinitionReader.Read($$"""{"definitionId":"many","root":{"type":"Elsa.Parallel","activities":[{{many}}] } }""").Problems.Single().Code.ShouldBe("too-many-activities");
    }

    [Theory]
    [InlineData("""[{"source":{"activity":"A","port":"Done"},"target":{"activity":"B","port":"In"},"vertices":[{"x":1,"y":2}]}]""")]
    [InlineData("""[{"source":"A","target":"B","sourcePort":"Done","targetPort":"In"}]""")]
    [InlineData("""{"$values":[{"source":"A","target":"B","sourcePort":"Done"}]}""")]
    [InlineData("""[{"Source":{"Activity":"A","Port":"Done"},"Target":{"Activity":"B","Port":"In"}}]""")]
    [InlineData("""[{"source":{"activity":"A"},"target":{"activity":"B"}},{"source":{"activity":"A"},"target":{"activity":"B"}},{"source":{"activity":"A"},"target":{"activity":"gone"}}]""")]
    public void Read_AnyFormOfConnection_GivesOneConnection(string connections)
    {
        var definition = Steps.Read(Steps.File(Steps.Step("F", "Flowchart", $"\"activities\":[{Steps.Line("A")},{Steps.Line("B")}]", "\"connections\":" + connections)));

        definition.Workflow.Children[0].Connections.Select(c => c.Key).ShouldBe(["A:Done->B"]);
    }

    [Fact]
    public void Read_PascalCase_IsUnderstood()
    {
        var definition = Steps.Read("""{"Id":"v","DefinitionId":"d","Version":2,"Root":{"Type":"Elsa.Sequence","Id":"S","Activities":[{"Type":"Elsa.WriteLine","Id":"A","Text":{"Expression":{"Type":"Literal","Value":"x"}}}]}}""");

        definition.Version.ShouldBe(2);
        definition.Nodes["Workflow1:S:A"].Inputs["text"].Kind.ShouldBe("Literal");
    }

    [Theory]
    [InlineData(""","usableAsActivity":true""")]
    [InlineData(""","options":{"usableAsActivity":true}""")]
    public void Read_UsableAsActivityInBothPlaces_Counts(string more) => Steps.Read(Steps.File(Steps.Line("A"), more: more)).UsableAsActivity.ShouldBeTrue();

    [Fact]
    public void Read_ActivitiesWithoutIds_AreNumberedByType()
    {
        var definition = Steps.Read("""{"definitionId":"d","root":{"type":"Elsa.Sequence","activities":[{"type":"Elsa.WriteLine"},{"type":"Elsa.WriteLine","id":"WriteLine2"},{"type":"Elsa.WriteLine"}]}}""");

        definition.Nodes.Keys.ShouldBe(["Workflow1", "Workflow1:Sequence1", "Workflow1:Sequence1:WriteLine1", "Workflow1:Sequence1:WriteLine2", "Workflow1:Sequence1:WriteLine3"]);
    }

    [Fact]
    public void LinkedWith_WorkflowThatUsesItself_IsRefused()
    {
        var self = Steps.Read(Steps.File("""{"type":"Self","id":"S","workflowDefinitionId":"self"}""", "self"));

        self.LinkedWith(_ => self).Problems.ShouldContain(p => p.Code == "uses-itself");
    }

    [Fact]
    public void LinkedWith_ManyUsesOfManyUses_IsRefusedBeforeItGrows()
    {
        var layers = Enumerable.Range(0, 20).Select(i => Steps.Read(Steps.File(
            Steps.Sequence("S", [.. Enumerable.Range(0, 10).Select(n => $$"""{"type":"L{{i + 1}}","id":"U{{n}}","workflowDefinitionId":"l{{i + 1}}"}""")]), $"l{i}"))).ToList();

        layers[0].LinkedWith(r => layers.Find(l => l.DefinitionId == r.DefinitionId)).Problems.ShouldContain(p => p.Code == "too-many-activities");
    }
}
