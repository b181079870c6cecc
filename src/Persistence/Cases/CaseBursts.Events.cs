using System.Text.Json.Nodes;
using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Persistence.Cases;

internal sealed partial class CaseBursts
{
    /// <summary>How long an event that nobody waits for is kept for whoever does later.</summary>
    public static readonly TimeSpan EventsAreKept = TimeSpan.FromHours(24);

    private readonly List<Publication> _published = [];

    // Inside the case an event arrives in this commit; everywhere else through the stimuli table.
    private void Publish(OpenedInstance sender, PublishEvent effect)
    {
        if (effect.CorrelationId != opened.Row.Id && !effect.LocalOnly)
        {
            _record.Stimulus(effect.Id, StimulusKinds.Event, effect, new EventAddress(effect.Name, effect.CorrelationId));
            return;
        }

        var publication = new Publication(effect, effect.LocalOnly && effect.CorrelationId != opened.Row.Id ? sender.Row.Id : null);
        _published.Add(publication);
        foreach (var id in Running.Where(i => publication.OnlyFor is not { } only || i == only)) Deliver(id, publication);
    }

    /// <summary>Brings an event from elsewhere to everything in this case that waits for it.</summary>
    /// <returns>Whether anything did.</returns>
    public async Task<bool> DeliverAsync(PublishEvent sent, string? onlyFor, CancellationToken cancel)
    {
        var heard = false;
        foreach (var id in Running.Where(i => IsAddressed(opened.Instances[i], sent, onlyFor)).ToList())
            heard |= await RunAsync(id, key => Waits(id, sent.Name) ? new EventReceived(key, sent.Name, sent.Payload?.DeepClone()) : null, cancel);
        return heard;
    }

    /// <summary>Brings an event to everything in this case that waits for it now.</summary>
    /// <returns>Whether anything did.</returns>
    public Task<bool> TellAsync(string name, JsonNode? payload, CancellationToken cancel) =>
        DeliverAsync(new PublishEvent("", name, opened.Row.Id, LocalOnly: false, payload), onlyFor: null, cancel);

    private IEnumerable<string> Running => opened.Instances.Values.Where(i => i.Row.Status == WorkflowStatus.Running).Select(i => i.Row.Id);

    private bool IsAddressed(OpenedInstance instance, PublishEvent sent, string? onlyFor) =>
        onlyFor is not null ? instance.Row.Id == onlyFor : sent.CorrelationId is null || sent.CorrelationId == opened.Row.Id || sent.CorrelationId == instance.Row.CorrelationId;

    private void Deliver(string instanceId, Publication publication) => _queue.Enqueue((instanceId, key =>
    {
        if (!Waits(instanceId, publication.Effect.Name)) return null;
        publication.Heard = true;
        return new EventReceived(key, publication.Effect.Name, publication.Effect.Payload?.DeepClone());
    }
    ));

    // An event may come before the wait for it.
    private void KeepUnheard()
    {
        foreach (var one in _published.Where(p => !p.Heard))
        {
            var address = new EventAddress(one.Effect.Name, opened.Row.Id, one.OnlyFor, session.Now + EventsAreKept);
            _record.Stimulus(one.Effect.Id, StimulusKinds.Event, one.Effect, address);
        }

        _published.Clear();
    }

    private bool Waits(string instanceId, string name) => opened.Instances[instanceId].State?.Bookmarks.Exists(b => EventName(b) == name) == true;

    private sealed class Publication(PublishEvent effect, string? onlyFor)
    {
        public PublishEvent Effect => effect;

        public string? OnlyFor => onlyFor;

        public bool Heard { get; set; }
    }
}

/// <summary>For whom an event is.</summary>
/// <param name="Name">Event name.</param>
/// <param name="CorrelationId">Only instances with this correlation id, or of the case of this id; null for all.</param>
/// <param name="InstanceId">Only this instance.</param>
/// <param name="KeptUntil">Nobody waited for it at first.</param>
internal sealed record EventAddress(string Name, string? CorrelationId, string? InstanceId = null, DateTimeOffset? KeptUntil = null);
