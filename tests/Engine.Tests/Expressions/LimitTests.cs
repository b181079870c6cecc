using System.Text.Json.Nodes;
using ReviewFlow.Engine.Expressions;
using Shouldly;
using Xunit;

namespace ReviewFlow.Engine.Tests.Expressions;

/// <summary>Fuel, depth and size. They are counted, so each run ends the same way on every machine.</summary>
public sealed class LimitTests
{
    [Theory]
    [InlineData("for (;;) {}")]
    [InlineData("while (true);")]
    [InlineData("let x = 0; while (1) x++")]
    [InlineData("for (const x of [1]) { const a = [1]; for (const y of a) a.push(y) }")]
    [InlineData("[1].map((x, i, a) => a.push(1))")]
    [InlineData("let a = []; for (;;) a = [...a, ...a, 1]")]
    [InlineData("let a = []; a.length = 1e9")]
    [InlineData("let a = []; a[1e8] = 1")]
    [InlineData("Array.from({ length: 1e9 })")]
    [InlineData("let o = {}; for (let i = 0;; i++) o['k' + i] = i")]
    [InlineData("for (;;) { const { a } = { a: 1 } }")]
    [InlineData("let s = 'x'.repeat(1e5); for (;;) s == 'x'.repeat(1e5)")]
    [InlineData("let s = 'x'.repeat(1e5), k = 'y'.repeat(5e4); for (;;) s.indexOf(k)")]
    [InlineData("'a'.repeat(5e5).indexOf('a'.repeat(25e4) + 'b')")]
    [InlineData("let o = {}, k = 'k'.repeat(1e5); for (;;) o[k]")]
    [InlineData("'a,'.repeat(40000).split(',')")]
    [InlineData("JSON.parse('[' + '1,'.repeat(40000) + '1]')")]
    [InlineData("let a = [1]; for (let i = 0; i < 40; i++) a = [a, a]; a")]
    [InlineData("let a = [1]; for (let i = 0; i < 40; i++) a = [a, a]; JSON.stringify(a)")]
    [InlineData("let a = [1]; for (let i = 0; i < 40; i++) a = [a, a]; a + ''")]
    [InlineData("let a = [1]; for (let i = 0; i < 40; i++) a = [a, a]; a.flat(Infinity)")]
    public void Evaluate_TooMuchWork_RunsOutOfSteps(string source) =>
        Scripts.Fault(source).Problem.ShouldStartWith("The script takes more than 64000 steps.");

    [Theory]
    [InlineData("const f = () => f(); f()")]
    [InlineData("const f = n => [n].map(f); f(1)")]
    [InlineData("const f = x => [x].sort(() => 1).concat([1, 2].sort((a, b) => f(a))); f(1)")]
    [InlineData("let a = []; a[0] = a; a")]
    [InlineData("let a = {}; a.a = a; JSON.stringify(a)")]
    [InlineData("let a = []; a[0] = a; a + ''")]
    [InlineData("let a = []; a[0] = a; a.flat(Infinity)")]
    public void Evaluate_TooDeep_IsAFault(string source) => Scripts.Fault(source).Problem.ShouldContain("deep");

    [Theory]
    [InlineData("'x'.repeat(1048577)")]
    [InlineData("'x'.repeat(1e308)")]
    [InlineData("'x'.padStart(1e9)")]
    [InlineData("let s = 'x'; for (;;) s += s")]
    [InlineData("let s = 'x'; for (;;) s = `${s}${s}`")]
    [InlineData("let s = 'x'; for (;;) s = [s, s].join('')")]
    [InlineData("'a'.repeat(1000).replaceAll('a', 'b'.repeat(2000))")]
    [InlineData("'x'.repeat(1048576) + 'y'")]
    public void Evaluate_TextTooLong_IsAFault(string source) =>
        Scripts.Fault(source).Problem.ShouldBe("A text would be longer than 1048576 characters.");

