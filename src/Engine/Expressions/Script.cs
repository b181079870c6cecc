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

/// <summary>Scope.</summary>
public abstract class ScriptScope
{
    /// <summary>Reads.</summary>
    public virtual bool TryGet(string name, out JsonNode? value)
    {
        value = null;
        return false;
    }

    /// <summary>Writes.</summary>
    public virtual bool TrySet(string name, JsonNode? value) => false;

    /// <summary>Calls.</summary>
    public virtual bool TryCall(string function, IReadOnlyList<JsonNode?> args, out JsonNode? result)
    {
        result = null;
        return false;
    }

    /// <summary>Reads a member.</summary>
    public virtual bool TryGetMember(string target, string name, out JsonNode? value)
    {
        value = null;
        return false;
    }

    /// <summary>Writes a member.</summary>
    public virtual bool TrySetMember(string target, string name, JsonNode? value) => false;
}
