namespace ReviewFlow.Persistence.Definitions;

/// <summary>What a designer is working on. Never cached, never run.</summary>
/// <param name="DefinitionId">The definition.</param>
/// <param name="Id">Id of the version that it will most likely become.</param>
/// <param name="Version">Number of that version.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Content">Elsa 3 definition JSON.</param>
/// <param name="Revision">Goes up with every save that changed something, over all drafts of the definition.</param>
/// <param name="CreatedAt">When the draft was begun; business time, UTC.</param>
/// <param name="ChangedAt">When it was last saved.</param>
/// <param name="ChangedBy">Person who saved it last.</param>
public sealed record DefinitionDraft(
    string DefinitionId, string Id, int Version, string Name, string Content, int Revision, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt, string ChangedBy);

/// <summary>A draft as somebody sends it.</summary>
/// <param name="DefinitionId">The definition; a new id makes a new definition.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Content">Elsa 3 definition JSON.</param>
/// <param name="Author">Person.</param>
/// <param name="BaseVersionId">Version or draft that was being edited; null when it replaces whatever there is (an import).</param>
/// <param name="BaseRevision">Revision that was being edited; null when the sender does not know it.</param>
public sealed record DraftSave(string DefinitionId, string Name, string Content, string Author, string? BaseVersionId = null, int? BaseRevision = null);

/// <summary>What became of a save.</summary>
/// <param name="Draft">The draft as it is now; null when it was refused.</param>
/// <param name="ChangedBy">When refused: who changed it since.</param>
/// <param name="ChangedAt">When refused: when.</param>
public sealed record DraftSaved(DefinitionDraft? Draft, string? ChangedBy = null, DateTimeOffset? ChangedAt = null);

/// <summary>A draft as it was before it was changed.</summary>
/// <param name="DefinitionId">The definition.</param>
/// <param name="Revision">Which.</param>
/// <param name="Version">Version number that it was a draft of.</param>
/// <param name="Name">Name for people, then.</param>
/// <param name="Content">Elsa 3 definition JSON.</param>
/// <param name="ChangedAt">When this state was saved.</param>
/// <param name="ChangedBy">By whom.</param>
public sealed record DraftBefore(string DefinitionId, int Revision, int Version, string Name, string Content, DateTimeOffset ChangedAt, string ChangedBy);

/// <summary>A version or draft in a list.</summary>
public sealed record DefinitionEntry
{
    public required string Id { get; init; }
    public required string DefinitionId { get; init; }
    public required int Version { get; init; }
    public required string Name { get; init; }
    public string Description { get; init; } = "";
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }
    public int Revision { get; init; }

    /// <summary>Whether it is the draft.</summary>
    public bool IsDraft { get; init; }

    /// <summary>Whether nothing new starts on it.</summary>
    public bool Retired { get; init; }

    /// <summary>Whether it is the newest of its definition, draft included.</summary>
    public bool IsLatest { get; init; }

    /// <summary>Whether new cases start on it.</summary>
    public bool IsPublished { get; init; }

    /// <summary>Cases that run on it now.</summary>
    public int Running { get; init; }
}
