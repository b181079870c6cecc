using System.Text.Json;
using System.Text.Json.Nodes;
using ReviewFlow.Engine.Definitions;

namespace ReviewFlow.Engine.Execution;

public sealed partial class InMemoryRunner
{
    private readonly Dictionary<string, (InMemoryInstance Parent, string Bookmark)> _waiting = new(StringComparer.Ordinal);

    private void Deliver(string name, JsonNode? payload, string? correlationId, InMemoryInstance? only)
    {
        var waiting = _instances.Values.Where(i => only is null || i == only).Where(i => correlationId is null || i.State.CorrelationId == correlationId).ToList();
        foreach (var (definition, activity) in only is null ? Triggered(name).ToList() : [])
        {
            var key = NextKey();
            Begin(definition, new InstanceStarted(key, "i-" + key, null, correlationId, activity.Id) { TriggerPayload = payload?.DeepClone() });
        }

        foreach (var instance in waiting) Apply(instance, new EventReceived(NextKey(), name, payload?.DeepClone()));
    }

    /// <summary>Trigger names are literals; a computed one would need an instance to compute it in.</summary>
    private IEnumerable<(WorkflowDefinition Definition, ActivityNode Activity)> Triggered(string name) =>
        from definition in _definitions.Values
        from node in definition.Nodes.Values
        where node.CanStartWorkflow && node.Type == "Elsa.Event" && node.Inputs.TryGetValue("eventName", out var input)
            && input.IsLiteral && input.Value.ValueKind == JsonValueKind.String && input.Value.GetString() == name
        select (definition, node);

    private void TellParent(InMemoryInstance child)
    {
        if (Waiting(child) is not { } wait) return;
        _waiting.Remove(child.InstanceId);
        _later.Enqueue(() => Apply(wait.Parent, new ChildFinished(NextKey(), wait.Bookmark, child.InstanceId, child.State.Status, child.State.SubStatus, (JsonObject)child.State.Output.DeepClone())));
    }

    private (InMemoryInstance Parent, string Bookmark)? Waiting(InMemoryInstance child)
    {
        if (_waiting.TryGetValue(child.InstanceId, out var wait)) return wait;
        if (child.State.ParentInstanceId is not { } id || !_instances.TryGetValue(id, out var parent)) return null;
        var bookmark = parent.Stored?.Bookmarks.Find(b => b.Payload?["ChildInstanceId"]?.ToString() == child.InstanceId);
        return bookmark is null ? null : (parent, bookmark.Id);
    }

    private static WorkflowDefinition Linked(WorkflowDefinition definition, List<WorkflowDefinition> all)
    {
        var linked = definition.LinkedWith(r => r.Choose(all));
        return linked.Definition ?? throw new ArgumentException(string.Join(' ', linked.Problems.Select(p => p.Message)), nameof(all));
    }
}

/// <summary>An instance that lives in an <see cref="InMemoryRunner"/>.</summary>
public sealed class InMemoryInstance
{
    internal InMemoryInstance(WorkflowDefinition definition, string instanceId) => (Definition, InstanceId) = (definition, instanceId);

    /// <summary>Its definition, linked.</summary>
    public WorkflowDefinition Definition { get; }

    /// <summary>Its id.</summary>
    public string InstanceId { get; }

    /// <summary>Its state after the last burst.</summary>
    public WorkflowState State => Stored ?? throw new InvalidOperationException("The instance has not run yet.");

    /// <summary>Its whole journal.</summary>
    public List<JournalEntry> Journal { get; } = [];

    /// <summary>Every incident there ever was.</summary>
    public List<Incident> Incidents { get; } = [];

    internal WorkflowState? Stored { get; private set; }

    internal void Take(Burst burst, WorkflowState stored)
    {
        Stored = stored;
        Journal.AddRange(burst.Journal);
        Incidents.AddRange(burst.Incidents);
    }
}
