using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReviewFlow.Host.Effects;

/// <summary>
/// Sends requests of processes, to allowed hosts alone. A name is looked up once, and what is connected to is the address
/// that was checked; no redirects, proxies, cookies or credentials; a time limit and a size limit.
/// </summary>
public sealed class GuardedHttp : IDisposable
{
    /// <summary>Longest answer in bytes. 1 MiB.</summary>
    public const int LongestAnswer = 1024 * 1024;

    private readonly HttpOptions _options;
    private readonly TimeProvider _system;
    private readonly HttpMessageInvoker _client;

    /// <summary>As a host uses it.</summary>
    public GuardedHttp(HttpOptions options, TimeProvider system)
        : this(options, system, AddressRules.IsPublic, (host, cancel) => Dns.GetHostAddressesAsync(host, cancel), null)
    {
    }

    /// <summary>As a test uses it: with addresses and names of its own.</summary>
    public GuardedHttp(
        HttpOptions options, TimeProvider system, Func<IPAddress, bool> mayConnect, Func<string, CancellationToken, Task<IPAddress[]>> resolve, Action<SocketsHttpHandler>? further)
    {
        (_options, _system) = (options, system);
        var handler = new GuardedConnection(mayConnect, resolve).Handler();
        further?.Invoke(handler);
        _client = new HttpMessageInvoker(handler);
    }

    /// <summary>See <see cref="Persistence.Effects.SendRequest"/>.</summary>
    public async Task<JsonObject> SendAsync(string id, JsonObject request, CancellationToken cancel)
    {
        if (RequestRules.WhyNot(request["url"]?.ToString(), _options.AllowedHosts) is { } why) return Failed(why);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(_options.TimeoutSeconds), _system);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            using var message = RequestRules.Message(id, request);
            using var answer = await _client.SendAsync(message, both.Token);
            return await AnswerAsync(answer, both.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return Failed("There was no answer in time.", "timeout");
        }
        catch (HttpRequestException unreachable)
        {
            // Nothing was sent where there was no connection: it may be tried again.
            var never = unreachable.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError && unreachable.InnerException is not AddressRefusedException;
            return Failed(unreachable.InnerException is AddressRefusedException refused ? refused.Message : "The host could not be reached.", never ? "again" : null);
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or IOException)
        {
            return Failed(wrong is IOException ? "The answer broke off." : wrong.Message);
        }
    }

    public void Dispose() => _client.Dispose();

    private static async Task<JsonObject> AnswerAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        if (await ReadAsync(answer.Content, cancel) is not { } body) return Failed("The answer is longer than 1 MiB.");
        var headers = new JsonObject();
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
            if (!name.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase)) headers[name] = string.Join(", ", values);
        return new JsonObject { ["statusCode"] = (int)answer.StatusCode, ["parsedContent"] = Parsed(answer.Content, body), ["responseHeaders"] = headers };
    }

    private static async Task<byte[]?> ReadAsync(HttpContent content, CancellationToken cancel)
    {
        await using var stream = await content.ReadAsStreamAsync(cancel);
        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await stream.ReadAsync(buffer, cancel)) > 0;)
        {
            if (kept.Length + read > LongestAnswer) return null;
            kept.Write(buffer, 0, read);
        }

        return kept.ToArray();
    }

    private static JsonNode? Parsed(HttpContent content, byte[] body)
    {
        if (body.Length == 0) return null;

        // A null character cannot be kept in the database.
        var text = Encoding.UTF8.GetString(body).Replace("\0", "", StringComparison.Ordinal);
        if (content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.OrdinalIgnoreCase) != true) return JsonValue.Create(text);
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    private static JsonObject Failed(string reason, string? more = null)
    {
        var failed = new JsonObject { ["failed"] = true, ["reason"] = reason };
        if (more is not null) failed[more] = true;
        return failed;
    }
}
