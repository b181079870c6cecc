using System.Text.Json.Serialization;

namespace ReviewFlow.Workflows.People;

/// <summary>The child, adult or service that a case is about, as known now.</summary>
public sealed record Subject
{
    public required string Id { get; init; }

    /// <summary>Child, adult or service.</summary>
    public SubjectKind Kind { get; init; }

    /// <summary>Id in the record system, with leading zeros.</summary>
    public required string ExternalId { get; init; }
    public required string Name { get; init; }
    public required DateOnly BornOn { get; init; }
    public string? Gender { get; init; }
    public string? Ethnicity { get; init; }
    public string? LegalStatus { get; init; }
    public string? Placement { get; init; }
    public string? Language { get; init; }
    public DateOnly? NextReviewOn { get; init; }

    /// <summary>Team (unit id) that holds the case.</summary>
    public required string TeamId { get; init; }
    public string? SocialWorkerId { get; init; }
    public string? IroId { get; init; }

    /// <summary>Seen only by those on the access list.</summary>
    public bool Restricted { get; init; }

    /// <summary>Siblings and people of the same name; the page warns of them.</summary>
    public IReadOnlyList<string> Alike { get; init; } = [];
}

/// <summary>What a case can be about.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SubjectKind>))]
public enum SubjectKind
{
    Child,
    Adult,

    /// <summary>A care home or other service; it has no date of birth.</summary>
    Service,
}
