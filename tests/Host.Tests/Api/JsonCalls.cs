using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReviewFlow.Host.Tests.Api;

/// <summary>Calls of the REST face and what they answer.</summary>
internal static class JsonCalls
{
    public sealed record Answered(int Status, string? Type, JsonNode? Body)
    {
        public string? this[string member] => Body?[member]?.ToString();

        public IReadOnlyList<JsonNode> Items => [.. Body!["items"]!.AsArray().Select(i => i!)];
    }

    public static Task<Answered> CallAsync(this HttpClient client, string path) =>
        SendAsync(client, new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative)));

    public static Task<Answered> CallAsync(this HttpClient client, string path, object body) => client.SendTextAsync(path, JsonSerializer.Serialize(body));

    public static Task<Answered> SendTextAsync(this HttpClient client, string path, string body, string type = "application/json", params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = new StringContent(body, Encoding.UTF8, type) };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return SendAsync(client, request);
    }

    private static async Task<Answered> SendAsync(HttpClient client, HttpRequestMessage request)
    {
        using (request)
        {
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            using var answer = await client.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            var type = answer.Content.Headers.ContentType?.MediaType;
            return new Answered((int)answer.StatusCode, type, type?.EndsWith("json", StringComparison.Ordinal) == true ? JsonNode.Parse(text) : null);
        }
    }
}
