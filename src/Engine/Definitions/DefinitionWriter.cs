using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ReviewFlow.Engine.Definitions;

/// <summary>
/// Writes a definition back, every member it came with included, in the order it came in. Numbers keep their spelling.
/// What it wrote once it writes again byte for byte.
/// </summary>
public static class DefinitionWriter
{
    private static readonly JsonWriterOptions s_options = new() { Indented = true, IndentSize = 2, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = DefinitionReader.MaxDepth };

    /// <summary>The definition as indented JSON with a line feed at the end.</summary>
    public static string Write(WorkflowDefinition definition)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, s_options)) definition.Json.WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }
}
