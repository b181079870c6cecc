using System.Text.Json;

namespace ReviewFlow.Host.Api;

/// <summary>
/// Stands in front of the REST face. The cookie comes along with requests that other sites make, so a change has to come
/// from this very origin and be JSON, which no foreign form can send. A body that cannot be kept is refused here.
/// </summary>
public sealed class ApiDoor(RequestDelegate next)
{
    /// <summary>Largest body in bytes. 1 MiB.</summary>
    public const int LargestBody = 1024 * 1024;

    private static readonly JsonDocumentOptions s_strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    public async Task InvokeAsync(HttpContext context)
    {
        if (await RefusalAsync(context) is { } refusal) await refusal.ExecuteAsync(context);
        else await next(context);
    }

    private static async Task<IResult?> RefusalAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Path.Value?.Contains('\0', StringComparison.Ordinal) == true || request.Query.Any(q => q.Value.Any(v => v?.Contains('\0', StringComparison.Ordinal) == true)))
            return Answers.Bad("The address holds a character that no text can have.");
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)) return null;
        if (!IsOfThisOrigin(request)) return Answers.Refusal(StatusCodes.Status403Forbidden, "cross-origin", "A change has to come from this site itself.");
        if (!request.HasJsonContentType()) return Answers.Refusal(StatusCodes.Status415UnsupportedMediaType, "not-json", "Send the body with Content-Type: application/json.");
        if (request.ContentLength > LargestBody) return Answers.Refusal(StatusCodes.Status413PayloadTooLarge, "payload-too-large", "The body is larger than 1 MiB.");
        return await BodyProblemAsync(request, context.RequestAborted);
    }

    /// <summary>Whether a request was made by a page of this very site, or by no page at all.</summary>
    internal static bool IsOfThisOrigin(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site is not ("" or "same-origin" or "none")) return false;
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<IResult?> BodyProblemAsync(HttpRequest request, CancellationToken cancellation)
    {
        request.EnableBuffering(bufferThreshold: 64 * 1024, bufferLimit: LargestBody);
        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body, s_strict, cancellation);
            request.Body.Position = 0;
            if (body.RootElement.ValueKind != JsonValueKind.Object) return Answers.Bad("The body has to be a JSON object.");
            return IsStorable(body.RootElement) ? null : Answers.Bad("A text in the body holds a character that no text can have.");
        }
        catch (JsonException malformed)
        {
            return Answers.Bad($"The body is not usable JSON: {malformed.Message}");
        }
        catch (IOException) when (!cancellation.IsCancellationRequested)
        {
            return Answers.Refusal(StatusCodes.Status413PayloadTooLarge, "payload-too-large", "The body is larger than 1 MiB, or it broke off.");
        }
    }

    /// <summary>Whether every text in it can be kept.</summary>
    internal static bool IsStorable(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => IsStorable(json.GetRawText()),
        JsonValueKind.Array => json.EnumerateArray().All(IsStorable),
        JsonValueKind.Object => json.EnumerateObject().All(m => IsStorable(m.Value)),
        _ => true,
    };

    // Half of a surrogate pair makes reading the text throw; a null character is refused by the database.
    private static bool IsStorable(string raw)
    {
        try
        {
            using var text = JsonDocument.Parse(raw);
            return !text.RootElement.GetString()!.Contains('\0', StringComparison.Ordinal);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
