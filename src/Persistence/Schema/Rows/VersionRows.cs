namespace ReviewFlow.Persistence.Schema.Rows;

/// <summary>A version of sections of a case's form, exactly as they were. The application's database role may only add and read.</summary>
public sealed class FrozenVersionRow
{
    /// <summary>Derived from the burst that froze it: a repeated burst has the same.</summary>
    public required string Id { get; set; }
    public required string CaseId { get; set; }
    public required string InstanceId { get; set; }

    /// <summary>1, 2, 3 … in the case.</summary>
    public int Number { get; set; }
    public required string Title { get; set; }
    public DateOnly DateOfPlan { get; set; }
    public required string CompletedBy { get; set; }

    /// <summary>The canonical text that was hashed.</summary>
    public required string Content { get; set; }
    public required string ContentHash { get; set; }
    public DateTimeOffset MadeAt { get; set; }

    /// <summary>Account whose act led to it; null for the system.</summary>
    public string? MadeBy { get; set; }
}

/// <summary>A frozen version was sent to people.</summary>
public sealed class DistributionRow
{
    public required string Id { get; set; }
    public required string CaseId { get; set; }
    public int Version { get; set; }

    /// <summary>Task in which it was sent.</summary>
    public string? TaskId { get; set; }
    public string? Purpose { get; set; }
    public required string SentBy { get; set; }
    public string? SentActingForId { get; set; }
    public DateTimeOffset SentAt { get; set; }
}

/// <summary>One recipient of a distribution. Whether the mail arrived stands in the mail; whether it was read, here.</summary>
public sealed class DeliveryRow
{
    public required string DistributionId { get; set; }
    public required string PersonId { get; set; }
    public required string CaseId { get; set; }
    public int Version { get; set; }
    public required string RecipientName { get; set; }
    public required string GroupLabel { get; set; }
    public required string MailId { get; set; }
    public DateTimeOffset? OpenedAt { get; set; }
    public DateTimeOffset? ConfirmedAt { get; set; }

    /// <summary>When the mail came back the first time; the sender was told then.</summary>
    public DateTimeOffset? BouncedAt { get; set; }

    /// <summary>What the mail server said the last time.</summary>
    public string? BounceWhy { get; set; }

    /// <summary>Times that it came back.</summary>
    public int Bounces { get; set; }

    /// <summary>Times that it was sent again after it came back.</summary>
    public int Retries { get; set; }
}
