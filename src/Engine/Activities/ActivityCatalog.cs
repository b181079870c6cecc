using System.Diagnostics.CodeAnalysis;
using ReviewFlow.Engine.Execution.Nodes;

namespace ReviewFlow.Engine.Activities;

/// <summary>The activity types that can run, by wire name. The source of the designer's palette.</summary>
public sealed class ActivityCatalog
{
    private readonly Dictionary<string, ActivityDescriptor> _byType = new(StringComparer.Ordinal);

    /// <summary>All of them, in order of registration.</summary>
    public IEnumerable<ActivityDescriptor> All => _byType.Values;

    /// <summary>Adds a leaf activity.</summary>
    public ActivityCatalog Add(ActivityDescriptor descriptor)
    {
        _byType.Add(descriptor.Type, descriptor);
        return this;
    }

    /// <summary>Finds a type by its wire name.</summary>
    public bool TryGet(string type, [NotNullWhen(true)] out ActivityDescriptor? descriptor) => _byType.TryGetValue(type, out descriptor);
}

/// <summary>One activity type as administrators and definitions see it.</summary>
public sealed record ActivityDescriptor
{
    private LeafNode? _leaf;

    /// <summary>Wire name, e.g. <c>ReviewFlow.SignOff</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Name in the palette.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Group in the palette.</summary>
    public required string Category { get; init; }

    /// <summary>What it does, for an administrator.</summary>
    public required string Description { get; init; }

    /// <summary>Its inputs.</summary>
    public IReadOnlyList<InputDescriptor> Inputs { get; init; } = [];

    /// <summary>Its outputs.</summary>
    public IReadOnlyList<OutputDescriptor> Outputs { get; init; } = [];

    /// <summary>Its outcomes when they do not depend on inputs.</summary>
    public IReadOnlyList<string> Outcomes { get; init; } = ["Done"];

    /// <summary>Name of the input that lists further outcomes (as strings, or objects with <c>key</c> or <c>label</c>); null for none.</summary>
    public string? OutcomesFromInput { get; init; }

    /// <summary>Runs it; null for the engine's own containers.</summary>
    public Activity? Activity { get; init; }

    /// <summary>How an engine-owned type runs.</summary>
    internal NodeBehavior? Behavior { get; init; }

    /// <summary>How it runs.</summary>
    internal NodeBehavior Runs => Behavior ?? (_leaf ??= new LeafNode(this));

    internal InputDescriptor? Input(string name)
    {
        foreach (var input in Inputs)
        {
            if (string.Equals(input.Name, name, StringComparison.OrdinalIgnoreCase)) return input;
        }

        return null;
    }
}

/// <summary>One input of an activity type.</summary>
public sealed record InputDescriptor
{
    /// <summary>Camel-case name on the wire.</summary>
    public required string Name { get; init; }

    /// <summary>Words beside the editor.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Help for an administrator.</summary>
    public string Description { get; init; } = "";

    /// <summary>Alias of the value's type: String, Int32, Boolean, Object, DateTimeOffset, TimeSpan, …</summary>
    public string TypeName { get; init; } = "String";

    /// <summary>Editor: single-line, multi-line, checkbox, dropdown, json-editor, role, form, calendar, value-list, …</summary>
    public string Editor { get; init; } = "single-line";

    /// <summary>Choices of a drop-down.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Whether publishing without it is a problem.</summary>
    public bool Required { get; init; }

    /// <summary>JSON text of the value used when nothing is set; null for none.</summary>
    public string? Default { get; init; }
}

/// <summary>One output of an activity type.</summary>
/// <param name="Name">Camel-case name on the wire.</param>
/// <param name="DisplayName">Words in the designer.</param>
/// <param name="TypeName">Alias of the value's type.</param>
public sealed record OutputDescriptor(string Name, string DisplayName, string TypeName = "Object");
