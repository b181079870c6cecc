using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Activities.Inputs;

/// <summary>One way to end a task, as a definition states it.</summary>
internal sealed record ActionSpec
{
    public string Key { get; init; } = "";

    public string? Label { get; init; }

    public string? Outcome { get; init; }

    public bool NeedsNote { get; init; }

    public bool? Validates { get; init; }

    public bool Signs { get; init; }

    /// <summary>Whether the referral must be among the case's documents first.</summary>
    public bool NeedsAttachment { get; init; }

    /// <summary>What at most one open case about the same subject may hold; doing it takes it.</summary>
    public string? Claims { get; init; }

    /// <summary>Goes on in the open case about the same subject that holds this claim.</summary>
    public string? Joins { get; init; }

    /// <summary>Why it can never be done here.</summary>
    public string? Barred { get; init; }

    public string Words => Label ?? (Key.Length == 0 ? "" : char.ToUpperInvariant(Key[0]) + Key[1..]);

    /// <summary>What it says, else its label in one word.</summary>
    public string EndsWith => Outcome ?? string.Concat(Words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => char.ToUpperInvariant(w[0]) + w[1..]));

    /// <summary>A note alone is a way back, which asks for nothing to be complete.</summary>
    public TaskAction Action(string? declaration = null, IReadOnlyList<string>? covers = null) => new()
    {
        Key = Key,
        Label = Words,
        NeedsNote = NeedsNote,
        Validates = Validates ?? (Signs || !NeedsNote),
        Signs = Signs,
        NeedsAttachment = NeedsAttachment,
        Claims = Claims,
        Joins = Joins,
        Barred = Barred,
        Declaration = Signs ? declaration : null,
        Covers = Signs ? covers ?? [] : [],
    };
}
