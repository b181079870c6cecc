using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Engine.Execution.Nodes;

namespace ReviewFlow.Engine.Execution;

/// <summary>One run of one activity that has not ended, with the runs inside it.</summary>
internal sealed class ActivityRun
{
    public required string Id { get; init; }

    public required string NodeId { get; init; }

    public ActivityStatus Status { get; set; }

    /// <summary>
    /// Runs inside it, in the order that decides who is cancelled first. Elsa reverses it at every load; journals are
    /// compared with Elsa's, so every stored state holds the reverse of the order of the burst.
    /// </summary>
    [JsonIgnore]
    public List<ActivityRun> Children { get; private set; } = [];

    [JsonPropertyName("children")]
    public List<ActivityRun>? StoredChildren
    {
        get => Children.Count == 0 ? null : Children;
        set => Children = value ?? [];
    }

    /// <summary>Values of the variables that this container declares, by variable id.</summary>
    public Dictionary<string, JsonNode?>? Variables { get; set; }

    /// <summary>Variables that a loop gave to this run, by name.</summary>
    public Dictionary<string, JsonNode?>? Locals { get; set; }

    /// <summary>What the activity keeps for itself.</summary>
    public JsonObject? Memory { get; set; }

    /// <summary>What a flowchart knows of its past.</summary>
    public FlowMemory? Flow { get; set; }

    /// <summary>Progress of a loop, a sequence or a parallel container; its meaning is the container's.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Position { get; set; }

    /// <summary>For a sequence: id of the child that runs.</summary>
    public string? Current { get; set; }

    /// <summary>Whether a Break inside it asks it to stop.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Breaking { get; set; }

    /// <summary>Whether it was reached over a backward connection.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Backward { get; set; }

    /// <summary>Outcomes that a Complete inside it asked for.</summary>
    public List<string>? Asked { get; set; }

    [JsonIgnore]
    public ActivityNode Node { get; set; } = null!;

    [JsonIgnore]
    public ActivityRun? Parent { get; set; }

    /// <summary>Of a flowchart: its connections seen from where this instance began.</summary>
    [JsonIgnore]
    public FlowGraph? Graph { get; set; }

    /// <summary>Being completed or cancelled at this moment; nothing may revive it.</summary>
    [JsonIgnore]
    public bool Ending { get; set; }

    public ActivityRun Copy()
    {
        var copy = new ActivityRun
        {
            Id = Id,
            NodeId = NodeId,
            Status = Status,
            Variables = Variables is null ? null : new(Variables, StringComparer.Ordinal),
            Locals = Locals is null ? null : new(Locals, StringComparer.Ordinal),
            Memory = Memory,
            Flow = Flow?.Copy(),
            Position = Position,
            Current = Current,
            Breaking = Breaking,
            Backward = Backward,
            Asked = Asked,
            Node = Node,
            Graph = Graph,
        };
        copy.Children.Capacity = Children.Count;
        foreach (var child in Children)
        {
            var inner = child.Copy();
            inner.Parent = copy;
            copy.Children.Add(inner);
        }

        return copy;
    }
}
