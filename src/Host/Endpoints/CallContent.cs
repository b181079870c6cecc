using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ReviewFlow.Host.Api;

namespace ReviewFlow.Host.Endpoints;

/// <summary>What a call carries: JSON when it says so, else text; nothing for an empty body.</summary>
/// <param name="Value">The content.</param>
internal sealed record CallContent(JsonNode? Value)
{
    private static readonly JsonDocumentOptions s_strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    /// <summary>Null: it is not what it says, or holds a character that cannot be kept.</summary>
    public static CallContent? Read(HttpRequest request, byte[] body)
    {
        if (body.Length == 0) return new CallContent((JsonNode?)null);
        try
        {
            using var json = request.HasJsonContentType() ? JsonDocument.Parse(body, s_strict) : JsonSerializer.SerializeToDocument(Encoding.UTF8.GetString(body));
            return ApiDoor.IsStorable(json.RootElement) ? new CallContent(JsonNode.Parse(json.RootElement.GetRawText())) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
