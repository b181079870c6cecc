namespace ReviewFlow.Workflows.SignOffs;

/// <summary>A signature as it was given (SIG-1). Never changed; later ones supersede it, a withdrawal is beside it.</summary>
public sealed record SignatureRecord
{
    public required string SignerId { get; init; }
    public required string Name { get; init; }

    /// <summary>Job title and team at that moment.</summary>
    public required string JobTitle { get; init; }
    public required string Team { get; init; }

    /// <summary>Role under which it was signed, in words.</summary>
    public required string Role { get; init; }

    /// <summary>The person covered, by id and name; null when signing for oneself.</summary>
    public string? ActingForId { get; init; }
    public string? ActingForName { get; init; }

    public required DateTimeOffset SignedAt { get; init; }

    /// <summary>The same moment as people write it there: "Tue 16 Jun 2026, 9:10am".</summary>
    public required string SignedAtLocal { get; init; }
    public required string Declaration { get; init; }
    public required string FormId { get; init; }
    public required int FormVersion { get; init; }

    /// <summary>Version of each section covered.</summary>
    public required IReadOnlyDictionary<string, int> SectionVersions { get; init; }

    /// <summary>SHA-256 of the canonical content, lower-case hex.</summary>
    public required string ContentHash { get; init; }

    /// <summary>How the person was re-authenticated: <c>password</c> or <c>demo</c>.</summary>
    public required string Method { get; init; }

    /// <summary>"Tom Reyes acting for Sian Corley", or the name alone.</summary>
    public string SignedBy => ActingForName is { } covered ? $"{Name} acting for {covered}" : Name;

    /// <summary>The hash in groups of four.</summary>
    public string Fingerprint => SignatureRules.Fingerprint(ContentHash);
}
