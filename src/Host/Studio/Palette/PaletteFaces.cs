using System.Text.Json.Nodes;

namespace ReviewFlow.Host.Studio.Palette;

/// <summary>An activity type as the designer reads it.</summary>
internal sealed record ActivityFace
{
    public required string TypeName { get; init; }
    public required string Namespace { get; init; }
    public required string Name { get; init; }
    public int Version { get; init; } = 1;
    public required string Category { get; init; }
    public required string DisplayName { get; init; }
    public required string Description { get; init; }

    /// <summary>Action, or Trigger for what can start a process by itself.</summary>
    public string Kind { get; init; } = "Action";
    public bool IsBrowsable { get; init; } = true;
    public bool IsContainer { get; init; }
    public bool IsStart { get; init; }
    public bool IsTerminal { get; init; }
    public JsonObject CustomProperties { get; init; } = [];

    /// <summary>What a new one begins with.</summary>
    public JsonObject ConstructionProperties { get; init; } = [];
    public IReadOnlyList<PortFace> Ports { get; init; } = [];
    public IReadOnlyList<OutputFace> Outputs { get; init; } = [];
    public IReadOnlyList<InputFace> Inputs { get; init; } = [];
}

/// <summary>An outcome (<c>Flow</c>) or a place for an activity inside (<c>Embedded</c>).</summary>
internal sealed record PortFace(string Name, string DisplayName, string Type = "Flow", bool IsBrowsable = true);

internal sealed record OutputFace(string Name, string DisplayName, string TypeName, int Order, bool IsBrowsable = true, bool IsSynthetic = false, string Description = "");

internal sealed record InputFace
{
    public required string Name { get; init; }
    public required string TypeName { get; init; }
    public required string DisplayName { get; init; }
    public required string Description { get; init; }
    public int Order { get; init; }
    public bool IsBrowsable { get; init; } = true;
    public bool IsSynthetic { get; init; }

    /// <summary>Whether the value lies in an expression; false for what stands in the JSON as it is.</summary>
    public bool IsWrapped { get; init; } = true;
    public required string UiHint { get; init; }
    public string? Category { get; init; }
    public JsonNode? DefaultValue { get; init; }
    public string DefaultSyntax { get; init; } = "Literal";
    public bool IsReadOnly { get; init; }
    public bool IsSensitive { get; init; }
    public string? StorageDriverType { get; init; }
    public JsonObject UiSpecifications { get; init; } = [];
}
