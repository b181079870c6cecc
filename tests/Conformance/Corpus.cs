using System.Text.Json;

namespace ReviewFlow.Conformance;

/// <summary>One case of a manifest, as its <c>format</c> member describes it.</summary>
internal sealed record CorpusCase(string Id, string Folder, JsonElement Json)
{
    public IReadOnlyList<string> Files => [.. Json.GetProperty("files").EnumerateArray().Select(f => Path.Combine(Folder, f.GetString()!))];

    public string? Start => Text("start");

    public bool TokenMode => Text("mode") == "token";

    public bool PublishOnly => Json.TryGetProperty("publishOnly", out var only) && only.ValueKind == JsonValueKind.True;

    public IReadOnlyList<string> Needs => Json.TryGetProperty("needs", out var needs) && needs.ValueKind == JsonValueKind.Array ? [.. needs.EnumerateArray().Select(n => n.ToString())] : [];

    public IReadOnlyList<JsonElement> Steps => Json.TryGetProperty("steps", out var steps) ? [.. steps.EnumerateArray()] : [];

    public JsonElement Expect => Json.TryGetProperty("expect", out var expect) ? expect : default;

    /// <summary>Elsa's own journal, where it is right; null where there is none to compare with.</summary>
    public IReadOnlyList<string>? Journal =>
        !Json.TryGetProperty("elsaDiffers", out _) && Json.TryGetProperty("elsaRun", out var run) && run.TryGetProperty("journal", out var journal) && journal.ValueKind == JsonValueKind.Array && journal.GetArrayLength() > 0
            ? [.. journal.EnumerateArray().Select(j => j.GetString()!)]
            : null;

    public string? Text(string name) => Json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>Reads a folder with a manifest.</summary>
internal static class Corpus
{
    public static IEnumerable<CorpusCase> Read(string folder)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "manifest.json")));
        foreach (var item in manifest.RootElement.GetProperty("cases").EnumerateArray()) yield return new(item.GetProperty("id").GetString()!, folder, item.Clone());
    }
}

/// <summary>What is not run, and why.</summary>
internal sealed class SkipList
{
    private readonly List<(string? Id, string? Needs, string Reason)> _entries = [];

    public static SkipList Read(string file)
    {
        var list = new SkipList();
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        foreach (var item in json.RootElement.EnumerateArray())
        {
            string? Text(string name) => item.TryGetProperty(name, out var value) ? value.GetString() : null;
            list._entries.Add((Text("id"), Text("needs"), Text("reason")!));
        }

        return list;
    }

    public string? ReasonFor(CorpusCase test) =>
        _entries.Where(e => e.Id == test.Id || (e.Needs is not null && test.Needs.Contains(e.Needs))).Select(e => e.Reason).FirstOrDefault();
}
