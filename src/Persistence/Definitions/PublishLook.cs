using ReviewFlow.Engine.Definitions;
using ReviewFlow.Workflows.Designs;

namespace ReviewFlow.Persistence.Definitions;

/// <summary>A draft before it is published, with everything that somebody has to know who decides about it.</summary>
/// <param name="Draft">The draft, at the revision that was looked at.</param>
/// <param name="Before">The version that it is compared with; null when it is the first.</param>
/// <param name="Comparison">What changes; null when it is the first, or when the draft cannot be read.</param>
/// <param name="Problems">What is wrong, warnings too.</param>
/// <param name="Failing">Saved rehearsals that give something else now.</param>
/// <param name="Authors">Everybody who changed the draft since that version.</param>
/// <param name="Asked">The open request for a second person; null when there is none.</param>
public sealed record PublishLook(
    DefinitionDraft Draft,
    DefinitionEntry? Before,
    DefinitionComparison? Comparison,
    IReadOnlyList<DefinitionProblem> Problems,
    IReadOnlyList<(SavedRehearsal Rehearsal, IReadOnlyList<string> Differences)> Failing,
    IReadOnlyList<string> Authors,
    DesignEvent? Asked)
{
    /// <summary>Whether nothing stops it but, perhaps, the second person.</summary>
    public bool IsSound => Problems.All(p => p.IsWarning) && Failing.Count == 0;

    /// <summary>Whether a second person has to approve it.</summary>
    public bool NeedsApproval => Comparison?.NeedsApproval == true;

    /// <summary>Whether what was asked about is this very state.</summary>
    public bool AskedForThis => Asked?.Revision == Draft.Revision;
}

/// <summary>What became of the wish to publish.</summary>
/// <param name="VersionId">The version that is now in force; null when nothing was published.</param>
/// <param name="Already">Whether it was in force as it is already.</param>
/// <param name="Problems">What stops it, in words, with the step that each concerns.</param>
/// <param name="Waits">Whether all that is missing is a second person, who has been asked.</param>
public sealed record PublishOutcome(string? VersionId, bool Already, IReadOnlyList<DefinitionProblem> Problems, bool Waits = false);
