namespace ReviewFlow.Persistence.Schema.Rows;

/// <summary>The answers of one section of an instance's form as they are now.</summary>
public sealed class DocumentRow
{
    public required string InstanceId { get; set; }
    public required string SectionId { get; set; }
    public required string CaseId { get; set; }
    public int Version { get; set; }

    /// <summary>JSON object, field id → value.</summary>
    public required string Content { get; set; }
    public DateTimeOffset ChangedAt { get; set; }
    public required string ChangedBy { get; set; }
    public string? ChangedActingForId { get; set; }

    /// <summary>Live signature that covers it; then nothing of it changes.</summary>
    public string? SignatureId { get; set; }
}

/// <summary>One version of a section, kept for ever.</summary>
public sealed class DocumentVersionRow
{
    public required string InstanceId { get; set; }
    public required string SectionId { get; set; }
    public int Version { get; set; }
    public required string CaseId { get; set; }
    public required string Content { get; set; }
    public DateTimeOffset ChangedAt { get; set; }
    public required string ChangedBy { get; set; }
    public string? ChangedActingForId { get; set; }

    /// <summary>Why it was amended after it had been signed; null for ordinary work.</summary>
    public string? Reason { get; set; }
}

/// <summary>What a person typed and has not saved. Private; no lock, no audit.</summary>
public sealed class DraftRow
{
    public required string InstanceId { get; set; }
    public required string SectionId { get; set; }
    public required string PersonId { get; set; }
    public int BaseVersion { get; set; }
    public required string Content { get; set; }
    public DateTimeOffset SavedAt { get; set; }
}

/// <summary>Evidence of one signature (SIG-1).</summary>
public sealed class SignatureRow
{
    public required string Id { get; set; }
    public required string CaseId { get; set; }
    public required string InstanceId { get; set; }
    public required string TaskId { get; set; }
    public required string Action { get; set; }
    public required string SignerId { get; set; }

    // As they were at that moment.
    public required string SignerName { get; set; }
    public required string SignerTitle { get; set; }
    public string? SignerTeam { get; set; }
    public required string Role { get; set; }
    public string? ActingForId { get; set; }
    public string? ActingForName { get; set; }
    public DateTimeOffset SignedAt { get; set; }
    public required string SignedLocal { get; set; }
    public required string Declaration { get; set; }
    public required string DefinitionVersionId { get; set; }
    public string? FormId { get; set; }
    public int? FormVersion { get; set; }

    /// <summary>JSON object, section id → version signed.</summary>
    public required string Sections { get; set; }
    public required string ContentHash { get; set; }

    /// <summary>The canonical text that was hashed, so that it can be checked without the program.</summary>
    public required string Canonical { get; set; }
    public required string Method { get; set; }
    public DateTimeOffset AuthenticatedAt { get; set; }

    /// <summary>When it stopped counting: withdrawn, returned, or followed by the signature of an amendment. It stays on record.</summary>
    public DateTimeOffset? SupersededAt { get; set; }
    public string? SupersededBy { get; set; }

    /// <summary>Why, in the words of whoever withdrew or amended.</summary>
    public string? SupersededWhy { get; set; }

    /// <summary>Whether the signer took it back before the next step began (SIG-4).</summary>
    public bool Withdrawn { get; set; }

    /// <summary>The signature that this one replaces, when it signs an amendment.</summary>
    public string? AmendsId { get; set; }
}

/// <summary>A file on a case; until attached it belongs to its uploader alone.</summary>
public sealed class AttachmentRow
{
    public required string Id { get; set; }
    public string? CaseId { get; set; }
    public string? FileName { get; set; }
    public string? ContentType { get; set; }
    public string? Category { get; set; }
    public long Size { get; set; }
    public string? Sha256 { get; set; }
    public required string UploadedBy { get; set; }
    public DateTimeOffset UploadedAt { get; set; }
    public DateTimeOffset? AttachedAt { get; set; }
}

public sealed class AttachmentChunkRow
{
    public required string AttachmentId { get; set; }
    public int Number { get; set; }
    public required byte[] Bytes { get; set; }
}
