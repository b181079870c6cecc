using System.Text.Json.Nodes;

namespace ReviewFlow.Engine.Expressions;

/// <summary>A parsed script.</summary>
public sealed class Script
{
    private readonly string _text;

    private Script(string text) => _text = text;

    /// <summary>Parses.</summary>
    public static ScriptParseResult Parse(string source) => new(new Script(source), []);

    /// <summary>Evaluates.</summary>
    public JsonNode? Evaluate(ScriptScope scope) => JsonValue.Create(_text);
}

/// <summary>Result.</summary>
public sealed record ScriptParseResult(Script? Script, IReadOnlyList<ScriptProblem> Problems);

/// <summary>Problem.</summary>
public sealed record ScriptProblem(int Line, int Column, string Message);
