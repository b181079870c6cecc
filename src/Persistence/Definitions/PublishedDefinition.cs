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

    /// <summary>What an instance is called.</summary>
    public required string StepTitle { get; init; }

    /// <summary>Form of its instances.</summary>
    public string? Form { get; init; }

    /// <summary>Whether only administrators see its instances.</summary>
    public bool Hidden => ReferencePattern is null;

    /// <summary>Reads the block; a definition without one is technical.</summary>
    public static ProcessFacts Of(string json)
    {
        var definition = JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        var block = definition?["customProperties"]?["reviewflow"] as JsonObject ?? [];
        return new ProcessFacts
        {
            Area = Text(block, "area") ?? "technical",
            ReferencePattern = Text(block, "referencePattern"),
            StepTitle = Text(block, "stepTitle") ?? definition?["name"]?.ToString() ?? "",
            Form = Text(block, "form"),
        };
    }

    private static string? Text(JsonObject block, string name) =>
        block[name] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;
}
