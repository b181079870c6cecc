using System.Text.Json;
using System.Text.Json.Nodes;
using ReviewFlow.Engine.Definitions;

namespace ReviewFlow.Persistence.Definitions;

/// <summary>A published version, ready to run. Immutable; kept for ever.</summary>
/// <param name="Definition">What the engine runs.</param>
/// <param name="Process">What it is as a process.</param>
public sealed record PublishedDefinition(WorkflowDefinition Definition, ProcessFacts Process);

/// <summary>A definition's <c>customProperties.reviewflow</c>.</summary>
public sealed record ProcessFacts
{
    /// <summary>Area of work; <c>technical</c> for a definition that says nothing.</summary>
    public string Area { get; init; } = "technical";

    /// <summary>Pattern of the reference; null: its instances have none and only administrators see them.</summary>
    public string? ReferencePattern { get; init; }

    /// <summary>Whether the reference is issued by a step of the process, or is that of the case: people see its instances before.</summary>
    public bool ReferenceLater { get; init; }

    /// <summary>What an instance is called.</summary>
    public required string StepTitle { get; init; }

    /// <summary>What a case is called from the moment at which this begins in it; null: it keeps its name.</summary>
    public string? CaseTitle { get; init; }

    /// <summary>Who may open a case with it.</summary>
    public StartedBy StartedBy { get; init; } = StartedBy.Concern;

    /// <summary>Form of its instances.</summary>
    public string? Form { get; init; }

    /// <summary>What people may begin in a running instance whenever they like, besides their work.</summary>
    public IReadOnlyList<Offer> Offers { get; init; } = [];

    /// <summary>Whether an instance ends when the one that began it does: what it asks for is of no use without it.</summary>
    public bool EndsWithParent { get; init; }

    /// <summary>Whether only administrators see its instances.</summary>
    public bool Hidden => ReferencePattern is null && !ReferenceLater;

    /// <summary>Reads the block; a definition without one is technical.</summary>
    public static ProcessFacts Of(string json)
    {
        var definition = JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        var block = definition?["customProperties"]?["reviewflow"] as JsonObject ?? [];
        return new ProcessFacts
        {
            Area = Text(block, "area") ?? "technical",
            ReferencePattern = Text(block, "referencePattern"),
            ReferenceLater = Flag(block, "referenceLater"),
            StepTitle = Text(block, "stepTitle") ?? definition?["name"]?.ToString() ?? "",
            CaseTitle = Text(block, "caseTitle"),
            StartedBy = Enum.TryParse<StartedBy>(Text(block, "startBy"), ignoreCase: true, out var by) ? by : StartedBy.Concern,
            Form = Text(block, "form"),
            EndsWithParent = Flag(block, "endsWithParent"),
            Offers = [.. (block["offers"] as JsonArray ?? []).OfType<JsonObject>().Where(o => Text(o, "event") is not null).Select(o => new Offer(
                Text(o, "event")!, Text(o, "label") ?? Text(o, "event")!, [.. (o["roles"] as JsonArray ?? []).Select(r => r?.ToString() ?? "")])
            {
                NotIn = [.. (o["notIn"] as JsonArray ?? []).Select(s => s?.ToString() ?? "")],
            })],
        };
    }

    private static bool Flag(JsonObject block, string name) => block[name] is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    private static string? Text(JsonObject block, string name) =>
        block[name] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;
}

/// <summary>Something that people may begin while a process runs: an event for which it waits.</summary>
/// <param name="Event">Name of the event, for this case.</param>
/// <param name="Label">Words of the button.</param>
/// <param name="Roles">Roles of the case whose holders may.</param>
public sealed record Offer(string Event, string Label, IReadOnlyList<string> Roles)
{
    /// <summary>Stages of the case in which it is not offered.</summary>
    public IReadOnlyList<string> NotIn { get; init; } = [];

    /// <summary>Whether it can be begun at a stage of the case.</summary>
    public bool IsOpenAt(string? stage) => stage is null || !NotIn.Contains(stage);
}

/// <summary>Who may open a case with a definition (domain 5a).</summary>
public enum StartedBy
{
    /// <summary>Whoever may record a concern: the child's social worker and team manager, too.</summary>
    Concern,

    /// <summary>IROs and their manager.</summary>
    Iro,

    /// <summary>Whoever may by the roles of its area.</summary>
    Area,

    /// <summary>A party of a case, as a further step of that case.</summary>
    Party,

    /// <summary>Nobody: another process begins it.</summary>
    Process,
}
