using Shouldly;
using Xunit;

namespace ReviewFlow.Engine.Tests.Expressions;

/// <summary>The kinds of script that workflow definitions use: the least that must work.</summary>
public sealed class CorpusScriptsTests
{
    private const string Variables = """
        {"Counter":1,"LoopCount":3,"Name":"Ann","CurrentIndex":2,"CurrentValue":"Apple","N":2,"X":null,"Y":"kept","T":"answer","Ev":{"a":1},
         "R":"out","A":2,"B":3,"TheSum":5,"Message":"hi","ChildResult":{"output":{"Result":"done"}},"Variable1":"v","Input1":[1],"LastResult":42,
         "CorrelationId":"c-1","Flag":true}
        """;

    [Theory]
    [InlineData("getCounter() + 1", "2")]
    [InlineData("getCounter() > 1", "false")]
    [InlineData("getVariable('LoopCount') + 1", "4")]
    [InlineData("getVariable('LoopCount') < 3", "false")]
    [InlineData("getVariable('LoopCount') == 3", "true")]
    [InlineData("getCounter() >= 2", "false")]
    [InlineData("['Apple','Banana','Cherry']", """["Apple","Banana","Cherry"]""")]
    [InlineData("getCurrentIndex()+getCurrentValue()", "\"2Apple\"")]
    [InlineData("`Counter: ${getCounter()}, Name: ${getName()}`", "\"Counter: 1, Name: Ann\"")]
    [InlineData("'var '+getY()", "\"var kept\"")]
    [InlineData("1==1", "true")]
    [InlineData("1==2", "false")]
    [InlineData("getN() + 1", "3")]
    [InlineData("getN() == 3", "false")]
    [InlineData("getN()+''", "\"2\"")]
    [InlineData("getX()+''", "\"null\"")]
    [InlineData("({who:'x'})", """{"who":"x"}""")]
    [InlineData("'task '+getOutputFrom('T')", "\"task answer\"")]
    [InlineData("'got '+getOutputFrom('Ev')", "\"got [object Object]\"")]
    [InlineData("getN() < 2", "false")]
    [InlineData("getN()+1", "3")]
    [InlineData("'n'+getN()", "\"n2\"")]
    [InlineData("getN() >= 2", "true")]
    [InlineData("'keep'", "\"keep\"")]
    [InlineData("'out '+getOutputFrom('R')", "\"out out\"")]
    [InlineData("'go-'+getCurrentValue()", "\"go-Apple\"")]
    [InlineData("`${getInput('Name')} ${getName()}`", "\"Ann Ann\"")]
    [InlineData("6*7", "42")]
    [InlineData("getCorrelationId()", "\"c-1\"")]
    [InlineData("true", "true")]
    [InlineData("41+1", "42")]
    [InlineData("getLastResult()+''", "\"42\"")]
    [InlineData("return {\n    \"inputSchema\": {\n        \"$id\": \"#/definitions/x\",\n        \"type\": \"object\"\n    }\n}", """{"inputSchema":{"$id":"#/definitions/x","type":"object"}}""")]
    [InlineData("return getVariable1()", "\"v\"")]
    [InlineData("getA() + getB()", "5")]
    [InlineData("return \"Bar\";", "\"Bar\"")]
    [InlineData("`Result: ${getTheSum()}`", "\"Result: 5\"")]
    [InlineData("return {\"prop1\":\"ceva\"}", """{"prop1":"ceva"}""")]
    [InlineData("return false;", "false")]
    [InlineData("[1,2,3]", "[1,2,3]")]
    [InlineData("[\"Apple\", \"Banana\", \"Cherry\"]", """["Apple","Banana","Cherry"]""")]
    [InlineData("`Current fruit: ${getCurrentValue()}`", "\"Current fruit: Apple\"")]
    [InlineData("`Child received: ${getMessage()}`", "\"Child received: hi\"")]
    [InlineData("({ Message: 'Hello from parent' })", """{"Message":"Hello from parent"}""")]
    [InlineData("`Parent received: ${getChildResult().output.Result}`", "\"Parent received: done\"")]
    [InlineData("return getInput1()", "[1]")]
    [InlineData("variables.Counter", "1")]
    [InlineData("variables.Counter + variables['N']", "3")]
    [InlineData("variables.Missing", "null")]
    [InlineData("variables.Flag ? 'yes' : 'no'", "\"yes\"")]
    public void Evaluate_ScriptOfADefinition_ReturnsItsValue(string script, string expected) =>
        Scripts.Run(script, TestScope.With(Variables)).ShouldBe(expected);

    [Fact]
    public void Evaluate_AssignmentToAVariable_ReachesTheScope()
    {
        var scope = TestScope.With("""{"Counter":1}""");
        Scripts.Run("variables.Counter = variables.Counter + 1; variables.Counter += 2; setName('Ann')", scope);
        scope.Variables["Counter"]!.ToJsonString().ShouldBe("4");
        scope.Variables["Name"]!.ToJsonString().ShouldBe("\"Ann\"");
    }

    [Fact]
    public void Evaluate_ChangeInsideAVariable_IsWrittenBack()
    {
        var scope = TestScope.With("""{"Rows":[{"a":1}],"Other":{"b":1}}""");
        Scripts.Run("variables.Rows.push({a: 2}); variables.Rows[0].a = 9; variables.Other.b", scope).ShouldBe("1");
        scope.Variables["Rows"]!.ToJsonString().ShouldBe("""[{"a":9},{"a":2}]""");
    }

    [Fact]
    public void Evaluate_ChangeInsideAVariable_IsSeenByTheNextCall()
    {
        var scope = TestScope.With("""{"Rows":[]}""");
        Scripts.Run("variables.Rows.push(1); return getRows().length", scope).ShouldBe("1");
    }

    [Fact]
    public void Evaluate_ChangeOfAValueThatWasHandedOut_LeavesTheScopesJsonAlone()
    {
        var scope = TestScope.With("""{"Rows":[1]}""");
        var rows = scope.Variables["Rows"]!;
        Scripts.Run("const rows = getRows(); rows.push(2); return rows", scope).ShouldBe("[1,2]");
        rows.ToJsonString().ShouldBe("[1]");
    }
}
