using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReviewFlow.Host.Effects;

/// <summary>What a process may ask of the world: decided before any name is looked up.</summary>
public static class RequestRules
{
    private static readonly HashSet<string> s_methods = new(StringComparer.Ordinal) { "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE" };

    private static readonly HashSet<string> s_ours = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Connection", "Content-Length", "Transfer-Encoding", "Upgrade", "TE", "Trailer", "Expect", "Cookie", "Idempotency-Key",
    };

    /// <summary>Why an address may not be asked, in words; null when it may.</summary>
    /// <param name="url">As the process gives it.</param>
    /// <param name="allowed">Allowed hosts, see <see cref="HttpOptions.AllowedHosts"/>.</param>
    /// <param name="setting">Name of the setting that has them, for whoever can change it.</param>
    public static string? WhyNot(string? url, IReadOnlyCollection<string> allowed, string setting = $"{HttpOptions.Section}:{nameof(HttpOptions.AllowedHosts)}")
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || url!.Any(c => char.IsControl(c) || c == '\\')) return "This is no address.";
        if (uri.Scheme != Uri.UriSchemeHttps || !url.StartsWith("https://", StringComparison.OrdinalIgnoreCase)) return "Only https may be used.";
        if (uri.UserInfo.Length > 0 || url.Split('/', '?', '#')[2].Contains('@', StringComparison.Ordinal)) return "An address with a name or password in it may not be used.";
        if (uri.HostNameType != UriHostNameType.Dns) return "The host has to be given by its name.";
        var host = uri.IsDefaultPort ? uri.IdnHost : $"{uri.IdnHost}:{uri.Port}";
        return allowed.Contains(host, StringComparer.OrdinalIgnoreCase) ? null : $"{host} is not among the hosts that may be asked ({setting}).";
    }

    /// <summary>The message to send. Headers that belong to the connection are left out.</summary>
    /// <exception cref="ArgumentException">The method is unknown, or a header cannot be sent.</exception>
    public static HttpRequestMessage Message(string id, JsonObject request)
    {
        var method = (Text(request["method"]) ?? "GET").ToUpperInvariant();
        if (!s_methods.Contains(method)) throw new ArgumentException($"The method {method} cannot be used.");
        var message = new HttpRequestMessage(new HttpMethod(method), Text(request["url"]));
        if (request["content"] is { } content && method is not ("GET" or "HEAD"))
            message.Content = new StringContent(Text(content)!, null, Text(request["contentType"]) ?? (content is JsonValue ? "text/plain" : "application/json"));
        if (request["requestHeaders"] is JsonObject headers)
            foreach (var (name, value) in headers) Add(message, name, Text(value) ?? "");
        if (Text(request["authorization"]) is { Length: > 0 } authorization) Add(message, "Authorization", authorization);
        message.Headers.Add("Idempotency-Key", id);
        return message;
    }

    private static void Add(HttpRequestMessage message, string name, string value)
    {
        if (s_ours.Contains(name) || name.StartsWith("Proxy-", StringComparison.OrdinalIgnoreCase)) return;
        if (value.Any(char.IsControl)) throw new ArgumentException($"The header {name} holds a character that cannot be sent.");
        if (!message.Headers.TryAddWithoutValidation(name, value) && message.Content?.Headers.TryAddWithoutValidation(name, value) != true)
            throw new ArgumentException($"The header {name} cannot be sent.");
    }

    private static string? Text(JsonNode? value) => value switch
    {
        null => null,
        JsonValue v when v.GetValueKind() == JsonValueKind.String => v.GetValue<string>(),
        _ => value.ToJsonString(),
    };
}
