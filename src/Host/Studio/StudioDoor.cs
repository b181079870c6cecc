using System.Text.Json;
using ReviewFlow.Host.Api;

namespace ReviewFlow.Host.Studio;

/// <summary>
/// Stands in front of <c>/elsa</c>. The designer cannot send a token of ours, so a change, and every socket, has to come
/// from this very origin. A body that cannot be kept is refused here.
/// </summary>
public sealed class StudioDoor(RequestDelegate next)
{
    /// <summary>Largest body in bytes. 8 MiB: a definition is 4 MiB at most, and a zip holds several.</summary>
    public const int LargestBody = 8 * 1024 * 1024;

    private static readonly JsonDocumentOptions s_strict = new() { MaxDepth = 80, AllowDuplicateProperties = false };

    /// <summary>Whether the request is for the designer's API or its hub.</summary>
    public static bool IsStudioApi(HttpContext context) => context.Request.Path.StartsWithSegments("/elsa");

    public async Task InvokeAsync(HttpContext context)
    {
        if (await RefusalAsync(context) is { } refusal) await refusal.ExecuteAsync(context);
        else await next(context);
    }

    private static async Task<IResult?> RefusalAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Path.Value?.Contains('\0', StringComparison.Ordinal) == true || request.Query.Any(q => q.Value.Any(v => v?.Contains('\0', StringComparison.Ordinal) == true)))
            return StudioAnswers.Refused("The address holds a character that no text can have.");
        var reads = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);
        if (!(reads && !context.WebSockets.IsWebSocketRequest) && !ApiDoor.IsOfThisOrigin(request))
            return StudioAnswers.Refused("A change has to come from this site itself.", StatusCodes.Status403Forbidden);
        if (reads || request.Path.StartsWithSegments("/elsa/hubs")) return null;
        if (request.ContentLength > LargestBody) return StudioAnswers.Refused("The body is larger than 8 MiB.", StatusCodes.Status413PayloadTooLarge);
        if (request.HasFormContentType) return null;
        return await BodyProblemAsync(request, context.RequestAborted);
    }

    private static async Task<IResult?> BodyProblemAsync(HttpRequest request, CancellationToken cancellation)
    {
        request.EnableBuffering(bufferThreshold: 64 * 1024, bufferLimit: LargestBody);
        try
        {
            // Some calls have no body at all.
            var first = new byte[1];
            if (await request.Body.ReadAsync(first, cancellation) == 0) return null;
            request.Body.Position = 0;
            using var body = await JsonDocument.ParseAsync(request.Body, s_strict, cancellation);
            request.Body.Position = 0;
            if (body.RootElement.ValueKind != JsonValueKind.Object) return StudioAnswers.Refused("The body has to be a JSON object.");
            return ApiDoor.IsStorable(body.RootElement) ? null : StudioAnswers.Refused("A text holds a character that cannot be kept (a null character, or half of a pair).");
        }
        catch (JsonException malformed)
        {
            return StudioAnswers.Refused($"The body is not usable JSON: {malformed.Message}");
        }
        catch (IOException) when (!cancellation.IsCancellationRequested)
        {
            return StudioAnswers.Refused("The body is larger than 8 MiB, or it broke off.", StatusCodes.Status413PayloadTooLarge);
        }
    }
}
