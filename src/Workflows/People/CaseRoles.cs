namespace ReviewFlow.Workflows.People;

/// <summary>What a role expression is relative to.</summary>
public sealed record CaseRoles
{
    public required Subject Subject { get; init; }

    /// <summary>The case, for accounts from outside that are limited to one; null where there is none yet.</summary>
    public string? CaseId { get; init; }

    /// <summary>Who holds the open work of the bookmark that is spoken of (<c>holder</c>).</summary>
    public string? HolderId { get; init; }

    /// <summary>Who sent the request, or owns the step (<c>owner</c>).</summary>
    public string? OwnerId { get; init; }

    /// <summary>Who conducts the case: whoever began it, unless it was given to somebody else (<c>reviewer</c>).</summary>
    public string? ReviewerId { get; init; }

    /// <summary>Who is named on the case itself, by role; comes before whoever holds the post.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Named { get; init; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    /// <summary>People who may not be chosen (four-eyes); the search goes on past them.</summary>
    public IReadOnlySet<string> Excluded { get; init; } = new HashSet<string>(StringComparer.Ordinal);
}

/// <summary>Who does a piece of work, and by which rule.</summary>
public sealed record Assignment
{
    /// <summary>Account that gets the work; null when nobody was found or it goes to a team.</summary>
    public string? PersonId { get; init; }

    /// <summary>Team whose queue it goes to.</summary>
    public string? TeamId { get; init; }

    /// <summary>The absent person whom <see cref="PersonId"/> covers.</summary>
    public string? ActingFor { get; init; }

    /// <summary>How it came about, in words.</summary>
    public required string Rule { get; init; }

    /// <summary>Posts that were found empty; administrators are told.</summary>
    public IReadOnlyList<Vacancy> Vacancies { get; init; } = [];

    /// <summary>Whether the person is away and nobody covers; their line manager is told.</summary>
    public bool AwayWithoutCover { get; init; }

    public bool Unassigned => PersonId is null && TeamId is null;
}

/// <summary>A post with nobody in it.</summary>
/// <param name="Role">Role key.</param>
/// <param name="UnitId">Where it was looked for; null when it is not tied to a unit.</param>
/// <param name="Words">For administrators: "No Team Manager of Looked After Team A is in post".</param>
public sealed record Vacancy(string Role, string? UnitId, string Words);
