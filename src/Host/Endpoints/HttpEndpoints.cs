using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Options;
using ReviewFlow.Persistence.Effects;

namespace ReviewFlow.Host.Endpoints;

/// <summary>Calls to processes. Bound from the configuration section "ReviewFlow:Endpoints".</summary>
public sealed class EndpointOptions
{
    public const string Section = "ReviewFlow:Endpoints";

    /// <summary>Secret by which callers sign, 32 characters or more. Without one nobody can call.</summary>
    [MinLength(32)]
    public string? Secret { get; init; }
}

/// <summary>
/// Where Elsa's activity "HTTP endpoint" is reached: <c>/endpoints/{path}</c>. There is nothing here without a secret in the
/// settings, and only signed calls are read. The caller is told that the call was taken, not what the process answers.
/// </summary>
public static class HttpEndpoints
{
    public const string Path = "/endpoints/";

    /// <summary>Largest body, in bytes.</summary>
    public const int LongestBody = 64 * 1024;

    private const int LongestDelivery = 100;

    public static IServiceCollection AddEndpoints(this IServiceCollection services)
    {
        services.AddOptions<EndpointOptions>().BindConfiguration(EndpointOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<EndpointDesk>();
    }

    public static void MapEndpoints(this WebApplication app) =>
        app.MapMethods(Path + "{**path}", ["GET", "POST", "PUT", "PATCH", "DELETE"], ReceiveAsync).AllowAnonymous().DisableAntiforgery();

    private static async Task<IResult> ReceiveAsync(
        string path, HttpRequest request, IOptions<EndpointOptions> options, EndpointDesk desk, TimeProvider time, CancellationToken cancellation)
    {
        if (options.Value.Secret is not { } secret) return Results.NotFound();
        if (await BodyAsync(request, cancellation) is not { } body) return Problem(413, $"Send {LongestBody / 1024} KiB at most.");
        var delivery = request.Headers[SignedCall.Delivery].ToString();
        var target = request.GetEncodedPathAndQuery();
        if (!SignedCall.IsRight(request.Headers[SignedCall.Header], secret, time.GetUtcNow(), delivery, request.Method, target, body))
            return Problem(401, $"Sign the call: {SignedCall.Header}, made within {SignedCall.Tolerance.TotalMinutes} minutes.");
        if (delivery.Length is 0 or > LongestDelivery) return Problem(400, $"Give the call an id of its own in {SignedCall.Delivery}, {LongestDelivery} characters at most.");
        if (Content(request, body) is not { } content) return Problem(400, "The body says that it is JSON, and is not.");
        var call = new JsonObject
        {
            ["method"] = request.Method,
            ["path"] = path,
            ["parsedContent"] = content.Value,
            ["queryStringData"] = new JsonObject(request.Query.Select(q => KeyValuePair.Create<string, JsonNode?>(q.Key, q.Value.ToString()))),
            ["routeData"] = new JsonObject(),
            ["headers"] = new JsonObject { ["content-type"] = request.ContentType },
        };
        return await desk.ReceiveAsync(delivery, request.Method, path, call, cancellation)
            ? Results.Accepted(value: new { taken = true })
            : Problem(404, "Nothing begins or waits at this path.");
    }

    private static async Task<byte[]?> BodyAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > LongestBody) return null;
        var buffer = new byte[LongestBody + 1];
        var read = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return read > LongestBody ? null : buffer[..read];
    }

    // Null: it is not what it says.
    private static Parsed? Content(HttpRequest request, byte[] body)
    {
        if (body.Length == 0) return new Parsed(null);
        if (!request.HasJsonContentType()) return new Parsed(JsonValue.Create(Encoding.UTF8.GetString(body)));
        try
        {
            return new Parsed(JsonNode.Parse(body, documentOptions: new JsonDocumentOptions { MaxDepth = 32 }));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IResult Problem(int status, string detail) => Results.Problem(detail, statusCode: status);

    private sealed record Parsed(JsonNode? Value);
}
