using ReviewFlow.Workflows.Events;

namespace ReviewFlow.Persistence.Schema.Rows;

/// <summary>A message that came in from another system. Its id is unique: a duplicate is not taken twice.</summary>
public sealed class InboxMessageRow
{
    /// <summary>Given by the sender, the same at every attempt of theirs.</summary>
    public required string MessageId { get; set; }

    /// <summary>Name of the event that a process waits for.</summary>
    public required string Name { get; set; }

    /// <summary>A case's id or reference; null for everything that waits for the name.</summary>
    public string? Correlation { get; set; }

    /// <summary>JSON; null for none.</summary>
    public string? Data { get; set; }
    public InboxState State { get; set; }
    public DateTimeOffset ReceivedAt { get; set; }

    /// <summary>Not looked at before this moment of business time.</summary>
    public DateTimeOffset NotBefore { get; set; }
    public int Attempts { get; set; }
    public DateTimeOffset? SettledAt { get; set; }

    /// <summary>Cases that went on by it.</summary>
    public string[] CaseIds { get; set; } = [];
    public string? Error { get; set; }
}

/// <summary>An address of another system that is told of events.</summary>
public sealed class WebhookRow
{
    public required string Id { get; set; }
    public required string Address { get; set; }

    /// <summary>Names of the events wanted; empty for all.</summary>
    public required string[] Events { get; set; }

    /// <summary>What messages are signed with; wrapped by the keys of the sign-in cookies.</summary>
    public required string Secret { get; set; }
    public required string CreatedBy { get; set; }
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Told nothing from then on; null while it is.</summary>
    public DateTimeOffset? StoppedAt { get; set; }
}

/// <summary>One event for one webhook: queue and delivery log in one.</summary>
public sealed class WebhookDeliveryRow
{
    public required string WebhookId { get; set; }

    /// <summary>The event's id, the same at every attempt.</summary>
    public required string MessageId { get; set; }
    public required string EventName { get; set; }
    public required string Body { get; set; }
    public DeliveryState State { get; set; }
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Not tried before this moment of business time.</summary>
    public DateTimeOffset NotBefore { get; set; }

    /// <summary>Until then it is in one host's hands.</summary>
    public DateTimeOffset? ClaimedUntil { get; set; }

    /// <summary>Times that it was tried and failed.</summary>
    public int Attempts { get; set; }
    public DateTimeOffset? FirstFailedAt { get; set; }
    public DateTimeOffset? SettledAt { get; set; }

    /// <summary>What the other side answered last; null when it did not.</summary>
    public int? Answer { get; set; }
    public string? Error { get; set; }
}
