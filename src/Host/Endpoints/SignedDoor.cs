using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Options;

namespace ReviewFlow.Host.Endpoints;

/// <summary>Stands in front of what other systems may call: without a secret in the settings nothing is there, and only signed calls are read.</summary>
public sealed class SignedDoor(IOptions<EndpointOptions> options, TimeProvider time)
{
    /// <summary>Largest body, in bytes.</summary>
    public const int LongestBody = 64 * 1024;

    private const int LongestDelivery = 100;

    /// <summary>Reads a call.</summary>
    public async Task<Call> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (options.Value.Secret is not { } secret) return new(Results.NotFound(), "", []);
        if (await BodyAsync(request, cancellation) is not { } body) return Refused(413, $"Send {LongestBody / 1024} KiB at most.");
        var delivery = request.Headers[SignedCall.Delivery].ToString();
        var target = request.GetEncodedPathAndQuery();
        if (!SignedCall.IsRight(request.Headers[SignedCall.Header], secret, time.GetUtcNow(), delivery, request.Method, target, body))
            return Refused(401, $"Sign the call: {SignedCall.Header}, made within {SignedCall.Tolerance.TotalMinutes} minutes.");
        if (delivery.Length is 0 or > LongestDelivery) return Refused(400, $"Give the call an id of its own in {SignedCall.Delivery}, {LongestDelivery} characters at most.");
        return new(null, delivery, body);
    }

    public static IResult Problem(int status, string detail) => Results.Problem(detail, statusCode: status);

    private static Call Refused(int status, string detail) => new(Problem(status, detail), "", []);

    private static async Task<byte[]?> BodyAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > LongestBody) return null;
        var buffer = new byte[LongestBody + 1];
        var read = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return read > LongestBody ? null : buffer[..read];
    }

    /// <summary>A call that came in, or why it is not let in.</summary>
    /// <param name="Refusal">What to answer instead; null when it may go on.</param>
    /// <param name="Delivery">Its id, the same at every attempt.</param>
    /// <param name="Body">Its body.</param>
    public sealed record Call(IResult? Refusal, string Delivery, byte[] Body);
}