    [Fact]
    public void Evaluate_LongestResult_IsAllowedAndOneMoreIsNot()
    {
        Scripts.Run("'x'.repeat(1048568)").Length.ShouldBe(1048570);
        Scripts.Fault("'x'.repeat(1048569)").Problem.ShouldStartWith("The result is larger than");
    }

    [Fact]
    public void Evaluate_OneStepTooFew_IsAFault()
    {
        const string source = "let t = 0; for (const x of [1, 2, 3]) t += x; t";
        var steps = Scripts.Steps(source);
        Scripts.Read(source).Evaluate(ScriptScope.Empty, new ScriptLimits { MaxSteps = steps })!.ToJsonString().ShouldBe("6");
        Scripts.Fault(source, limits: new ScriptLimits { MaxSteps = steps - 1 });
    }

    [Fact]
    public void Evaluate_SecondRun_TakesTheSameSteps()
    {
        var script = Scripts.Read("const f = n => n < 2 ? n : f(n - 1) + f(n - 2); f(10)");
        script.Evaluate(ScriptScope.Empty, null, out var first);
        script.Evaluate(ScriptScope.Empty, null, out var second);
        second.ShouldBe(first);
    }

    [Fact]
    public void Evaluate_ManyStatementsThatDoNothing_CostSteps() =>
        Scripts.Fault("for (;;) {" + string.Concat(Enumerable.Repeat("1;", 20_000)) + "}").Problem.ShouldContain("steps");

    [Fact]
    public void Evaluate_BigVariableReadAgainAndAgain_CostsSteps()
    {
        var scope = new TestScope();
        scope.Variables["Big"] = new JsonArray([.. Enumerable.Range(0, 50_000).Select(i => (JsonNode)i)]);
        Scripts.Fault("for (;;) getBig()[0]", scope).Problem.ShouldContain("steps");
        Scripts.Fault("for (;;) setOther(variables.Big)", scope).Problem.ShouldContain("steps");
        Scripts.Run("getBig().length", scope).ShouldBe("50000");
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("[", "]")]
    [InlineData("!", "")]
    [InlineData("- ", "")]
    [InlineData("typeof ", "")]
    [InlineData("x => ", "")]
    [InlineData("1 ? ", " : 2")]
    [InlineData("1 ? 2 : ", "")]
    [InlineData("2 ** ", "")]
    [InlineData("if (1) ", "")]
    [InlineData("if (0) 1; else ", "")]
    [InlineData("while (0) ", "")]
    [InlineData("`${", "}`")]
    [InlineData("() => { return ", "}")]
    [InlineData("f(", ")")]
    [InlineData("a = ", "")]
    public void Parse_DeepNesting_IsAProblem(string open, string close) =>
        Scripts.Problem(string.Concat(Enumerable.Repeat(open, 2500)) + "1" + string.Concat(Enumerable.Repeat(close, 2500)))
            .Message.ShouldContain("nested");

    [Theory]
    [InlineData("1", " + 1")]
    [InlineData("a", ".a")]
    [InlineData("a", "?.a")]
    [InlineData("a", "[0]")]
    [InlineData("a", "()")]
    [InlineData("a", " && a")]
    public void Parse_LongChain_IsAProblem(string start, string link) =>
        Scripts.Problem(start + string.Concat(Enumerable.Repeat(link, 5000))).Message.ShouldBe("The expression is too long; split it with 'const'.");

    [Fact]
    public void Parse_ChainOfUsualLength_IsRead() => Scripts.Run("0" + string.Concat(Enumerable.Repeat(" + 1", 200))).ShouldBe("200");

    [Fact]
    public void Parse_TooLong_IsAProblem() => Scripts.Problem(new string(' ', 65_537)).Message.ShouldBe("The script is longer than 65536 characters.");

    [Fact]
    public void Parse_TooManyNames_IsAProblem() =>
        Scripts.Problem(string.Concat(Enumerable.Range(0, 1001).Select(i => $"let a{i};"))).Message.ShouldBe("The script declares more than 1000 names.");
}
