using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Activities.NextActions;

/// <summary>One way on from a step, as a definition states it.</summary>
internal sealed record NextOption
{
    public string Key { get; init; } = "";

    public string? Label { get; init; }

    public string? Outcome { get; init; }

    /// <summary>Whether it ends the process.</summary>
    public bool Terminating { get; init; }

    /// <summary>Level that it leads to. Offered only when it lies ahead; leaving levels out needs a reason.</summary>
    public int? Level { get; init; }

    public bool NeedsReason { get; init; }

    public bool NeedsAttachment { get; init; }

    /// <summary>
    /// Sections whose signature is taken back by choosing it: the way back to the sign-off before, as long as nothing
    /// has followed (SIG-4). Always with a reason.
    /// </summary>
    public IReadOnlyList<string> Withdraws { get; init; } = [];

    public string Words => Label ?? Key;

    public string EndsWith => Outcome ?? Key;

    public bool IsAhead(int level) => Level is not { } to || to > level;

    /// <summary>Levels left out on the way; their managers are informed, not asked (ruling 22).</summary>
    public IEnumerable<int> Skipped(int level) => Level is { } to && to > level + 1 ? Enumerable.Range(level + 1, to - level - 1) : [];

    public bool AsksReason(int level) => NeedsReason || IsWithdrawal || Skipped(level).Any();

    public bool IsWithdrawal => Withdraws.Count > 0;

    public TaskAction Action(int level) => new()
    {
        Key = Key,
        Label = Words,
        Terminating = Terminating,
        NeedsAttachment = NeedsAttachment,
        NeedsReason = AsksReason(level),
        Withdraws = IsWithdrawal,
    };
}
