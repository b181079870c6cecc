using System.Text.Json;
using ReviewFlow.Engine.Expressions;

namespace ReviewFlow.Engine.Definitions;

/// <summary>The value of an input as the definition states it.</summary>
/// <param name="Kind">Literal, Object, Json, JavaScript, Variable, Input, …</param>
/// <param name="Value">Its text or JSON.</param>
/// <param name="TypeName">Type that the file names; advisory.</param>
/// <param name="JsonPath">Where it stands.</param>
public sealed record InputExpression(string Kind, JsonElement Value, string TypeName, string JsonPath)
{
    private ScriptParseResult? _script;

    /// <summary>Parsed once for each version of a definition.</summary>
    internal ScriptParseResult Script => _script ??= Expressions.Script.Parse(Value.ValueKind == JsonValueKind.String ? Value.GetString()! : Value.ToString());

    /// <summary>Whether it is a script.</summary>
    internal bool IsScript => string.Equals(Kind, "JavaScript", StringComparison.OrdinalIgnoreCase);

    internal bool IsLiteral => string.Equals(Kind, "Literal", StringComparison.OrdinalIgnoreCase);
}
