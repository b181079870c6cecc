using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using ReviewFlow.Engine.Expressions;

namespace ReviewFlow.Workflows.Forms;

/// <summary>Runs the conditions and prefills of a form. Scripts are parsed once; there are only those of published forms.</summary>
internal static class FormScript
{
    private static readonly ConcurrentDictionary<string, Script> Parsed = new(StringComparer.Ordinal);

    /// <summary>Why a script cannot be read; empty when it can.</summary>
    public static IReadOnlyList<string> Problems(string source) =>
        [.. Script.Parse(source).Problems.Select(p => $"Line {p.Line}, column {p.Column}: {p.Message}")];

    /// <summary>Whether a condition holds, as JavaScript counts true and false.</summary>
    /// <param name="source">The condition.</param>
    /// <param name="scope">What it sees.</param>
    /// <param name="ifBroken">
    /// What counts when it cannot be worked out with these answers: a question is rather shown, a demand rather left
    /// out, and a rule rather broken, so that nobody is stopped without words and nothing passes unseen.
    /// </param>
    public static bool Test(string source, FormScope scope, bool ifBroken)
    {
        try
        {
            return IsTrue(Evaluate(source, scope));
        }
        catch (ScriptException)
        {
            return ifBroken;
        }
    }

    /// <summary>The value of a prefill; nothing when it cannot be worked out.</summary>
    public static JsonNode? Offer(string source, FormScope scope)
    {
        try
        {
            return Evaluate(source, scope);
        }
        catch (ScriptException)
        {
            return null;
        }
    }

    private static JsonNode? Evaluate(string source, FormScope scope) => Parsed.GetOrAdd(source, Parse).Evaluate(scope);

    private static Script Parse(string source) =>
        Script.Parse(source).Script ?? throw new ArgumentException($"“{source}” is not a script.", nameof(source));

    private static bool IsTrue(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null or JsonValueKind.Undefined or JsonValueKind.False => false,
        JsonValueKind.String => value.GetValue<string>().Length > 0,
        JsonValueKind.Number => value.AsValue().TryGetValue<double>(out var number)
            ? number is not (0 or double.NaN)
            : value.ToJsonString() is not ("0" or "-0" or "0.0"),
        _ => true,
    };
}
