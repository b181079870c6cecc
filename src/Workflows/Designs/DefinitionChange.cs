namespace ReviewFlow.Workflows.Designs;

/// <summary>One difference between two versions of a definition.</summary>
/// <param name="NodeId">Id of the step it concerns; null for the whole.</param>
/// <param name="Words">What changed, such as "Stage 1 sign-off: working days 5 → 7".</param>
/// <param name="Weight">Why a second person has to look at it, if so.</param>
public sealed record DefinitionChange(string? NodeId, string Words, ChangeWeight Weight);

/// <summary>Why a change needs a second person's approval before it is published.</summary>
public enum ChangeWeight
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>It changes who signs, what is signed, or whether.</summary>
    SignOff,

    /// <summary>It changes when something is due, or who is alerted when it is late.</summary>
    Timer,

    /// <summary>It changes who gets work or messages.</summary>
    Recipient,

    /// <summary>It changes an address that something is sent to.</summary>
    Address,
}

/// <summary>Everything that differs between two versions.</summary>
/// <param name="Changes">Differences in words, the whole first, then step by step.</param>
/// <param name="Moved">Whether steps stand elsewhere on the canvas.</param>
public sealed record DefinitionComparison(IReadOnlyList<DefinitionChange> Changes, bool Moved)
{
    /// <summary>Whether nothing but positions changed.</summary>
    public bool OnlyPositions => Moved && Changes.Count == 0;

    /// <summary>Whether a second person has to approve it.</summary>
    public bool NeedsApproval => Changes.Any(c => c.Weight != ChangeWeight.None);

    /// <summary>It in one line: "Only positions changed.", "Nothing changed.", "3 changes, 1 to be approved".</summary>
    public string Summary => Changes.Count == 0
        ? OnlyPositions ? "Only positions changed." : "Nothing changed."
        : $"{UkWords.Count(Changes.Count, "change")}, {Changes.Count(c => c.Weight != ChangeWeight.None)} to be approved by a second person.";
}
