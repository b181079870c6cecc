using System.Text.Json.Nodes;
using ReviewFlow.Engine.Expressions;
using Shouldly;
using Xunit;

namespace ReviewFlow.Engine.Tests.Expressions;

/// <summary>Whatever is written in a script, the answer is data, a problem or a fault of the script.</summary>
public sealed class HostileTests
{
    // A quarter of what the smallest threads of a host have.
    private const int SmallStack = 384 * 1024;

    [Fact]
    public void All_HostileScripts_AreMoreThanFiveHundred() => HostileScripts.All.Count.ShouldBeGreaterThan(1000);

    [Fact]
    public void Parse_RefusedScripts_AreProblemsWithAPlace()
    {
        foreach (var source in HostileScripts.Refused)
        {
            var problem = Scripts.Problem(source);
            problem.Line.ShouldBeGreaterThan(0, source);
            problem.Column.ShouldBeGreaterThan(0, source);
            problem.Message.ShouldNotBeNullOrWhiteSpace(source);
        }
    }

    [Fact]
    public void Evaluate_HostileScripts_EndWithinTheirStepsOnASmallStack() => OnSmallStack(() =>
    {
        foreach (var source in HostileScripts.All) Harmless(source);
    });

    [Fact]
    public void Evaluate_DeepestAllowedScripts_FitOnASmallStack() => OnSmallStack(() =>
    {
        foreach (var (open, close) in new[] { ("(", ")"), ("[", "]"), ("f(", ")"), ("`${", "}`"), ("[1].map(x => ", ")"), ("!", ""), ("x => ", ""), ("1 ? 2 : ", ""), ("1 ?? 1 || 1 && 1 | 1 ^ 1 & 1 == 1 < 1 << 1 + 1 * 1 ** (", ")") })
        {
            for (var depth = 20; depth < 220; depth += 20)
            {
                var nested = string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(Enumerable.Repeat(close, depth));
                Harmless(nested);
                Harmless($"const f = n => n > 0 ? {nested} + f(n - 1) : 0; f(1000)");
                Harmless($"const f = n => [n].map(m => {nested} + f(m)); f(1)");
            }
        }
    });

    [Fact]
    public void Evaluate_AfterHostileScripts_NothingHasChanged()
    {
        foreach (var source in HostileScripts.All) Harmless(source);
        Scripts.Run("[({}).polluted, [].polluted, ''.polluted, parseInt.polluted].every(x => x === undefined)").ShouldBe("true");
        Scripts.Run("[Math.max(1, 2), parseInt('7'), Number('8'), [1].map(String)[0], JSON.stringify({})].join()").ShouldBe("\"2,7,8,1,{}\"");
    }

    [Theory]
    [InlineData("''.constructor")]
    [InlineData("({}).__proto__")]
    [InlineData("[].prototype")]
    [InlineData("(() => 1).constructor")]
    [InlineData("parseInt.constructor")]
    [InlineData("({})['constructor']")]
    [InlineData("'x'.trim")]
    public void Evaluate_MemberOfJavaScriptsInside_IsJustMissing(string source) => Scripts.Run(source).ShouldBe("null");

    [Fact]
    public void Evaluate_ProtoAsAName_IsAnOrdinaryMember() =>
        Scripts.Run("const o = { __proto__: { a: 1 } }; [o.a, o.__proto__.a, Object.keys(o)]").ShouldBe("""[null,1,["__proto__"]]""");

    internal static void Harmless(string source)
    {
        var result = Script.Parse(source);
        if (result.Script is null)
        {
            result.Problems.Count.ShouldBe(1, source);
            return;
        }

        var steps = 0;
        try
        {
            var value = result.Script.Evaluate(Scope(), null, out steps);
            (value?.ToJsonString().Length ?? 0).ShouldBeLessThanOrEqualTo(6 * ScriptLimits.Default.MaxText, source);
        }
        catch (ScriptException fault)
        {
            fault.Problem.Length.ShouldBeLessThan(400, source);
        }

        steps.ShouldBeLessThanOrEqualTo(ScriptLimits.Default.MaxSteps, source);
    }

    private static TestScope Scope()
    {
        var scope = TestScope.With("""{"X":{"a":[1,2,{"b":null}]},"N":1}""");
        scope.Values["form"] = new JsonObject { ["rows"] = new JsonArray(1, 2) };
        return scope;
    }

    private static void OnSmallStack(Action action)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(action), SmallStack);
        thread.Start();
        thread.Join();
        failure.ShouldBeNull();
    }
}
