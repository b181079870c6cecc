using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace ReviewFlow.Host.Endpoints;

/// <summary>
/// What the step <c>Write HTTP response</c> says, sent to the caller. A status, type or header that cannot be sent is left out:
/// the process has moved already, and its caller must hear so.
/// </summary>
internal sealed class ProcessReply(JsonObject reply) : IResult
{
    // Set by the host alone, or not for a machine that called.
    private static readonly HashSet<string> s_ours = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Content-Length", "Content-Type", "Date", "Keep-Alive", "Server", "Set-Cookie", "Trailer", "Transfer-Encoding", "Upgrade",
        "Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "Strict-Transport-Security",
    };

    public async Task ExecuteAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Status(reply["statusCode"]);
        foreach (var (name, value) in reply["responseHeaders"] as JsonObject ?? []) Add(response.Headers, name, value);
        if (reply["content"] is not { } content || response.StatusCode is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified) return;
        var isText = content is JsonValue value1 && value1.TryGetValue<string>(out _);
        response.ContentType = Type(reply["contentType"], isText);
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(isText ? content.GetValue<string>() : content.ToJsonString()), context.RequestAborted);
    }

    private static int Status(JsonNode? given) =>
        int.TryParse(given?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 200 and <= 599 ? status : StatusCodes.Status200OK;

    private static string Type(JsonNode? given, bool isText) =>
        MediaTypeHeaderValue.TryParse(given?.ToString(), out var type) ? type.ToString() : isText ? "text/plain; charset=utf-8" : "application/json; charset=utf-8";

    private static void Add(IHeaderDictionary headers, string name, JsonNode? value)
    {
        if (s_ours.Contains(name) || name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')) return;
        string[] texts = value is JsonArray many ? [.. many.Select(v => v?.ToString() ?? "")] : [value?.ToString() ?? ""];
        if (texts.All(t => t.All(c => c is >= ' ' and <= '~'))) headers[name] = texts;
    }
}
