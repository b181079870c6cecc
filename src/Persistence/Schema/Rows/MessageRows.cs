using ReviewFlow.Workflows.Notices;

namespace ReviewFlow.Persistence.Schema.Rows;

/// <summary>A mail to one person: queue and delivery log in one. Rendered when it is sent, by the templates of then.</summary>
public sealed class MailRow
{
    /// <summary>Stable; the Message-ID is made of it, the same at every attempt.</summary>
    public required string Id { get; set; }
    public string? PersonId { get; set; }

    /// <summary>Where it goes when that is no person: the duty address.</summary>
    public string? Address { get; set; }
    public required string Template { get; set; }
    public string? CaseId { get; set; }
    public string? InstanceId { get; set; }
    public string? TaskId { get; set; }
    public string? AlertId { get; set; }
    public DateTimeOffset? DueAt { get; set; }
    public bool Critical { get; set; }

    /// <summary>JSON: fields for the template, or the digest.</summary>
    public string? Data { get; set; }
    public MailState State { get; set; }
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Not looked at before this moment of business time.</summary>
    public DateTimeOffset NotBefore { get; set; }

    /// <summary>Until then it is in one host's hands.</summary>
    public DateTimeOffset? ClaimedUntil { get; set; }

    /// <summary>Times that sending was tried and failed.</summary>
    public int Attempts { get; set; }
    public DateTimeOffset? FirstFailedAt { get; set; }
    public DateTimeOffset? SettledAt { get; set; }
    public string? Error { get; set; }
}

/// <summary>What a person has chosen; no row means the usual.</summary>
public sealed class MessagePreferenceRow
{
    public required string PersonId { get; set; }
    public MailChoice Work { get; set; }
    public MailChoice Answers { get; set; }
    public MailChoice Reminders { get; set; }
    public MailChoice News { get; set; }
    public DigestRhythm Digest { get; set; }
    public DateTimeOffset ChangedAt { get; set; }
}

/// <summary>The last day for which a person's digest was put together, so that two hosts do it once.</summary>
public sealed class DigestMarkRow
{
    public required string PersonId { get; set; }
    public DateOnly Day { get; set; }
}

/// <summary>An organisation's own words for a message; no row, or nothing published, means the shipped ones.</summary>
public sealed class MessageTemplateRow
{
    public required string Name { get; set; }
    public string? Subject { get; set; }
    public string? Body { get; set; }
    public string? DraftSubject { get; set; }
    public string? DraftBody { get; set; }
    public required string ChangedBy { get; set; }
    public DateTimeOffset ChangedAt { get; set; }
    public string? PublishedBy { get; set; }
    public DateTimeOffset? PublishedAt { get; set; }
}

/// <summary>A person's calendar feed. The token is shown once and kept as a hash.</summary>
public sealed class CalendarFeedRow
{
    public required string PersonId { get; set; }
    public required string TokenHash { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>An event from outside that was taken, so that a repeat has no effect.</summary>
public sealed class InboxMessageRow
{
    public required string MessageId { get; set; }
    public required string Consumer { get; set; }
    public required string Name { get; set; }
    public string? CorrelationId { get; set; }
    public DateTimeOffset ReceivedAt { get; set; }
}

/// <summary>Somebody's address that is told of events.</summary>
public sealed class WebhookRow
{
    public required string Id { get; set; }
    public required string Name { get; set; }
    public required string Url { get; set; }

    /// <summary>Key of the signature, protected by the host's key ring.</summary>
    public required string Secret { get; set; }

    /// <summary>Types of events; empty for all.</summary>
    public required string[] Events { get; set; }
    public bool Active { get; set; }
    public required string CreatedBy { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>An event on its way to a webhook.</summary>
public sealed class WebhookDeliveryRow
{
    public required string WebhookId { get; set; }
    public required string MessageId { get; set; }
    public required string Type { get; set; }
    public required string Body { get; set; }
    public MailState State { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset NotBefore { get; set; }
    public DateTimeOffset? ClaimedUntil { get; set; }
    public int Attempts { get; set; }
    public DateTimeOffset? FirstFailedAt { get; set; }
    public DateTimeOffset? SettledAt { get; set; }
    public int? Status { get; set; }
    public string? Error { get; set; }
}
