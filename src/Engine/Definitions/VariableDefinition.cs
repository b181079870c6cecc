using System.Text.Json;

namespace ReviewFlow.Engine.Definitions;

/// <summary>A variable of a workflow or container.</summary>
/// <param name="Id">Id by which outputs and SetVariable name it.</param>
/// <param name="Name">Name by which scripts know it.</param>
/// <param name="TypeName">Alias of its type.</param>
/// <param name="IsArray">Whether it holds a list of that type.</param>
/// <param name="Value">First value; undefined for none.</param>
public sealed record VariableDefinition(string Id, string Name, string TypeName, bool IsArray, JsonElement Value)
{
    /// <summary>Name as generated accessors spell it, e.g. <c>getLoopCount</c>.</summary>
    internal string Accessor { get; } = Names.Pascal(Name);
}

/// <summary>A declared input or output of a workflow.</summary>
/// <param name="Name">Its name.</param>
/// <param name="TypeName">Alias of its type.</param>
/// <param name="IsArray">Whether it is a list of that type.</param>
/// <param name="DisplayName">Words for people.</param>
/// <param name="Required">Whether a start without it is refused.</param>
/// <param name="Default">Value when none is given; undefined for none.</param>
public sealed record ArgumentDefinition(string Name, string TypeName, bool IsArray, string DisplayName, bool Required, JsonElement Default);

/// <summary>Spelling of names in scripts and on the wire.</summary>
internal static class Names
{
    /// <summary><c>loop count</c> and <c>loopCount</c> become <c>LoopCount</c>.</summary>
    public static string Pascal(string name) =>
        string.Concat(name.Split([' ', '-', '_', '.'], StringSplitOptions.RemoveEmptyEntries).Select(p => char.ToUpperInvariant(p[0]) + p[1..]));

    /// <summary><c>CurrentValue</c> becomes <c>currentValue</c>.</summary>
    public static string Camel(string name) =>
        name.Length == 0 || char.IsLower(name[0]) ? name : char.ToLowerInvariant(name[0]) + name[1..];
}
