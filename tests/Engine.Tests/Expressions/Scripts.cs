using System.Text.Json.Nodes;
using ReviewFlow.Engine.Expressions;
using Shouldly;

namespace ReviewFlow.Engine.Tests.Expressions;

/// <summary>Short ways to read and run scripts.</summary>
internal static class Scripts
{
    public static Script Read(string source)
    {
        var result = Script.Parse(source);
        result.Problems.ShouldBeEmpty(source);
        return result.Script.ShouldNotBeNull();
    }

    /// <summary>The value as JSON text.</summary>
    public static string Run(string source, ScriptScope? scope = null) =>
        Read(source).Evaluate(scope ?? ScriptScope.Empty)?.ToJsonString() ?? "null";

    /// <summary>Compares values, not the way their JSON is escaped.</summary>
    public static void ShouldGive(string source, string expectedJson) =>
        Run(source).ShouldBe(JsonNode.Parse(expectedJson)?.ToJsonString() ?? "null", source);

    public static ScriptProblem Problem(string source)
    {
        var result = Script.Parse(source);
        result.Script.ShouldBeNull(source);
        return result.Problems.ShouldHaveSingleItem();
    }

    public static ScriptException Fault(string source, ScriptScope? scope = null, ScriptLimits? limits = null)
    {
        var script = Read(source);
        return Should.Throw<ScriptException>(() => script.Evaluate(scope ?? ScriptScope.Empty, limits));
    }

    /// <summary>Steps of a run, whether it ended well or not.</summary>
    public static int Steps(string source, ScriptScope? scope = null)
    {
        Read(source).Evaluate(scope ?? ScriptScope.Empty, null, out var steps);
        return steps;
    }
}
