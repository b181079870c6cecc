using System.Text;
using System.Text.Json;

namespace ReviewFlow.Engine.Definitions;

/// <summary>A definition, or everything that stops it from being one.</summary>
/// <param name="Definition">The definition; null when there are problems.</param>
/// <param name="Problems">All problems of form; empty when it was read.</param>
public sealed record DefinitionReadResult(WorkflowDefinition? Definition, IReadOnlyList<DefinitionProblem> Problems);

/// <summary>Reads Elsa 3 definition JSON. Never throws on bad input.</summary>
public static class DefinitionReader
{
    /// <summary>Largest file: 4 MiB of UTF-8.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>Deepest nesting of JSON.</summary>
    public const int MaxDepth = 64;

    /// <summary>Most activities, linked workflows included.</summary>
    public const int MaxActivities = 50_000;

    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <summary>Reads a definition. Workflows used as activities are not linked yet, see <see cref="WorkflowDefinition.LinkedWith"/>.</summary>
    public static DefinitionReadResult Read(string json)
    {
        if (Encoding.UTF8.GetByteCount(json) > MaxBytes) return Refused("$", "The file is larger than 4 MiB.", "too-large");
        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(json.TrimStart('\uFEFF'), s_options);
            root = document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            return Refused(e.Path ?? "$", $"This is not usable JSON: {e.Message}", "not-json");
        }

        if (BadText(root, "$") is { } bad) return Refused(bad, "A text holds half of a surrogate pair, which no file can store.", "bad-text");
        return Build(root, new LinkScope(null));
    }

    internal static DefinitionReadResult Build(JsonElement json, LinkScope scope)
    {
        if (json.ValueKind != JsonValueKind.Object) return Refused("$", "A definition is a JSON object.", "not-a-definition");
        var problems = new List<DefinitionProblem>();
        var id = json.Text("definitionId") ?? json.Text("id");
        if (string.IsNullOrWhiteSpace(id)) problems.Add(new("$.definitionId", null, "The definition has no definitionId.", "missing-id"));
        foreach (var list in (string[])["variables", "inputs", "outputs", "outcomes"]) CheckList(json, list, problems);
        var reader = new NodeReader(problems, scope);
        var rootJson = json.Member("root");
        var root = rootJson is { ValueKind: JsonValueKind.Object } present ? reader.Read(present, "$.root") : null;
        if (root is null) problems.Add(new("$.root", null, "The definition has no root activity.", "missing-root"));
        if (problems.Count > 0) return new(null, problems);
        return new(Assemble(json, id!, root!), []);
    }

    private static WorkflowDefinition Assemble(JsonElement json, string id, ActivityNode root)
    {
        var version = json.Number("version") ?? 1;
        var options = json.Member("options") ?? default;
        var workflow = new ActivityNode { Type = "Elsa.Workflow", JsonPath = "$", Children = [root], Json = json, Variables = ArgumentReader.Variables(json) };
        root.Parent = workflow;
        var definition = new WorkflowDefinition
        {
            Id = json.Text("id") ?? $"{id}-v{version}",
            DefinitionId = id,
            Version = version,
            Name = json.Text("name") ?? "",
            Description = json.Text("description") ?? "",
            Json = json,
            Variables = workflow.Variables,
            Inputs = ArgumentReader.Arguments(json, "inputs"),
            Outputs = ArgumentReader.Arguments(json, "outputs"),
            Outcomes = [.. json.Member("outcomes").Items().Where(o => o.ValueKind == JsonValueKind.String).Select(o => o.GetString()!)],
            UsableAsActivity = options.Flag("usableAsActivity") ?? json.Flag("usableAsActivity") ?? false,
            IsPublished = json.Flag("isPublished") ?? false,
            IsLatest = json.Flag("isLatest") ?? false,
            Incidents = ArgumentReader.Strategy(options.Text("incidentStrategyType")),
            Activation = ArgumentReader.Activation(options.Text("activationStrategyType")),
            TokenFlow = ArgumentReader.TokenFlow(json.Member("customProperties") ?? default),
            Workflow = workflow,
            Nodes = NodeIdentities.Assign(workflow),
        };
        workflow.Definition = definition;
        return definition;
    }

    private static void CheckList(JsonElement json, string name, List<DefinitionProblem> problems)
    {
        if (json.Member(name) is { } list && list.ValueKind is not (JsonValueKind.Null or JsonValueKind.Array or JsonValueKind.Object))
            problems.Add(new($"$.{name}", null, $"'{name}' must be a list.", "not-a-list"));
    }

    /// <summary>Path of the first text that is not valid Unicode.</summary>
    private static string? BadText(JsonElement json, string path)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String:
                return Readable(json) ? null : path;
            case JsonValueKind.Array:
                return json.EnumerateArray().Select((item, i) => BadText(item, $"{path}[{i}]")).FirstOrDefault(p => p is not null);
            case JsonValueKind.Object:
                return json.EnumerateObject().Select(m => Readable(m) ? BadText(m.Value, $"{path}.{m.Name}") : path).FirstOrDefault(p => p is not null);
            default:
                return null;
        }
    }

    private static bool Readable(JsonElement text)
    {
        try
        {
            return text.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static bool Readable(JsonProperty member)
    {
        try
        {
            return member.Name is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static DefinitionReadResult Refused(string path, string message, string code) => new(null, [new(path, null, message, code)]);
}
