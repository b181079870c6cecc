using System.Text.Json.Nodes;
using ReviewFlow.Engine.Expressions.Syntax;
using ReviewFlow.Engine.Expressions.Tree;

namespace ReviewFlow.Engine.Expressions;

/// <summary>
/// A script in the expression language, a subset of JavaScript, read once and run as often as wanted, also by several
/// threads at a time. It computes data from data: it cannot reach types, files, clocks or chance.
/// </summary>
public sealed class Script
{
    private readonly Block _body;

    private Script(Block body) => _body = body;

    /// <summary>Reads a script. What is not part of the language is a problem with its place; nothing is run.</summary>
    public static ScriptParseResult Parse(string source)
    {
        try
        {
            return new ScriptParseResult(new Script(new Parser(source).ParseScript()), []);
        }
        catch (SyntaxException e)
        {
            return new ScriptParseResult(null, [new ScriptProblem(e.At.Line, e.At.Column, e.Message)]);
        }
    }

    /// <summary>
    /// Runs the script. The value is that of <c>return</c>, else that of the last expression; whole numbers come as JSON
    /// integers, <c>undefined</c>, NaN and functions as null.
    /// </summary>
    /// <exception cref="ScriptException">The script failed or reached a limit.</exception>
    public JsonNode? Evaluate(ScriptScope scope, ScriptLimits? limits = null) => Evaluate(scope, limits, out _);

    /// <summary>Runs the script and tells how many steps it took.</summary>
    /// <exception cref="ScriptException">The script failed or reached a limit.</exception>
    public JsonNode? Evaluate(ScriptScope scope, ScriptLimits? limits, out int steps)
    {
        var run = new Run(scope, limits ?? ScriptLimits.Default);
        try
        {
            var result = run.Write(_body.Execute(run) == Flow.Return ? run.Returned : run.Last);
            run.Host.Flush(run);
            return result;
        }
        finally
        {
            steps = run.Steps;
        }
    }
}

/// <summary>A script, or what is wrong with it.</summary>
/// <param name="Script">The script; null when there are problems.</param>
/// <param name="Problems">What is wrong; empty when the script can run.</param>
public sealed record ScriptParseResult(Script? Script, IReadOnlyList<ScriptProblem> Problems);

/// <summary>A place in a script and what is wrong there, in plain words.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Message">What is wrong.</param>
public sealed record ScriptProblem(int Line, int Column, string Message);

/// <summary>Limits of one run. They are counted, never timed, so that a run always ends the same way.</summary>
public sealed record ScriptLimits
{
    /// <summary>The limits of the engine.</summary>
    public static ScriptLimits Default { get; } = new();

    /// <summary>Most steps: operations, calls, items and each 64 characters made or searched. 64,000.</summary>
    public int MaxSteps { get; init; } = 64_000;

    /// <summary>Deepest nesting of function calls and of values. 64.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Longest text and largest result, in characters. 1,048,576.</summary>
    public int MaxText { get; init; } = 1_048_576;
}
