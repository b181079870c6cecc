using System.Text.Json.Nodes;

namespace ReviewFlow.Workflows.Forms;

/// <summary>Runs the conditions and prefills of a form.</summary>
internal static class FormScript
{
    /// <summary>Why a script cannot be read; empty when it can.</summary>
    public static IReadOnlyList<string> Problems(string source) => [];

    public static bool Test(string source, FormScope scope) => throw new NotSupportedException(source);

    public static JsonNode? Evaluate(string source, FormScope scope) => throw new NotSupportedException(source);
}
