using ReviewFlow.Engine.Expressions;
using Shouldly;
using Xunit;

namespace ReviewFlow.Engine.Tests.Expressions;

/// <summary>Faults while a script runs: where, in which words, and without any value in them.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData("1 +\n  missing", 2, 3, "'missing' is not known here.")]
    [InlineData("missing()", 1, 1, "There is no function 'missing'.")]
    [InlineData("let a = null; a.b", 1, 17, "'b' cannot be read: what should hold it is null.")]
    [InlineData("({}).a.b", 1, 8, "'b' cannot be read: what should hold it is undefined.")]
    [InlineData("const k = 'secret'; ({})[k][k]", 1, 28, "A member cannot be read: what should hold it is undefined.")]
    [InlineData("({}).a()", 1, 6, "'a' is not a function of an object.")]
    [InlineData("({ a: 1 }).a()", 1, 12, "'a' is a number, not a function.")]
    [InlineData("'x'.match('x')", 1, 5, "'match' is not a function of text.")]
    [InlineData("const k = 'secret'; 'x'[k]()", 1, 24, "A member is not a function of text.")]
    [InlineData("const a = 1; a = 2", 1, 14, "'a' is a const and cannot be changed.")]
    [InlineData("a = 2", 1, 1, "'a' is not declared; write 'let a' first.")]
    [InlineData("a; let a = 2", 1, 1, "'a' is used before it has a value.")]
    [InlineData("const f = () => g(); f(); const g = () => 1", 1, 17, "'g' is used before it has a value.")]
    [InlineData("'x'.a = 1", 1, 5, "This member cannot be set on text.")]
    [InlineData("[1].map()", 1, 5, "A function is needed here, not undefined.")]
    [InlineData("[...5]", 1, 2, "A list is needed here, not a number.")]
    [InlineData("for (const x of {}) {}", 1, 1, "A list is needed here, not an object.")]
    [InlineData("'a' in 'b'", 1, 5, "'in' needs an object on its right, not text.")]
    [InlineData("'' + (x => x)", 1, 4, "A function cannot be used as text.")]
    [InlineData("[].reduce((a, b) => a)", 1, 4, "'reduce' of an empty list needs a value to start with.")]
    [InlineData("JSON.parse('{secret')", 1, 6, "'JSON.parse' was given a text that is not JSON.")]
    [InlineData("fail('secret')", 1, 1, "The host refuses.")]
    [InlineData("addDays('secret', 1)", 1, 1, "'addDays' needs a date such as '2026-06-16' as value 1.")]
    [InlineData("const { a } = null", 1, 7, "Members cannot be taken from null.")]
    [InlineData("variables.ReadOnly = 1", 1, 11, "'ReadOnly' of 'variables' cannot be set.")]
    public void Evaluate_Fault_NamesThePlaceAndNoValues(string source, int line, int column, string problem)
    {
        var fault = Scripts.Fault(source, new TestScope());
        (fault.Line, fault.Column, fault.Problem).ShouldBe((line, column, problem));
        fault.Message.ShouldBe($"Line {line}, column {column}: {problem}");
        fault.Message.ShouldNotContain("secret");
    }

    [Fact]
    public void Evaluate_FaultInsideAFunction_LeavesTheScriptFitForTheNextRun()
    {
        var script = Scripts.Read("const f = n => n > 3 ? missing : f(n + 1); f(getStart())");
        Should.Throw<ScriptException>(() => script.Evaluate(TestScope.With("""{"Start":0}""")));
        Should.Throw<ScriptException>(() => script.Evaluate(TestScope.With("""{"Start":0}"""))).Problem.ShouldBe("'missing' is not known here.");
    }

    [Fact]
    public void Evaluate_NameThatLaterScopesKnow_IsLookedUpInEachRun()
    {
        var script = Scripts.Read("typeof answer === 'undefined' ? 0 : answer");
        script.Evaluate(ScriptScope.Empty)!.ToJsonString().ShouldBe("0");
        var scope = new TestScope();
        scope.Values["answer"] = 42;
        script.Evaluate(scope)!.ToJsonString().ShouldBe("42");
    }
}
