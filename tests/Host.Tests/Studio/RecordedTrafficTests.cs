using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Studio;

/// <summary>
/// Calls that the real designer was recorded making, sent to this host in the same order: each answer has every member
/// that the recorded one had, of the same kind. What is free (a step's own inputs, state, metadata) is marked <c>any</c>.
/// </summary>
public sealed class RecordedTrafficTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const string Process = "recorded";

    [Fact]
    public async Task RecordedCalls_OnThisHost_GetTheSameShapes()
    {
        using var sam = await host.SignedInAsync("sam-okoro");
        var file = StudioCalls.OneTask(Process, "grace-halloran");
        await sam.StudioAsync("POST", "workflow-definitions/import", file);
        await sam.StudioAsync("POST", "workflow-definitions/import", StudioCalls.OneTask("recorded-other", "grace-halloran"));
        await sam.StudioAsync("POST", $"workflow-definitions/{Process}/publish", new JsonObject());
        var names = await StartedAsync(sam);
        var wrong = new List<string>();
        var recorded = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(RunningHost.Repository, "tests", "Host.Tests", "Studio", "recorded-shapes.json")))!.AsArray();
        foreach (var call in recorded)
        {
            var path = Fill(call!["path"]!.ToString(), names);
            using var request = new HttpRequestMessage(new HttpMethod(call["method"]!.ToString()), new Uri($"/elsa/api/{path}", UriKind.Relative));
            if (await BodyAsync(call["body"], names, file, sam) is { } body) request.Content = JsonContent.Create(body);
            using var answer = await sam.SendAsync(request);
            if ((int)answer.StatusCode != call["status"]!.GetValue<int>()) wrong.Add($"{request.Method} {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            else if (call["shape"] is { } shape) wrong.AddRange(Differences(shape, JsonNode.Parse(await answer.Content.ReadAsStringAsync()), "").Select(d => $"{request.Method} {path}: {d}"));
        }

        wrong.Distinct(StringComparer.Ordinal).ShouldBeEmpty(string.Join('\n', wrong.Distinct(StringComparer.Ordinal)));
        recorded.Count.ShouldBeGreaterThan(30);
    }

    private static async Task<Dictionary<string, string>> StartedAsync(HttpClient sam)
    {
        using var started = await sam.PostAsync(new Uri($"/elsa/api/workflow-definitions/{Process}/execute", UriKind.Relative), JsonContent.Create(new { versionOptions = "Latest" }));
        var instance = started.Headers.GetValues("x-elsa-workflow-instance-id").Single();
        var list = await sam.StudioAsync("GET", $"activity-execution-summaries/list?WorkflowInstanceId={instance}&ActivityNodeId=Workflow1:flow:look");
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["{definition}"] = Process,
            ["{imported}"] = "recorded-other",
            ["{version}"] = $"{Process}-v1",
            ["{instance}"] = instance,
            ["{node}"] = "Workflow1:flow:look",
            ["{execution}"] = list.Json!["items"]![0]!["id"]!.ToString(),
        };
    }

    private static string Fill(string text, Dictionary<string, string> names) => names.Aggregate(text, (filled, name) => filled.Replace(name.Key, name.Value, StringComparison.Ordinal));

    private static async Task<JsonNode?> BodyAsync(JsonNode? recorded, Dictionary<string, string> names, JsonObject file, HttpClient sam) => recorded switch
    {
        null => null,
        JsonValue text when text.ToString() == "{file}" => file.DeepClone(),
        JsonValue => new JsonObject { ["model"] = (await sam.StudioAsync("GET", $"workflow-definitions/by-definition-id/{Process}?versionOptions=Latest")).Json!.DeepClone(), ["publish"] = false },
        _ => JsonNode.Parse(Fill(recorded.ToJsonString(), names)),
    };

    private static IEnumerable<string> Differences(JsonNode shape, JsonNode? actual, string at) => (shape, actual) switch
    {
        (JsonObject members, JsonObject json) => members.SelectMany(m => !json.ContainsKey(m.Key) ? [$"{at}.{m.Key} is missing"] : m.Value is null ? [] : Differences(m.Value, json[m.Key], $"{at}.{m.Key}")),
        (JsonArray { Count: 0 }, JsonArray) => [],
        (JsonArray items, JsonArray list) => list.SelectMany(item => Differences(items[0]!, item, $"{at}[]")),
        (JsonValue kind, _) => IsOf(kind.ToString(), actual) ? [] : [$"{at} should be {kind}, but is {actual?.ToJsonString() ?? "null"}"],
        _ => [$"{at} should be {(shape is JsonArray ? "a list" : "an object")}, but is {actual?.ToJsonString() ?? "null"}"],
    };

    // A recorded text or number may be null elsewhere; a list or object may not: the designer would break.
    private static bool IsOf(string kind, JsonNode? actual) => kind switch
    {
        "any" or "null" => true,
        "flag" => actual?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        "number" => actual is null || actual.GetValueKind() == JsonValueKind.Number,
        _ => actual is null || actual.GetValueKind() == JsonValueKind.String,
    };
}
