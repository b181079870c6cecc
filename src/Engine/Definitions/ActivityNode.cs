using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json;

namespace ReviewFlow.Engine.Definitions;

/// <summary>One activity of a definition, with its place in the tree.</summary>
public sealed class ActivityNode
{
    // Made when first asked for: most steps of a long definition never need one.
    private ConcurrentDictionary<string, object>? _compiled;

    /// <summary>Id, unique within its container.</summary>
    public string Id { get; internal set; } = "";

    /// <summary>Path of ids from the workflow down, separated by colons. What states and journals refer to.</summary>
    public string NodeId { get; internal set; } = "";

    /// <summary>Name for scripts; may be empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>What the designer shows as its name: the text on the canvas, else the name, else the id.</summary>
    public string Title => Json.Member("metadata")?.Text("displayText") is { Length: > 0 } title ? title : Name.Length > 0 ? Name : Id;

    /// <summary>Wire name of its type.</summary>
    public required string Type { get; init; }

    /// <summary>Version of its type.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Its original JSON.</summary>
    public JsonElement Json { get; init; }

    /// <summary>JSON path of the place it was read from, e.g. <c>$.root.activities[2]</c>.</summary>
    public required string JsonPath { get; init; }

    /// <summary>The activity it lies in; null for the workflow itself.</summary>
    public ActivityNode? Parent { get; internal set; }

    /// <summary>All activities directly inside it, in order of the file.</summary>
    public IReadOnlyList<ActivityNode> Children { get; internal set; } = [];

    /// <summary>Inputs by camel-case name.</summary>
    public IReadOnlyDictionary<string, InputExpression> Inputs { get; init; } = FrozenDictionary<string, InputExpression>.Empty;

    /// <summary>By camel-case name of an output the id of the variable it is copied to.</summary>
    public IReadOnlyDictionary<string, string> Outputs { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Whether it may start the workflow.</summary>
    public bool CanStartWorkflow { get; init; }

    /// <summary>Variables of a container.</summary>
    public IReadOnlyList<VariableDefinition> Variables { get; init; } = [];

    /// <summary>Connections of a flowchart, without duplicates and without those that lead nowhere.</summary>
    public IReadOnlyList<FlowConnection> Connections { get; internal set; } = [];

    /// <summary>Cases of a switch.</summary>
    public IReadOnlyList<SwitchCaseNode> Cases { get; init; } = [];

    /// <summary>Definition and version it stands for, when it is a workflow used as an activity.</summary>
    public WorkflowReference? Reference { get; init; }

    /// <summary>The workflow node of the referenced definition, when linked.</summary>
    public ActivityNode? Linked { get; internal set; }

    /// <summary>The definition that <see cref="Linked"/> belongs to, or for a workflow node the definition itself.</summary>
    public WorkflowDefinition? Definition { get; internal set; }

    /// <summary>Children by the camel-case name of the member they lie in.</summary>
    internal IReadOnlyDictionary<string, List<ActivityNode>> Ports { get; init; } = FrozenDictionary<string, List<ActivityNode>>.Empty;

    private ConcurrentDictionary<string, object> Cache =>
        LazyInitializer.EnsureInitialized(ref _compiled, static () => new(StringComparer.Ordinal));

    internal ActivityNode? Port(string name) => Ports.TryGetValue(name, out var list) && list.Count > 0 ? list[0] : null;

    internal IReadOnlyList<ActivityNode> PortList(string name) => Ports.TryGetValue(name, out var list) ? list : [];

    /// <summary>What is computed from this node once and kept with it.</summary>
    internal T Compiled<T>(string key, Func<ActivityNode, T> compute) where T : class => (T)Cache.GetOrAdd(key, static (_, a) => a.compute(a.node), (compute, node: this));
}

/// <summary>A case of a switch.</summary>
/// <param name="Label">Outcome, or label for people.</param>
/// <param name="Condition">When it holds.</param>
/// <param name="Activity">What runs (container switch only).</param>
public sealed record SwitchCaseNode(string Label, InputExpression Condition, ActivityNode? Activity);

/// <summary>One connection of a flowchart.</summary>
public sealed class FlowConnection(ActivityNode source, string port, ActivityNode target, string targetPort)
{
    /// <summary>Where it begins.</summary>
    public ActivityNode Source => source;

    /// <summary>Outcome it stands for; <c>Done</c> when the file names none.</summary>
    public string Port => port;

    /// <summary>Where it leads.</summary>
    public ActivityNode Target => target;

    /// <summary>Identity within its flowchart, kept in states.</summary>
    public string Key { get; } = $"{source.Id}:{port}->{target.Id}{(targetPort == "In" ? "" : ":" + targetPort)}";
}

/// <summary>Which definition an activity stands for.</summary>
/// <param name="TypeName">Activity type it was read as; the referenced definition's name without blanks.</param>
/// <param name="DefinitionId">Logical id.</param>
/// <param name="VersionId">Exact version, if named.</param>
/// <param name="Version">Version number.</param>
public sealed record WorkflowReference(string TypeName, string DefinitionId, string? VersionId, int Version)
{
    /// <summary>
    /// The version it means, of all there are: the one named, else the published one, else the latest. An unknown id is
    /// looked up by the type name, which survives an import under new ids.
    /// </summary>
    public WorkflowDefinition? Choose(IEnumerable<WorkflowDefinition> candidates)
    {
        var all = candidates.ToList();
        var versions = all.FindAll(d => d.DefinitionId == DefinitionId);
        if (versions.Count == 0) versions = all.FindAll(d => Names.Pascal(d.Name) == TypeName);
        return versions.Find(d => d.Id == VersionId)
            ?? versions.Find(d => VersionId is null && d.Version == Version)
            ?? versions.FindLast(d => d.IsPublished)
            ?? (versions.Count > 0 ? versions[^1] : null);
    }
}
