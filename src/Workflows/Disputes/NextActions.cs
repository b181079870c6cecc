namespace ReviewFlow.Workflows.Disputes;

/// <summary>A way on from a step of the dispute.</summary>
/// <param name="Key">Key of the option.</param>
/// <param name="Label">Words (S4, misprints corrected).</param>
/// <param name="Terminating">Whether it ends the process; then it stands alone.</param>
public sealed record NextActionOption(string Key, string Label, bool Terminating)
{
    /// <summary>Stage that it opens.</summary>
    public int? Stage { get; init; }

    /// <summary>Whether it skips stages and needs a reason.</summary>
    public bool NeedsReason { get; init; }
    public bool NeedsAttachment { get; init; }
}

/// <summary>Which next actions a step offers (domain 5b, G-IRO-2), and what choosing demands.</summary>
public static class NextActions
{
    public const string QapComplete = "qapComplete";
    public const string ReviewTargets = "reviewTargets";
    public const string DrpComplete = "drpComplete";
    public const string Cafcass = "cafcass";

    /// <summary>From the QAP: complete, review its targets, or any stage; what follows stage 4 is the definition's business (the IRO Manager signs).</summary>
    public static IReadOnlyList<NextActionOption> FromQap() =>
    [
        new(QapComplete, "QAP complete", Terminating: true),
        new(ReviewTargets, "Review QAP targets", Terminating: false),
        .. Enumerable.Range(1, 4).Select(stage => Proceed(0, stage)),
    ];

    /// <summary>From a stage: complete, any later stage, or referral to CAFCASS.</summary>
    /// <param name="stage">The stage that is ending, 1 to 4.</param>
    public static IReadOnlyList<NextActionOption> FromStage(int stage) =>
    [
        new(DrpComplete, "DRP complete", Terminating: true),
        .. Enumerable.Range(stage + 1, 4 - stage).Select(later => Proceed(stage, later)),
        new(Cafcass, "Referred to CAFCASS", Terminating: true) { NeedsAttachment = true },
    ];

    /// <summary>Whether these next actions may be chosen together, with what was given along.</summary>
    public static RuleAnswer Choose(IReadOnlyList<NextActionOption> offered, IReadOnlyCollection<string> chosen, string? reason, bool hasAttachment)
    {
        if (chosen.Count == 0)
            return RuleAnswer.Invalid("Choose what follows");
        if (chosen.FirstOrDefault(c => offered.All(o => o.Key != c)) is { } unknown)
            return RuleAnswer.Conflict($"“{unknown}” is not offered here.");
        var options = offered.Where(o => chosen.Contains(o.Key)).ToList();
        if (options.Count > 1)
            return RuleAnswer.Invalid(options.Find(o => o.Terminating) is { } end ? $"“{end.Label}” ends the process, so nothing else can follow" : "Choose one way on");
        var option = options[0];
        if (option.NeedsReason && string.IsNullOrWhiteSpace(reason))
            return RuleAnswer.Invalid("Write why stages are left out");
        return option.NeedsAttachment && !hasAttachment ? RuleAnswer.Invalid("Attach the referral before you finish") : RuleAnswer.Ok;
    }

    /// <summary>Stages left out between two; their managers are informed, not asked (ruling 22).</summary>
    public static IReadOnlyList<int> Skipped(int from, int to) => [.. Enumerable.Range(from + 1, Math.Max(0, to - from - 1))];

    private static NextActionOption Proceed(int from, int stage) => new($"stage{stage}", $"Proceed to DRP stage {stage}", Terminating: false)
    {
        Stage = stage,
        NeedsReason = Skipped(from, stage).Count > 0,
    };
}
