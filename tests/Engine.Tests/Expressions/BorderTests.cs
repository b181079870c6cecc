using System.Text.Json.Nodes;
using ReviewFlow.Engine.Expressions;
using Shouldly;
using Xunit;

namespace ReviewFlow.Engine.Tests.Expressions;

/// <summary>Between JSON and values, and between a script and its scope.</summary>
public sealed class BorderTests
{
    [Theory]
    [InlineData("5.0", "5")]
    [InlineData("2 * 150", "300")]
    [InlineData("-0", "0")]
    [InlineData("0.1 + 0.2", "0.30000000000000004")]
    [InlineData("9007199254740991", "9007199254740991")]
    [InlineData("1e21", "1e+21")]
    [InlineData("NaN", "null")]
    [InlineData("Infinity", "null")]
    [InlineData("undefined", "null")]
    [InlineData("x => x", "null")]
    [InlineData("({ a: undefined, b: null, c: x => x })", """{"b":null}""")]
    [InlineData("[undefined, x => x, NaN]", "[null,null,null]")]
    public void Evaluate_Result_IsPlainJson(string script, string expected) => Scripts.Run(script).ShouldBe(expected);

    [Fact]
    public void Evaluate_WholeNumber_CanBeReadAsAnyNumberType()
    {
        foreach (var script in new[] { "5", "500", "-7" })
        {
            var value = Scripts.Read(script).Evaluate(ScriptScope.Empty)!.AsValue();
            value.GetValue<int>().ShouldBe((int)value.GetValue<double>());
            value.GetValue<long>().ShouldBe((long)value.GetValue<decimal>());
        }
    }

    [Fact]
    public void Evaluate_HalfACharacter_IsReplacedInTheResult()
    {
        var value = Scripts.Read("({ ['😀'[0]]: '😀'[1] })").Evaluate(ScriptScope.Empty)!.AsObject();
        value["\uFFFD"]!.GetValue<string>().ShouldBe("\uFFFD");
    }

    [Fact]
    public void Evaluate_ScopeHandsOutNetTypes_TheyAreTextsAndNumbers()
    {
        var scope = new TestScope();
        scope.Variables["Due"] = JsonValue.Create(new DateTimeOffset(2026, 6, 16, 9, 0, 0, TimeSpan.Zero));
        scope.Variables["Id"] = JsonValue.Create(Guid.Empty);
        scope.Variables["Price"] = JsonValue.Create(1.25m);
        scope.Variables["Count"] = JsonValue.Create(7L);
        scope.Variables["Flag"] = JsonValue.Create(true);
        Scripts.Run("[variables.Due, variables.Id.length, variables.Price * 2, variables.Count + 1, !variables.Flag]", scope)
            .ShouldBe("""["2026-06-16T09:00:00\u002B00:00",36,2.5,8,false]""");
    }

    [Fact]
    public void Evaluate_ScopeHandsOutBrokenText_IsAFault()
    {
        var scope = TestScope.With("""{"Broken":"\ud800"}""");
        Scripts.Fault("variables.Broken", scope).Problem.ShouldBe("A text is not well-formed Unicode.");
        var inside = TestScope.With("""{"Broken":{"a":["\ud800"]},"Name":{"\ud800":1}}""");
        Scripts.Fault("variables.Broken", inside).Problem.ShouldBe("A text is not well-formed Unicode.");
        Scripts.Fault("variables.Broken.a[0]", inside).Problem.ShouldBe("A text is not well-formed Unicode.");
        Scripts.Fault("variables.Name", inside).Problem.ShouldBe("A text is not well-formed Unicode.");
        Scripts.Fault("variables.Name.x", inside).Problem.ShouldBe("A text is not well-formed Unicode.");
    }

    [Fact]
    public void Evaluate_ScopeHandsOutAMemberTwice_IsAFault()
    {
        var scope = new TestScope();
        scope.Variables["Twice"] = JsonNode.Parse("""{"a":1,"a":2}""");
        Scripts.Fault("variables.Twice.a", scope).Problem.ShouldBe("An object has a member twice.");
        Scripts.Fault("variables.Twice", scope).Problem.ShouldBe("An object has a member twice.");
        Scripts.Fault("setX(variables.Twice)", scope).Problem.ShouldBe("An object has a member twice.");
    }

    [Fact]
    public void Evaluate_ValueThatIsPassedThrough_IsACopy()
    {
        var scope = TestScope.With("""{"Rows":[{"a":1.0}]}""");
        var result = Scripts.Read("variables.Rows").Evaluate(scope);
        result.ShouldNotBeSameAs(scope.Variables["Rows"]);
        result!.ToJsonString().ShouldBe("""[{"a":1.0}]""");
    }

    [Fact]
    public void Evaluate_Arguments_ReachTheScopeAsJson()
    {
        var scope = new TestScope();
        Scripts.Run("setX({ a: [1, 'b'] }, undefined, ...[true, null]); getX().a[1]", scope).ShouldBe("\"b\"");
        scope.Calls[0].ShouldBe("""setX({"a":[1,"b"]},null,true,null)""");
    }

    [Fact]
    public void Evaluate_FunctionOfAHostObject_IsCalledByItsDottedName()
    {
        var scope = new TestScope();
        Scripts.Fault("variables.open('x')", scope).Problem.ShouldBe("There is no function 'variables.open'.");
        scope.Calls.ShouldContain("variables.open(\"x\")");
    }

    [Fact]
    public void Evaluate_PlainNameOfTheScope_CanBeReadChangedAndSet()
    {
        var scope = new TestScope();
        scope.Values["form"] = JsonNode.Parse("""{"rows":[1]}""");
        scope.Values["total"] = 1;
        Scripts.Run("form.rows.push(2); total += form.rows.length", scope);
        scope.Values["form"]!.ToJsonString().ShouldBe("""{"rows":[1,2]}""");
        scope.Values["total"]!.ToJsonString().ShouldBe("3");
    }

    [Fact]
    public void Evaluate_DeclaredName_HidesTheScopes()
    {
        var scope = new TestScope();
        scope.Values["total"] = 1;
        Scripts.Run("const total = 5; const variables = { X: 6 }; total + variables.X", scope).ShouldBe("11");
    }

    [Fact]
    public void Evaluate_SameScriptInManyThreads_GivesEachItsOwnAnswer()
    {
        var script = Scripts.Read("let t = 0; for (const x of [1, 2, 3]) t += x * getN(); [t].map(x => x + getN())[0]");
        Parallel.For(1, 200, n =>
        {
            var scope = TestScope.With($$"""{"N":{{n}}}""");
            script.Evaluate(scope)!.ToJsonString().ShouldBe($"{n * 7}");
        });
    }
}
