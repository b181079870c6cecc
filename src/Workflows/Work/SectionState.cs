using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Workflows.Work;

/// <summary>How a section of a step stands for one person.</summary>
public enum SectionStateKind
{
    /// <summary>Nothing more is to be done in it.</summary>
    Completed,

    /// <summary>Covered by a live signature.</summary>
    Signed,

    /// <summary>The person can fill it in.</summary>
    Open,

    /// <summary>Somebody else has to fill something in.</summary>
    WaitingForOthers,
    CannotStartYet,
}

/// <summary>A section's state with what it waits for, in words.</summary>
public sealed record SectionState(SectionStateKind Kind, string Hint = "")
{
    /// <summary>Word of the status.</summary>
    public string Title => Kind switch
    {
        SectionStateKind.Completed => "Completed",
        SectionStateKind.Signed => "Signed and locked",
        SectionStateKind.Open => "You can fill this in",
        SectionStateKind.WaitingForOthers => "Waiting for others",
        _ => "Cannot start yet",
    };
}

/// <summary>Derives the state of sections from the open waits; it is stored nowhere.</summary>
public static class SectionStates
{
    /// <summary>The state of one section for a person.</summary>
    /// <param name="section">The section.</param>
    /// <param name="openPaths">What is open to the person.</param>
    /// <param name="signed">Whether a live signature covers it.</param>
    /// <param name="saved">Whether anything was ever saved in it.</param>
    /// <param name="waits">All open waits of the instance that are human work.</param>
    /// <param name="isMine">Whether a wait is the person's own.</param>
    /// <param name="personId">The person.</param>
    /// <param name="now">Business time.</param>
    public static SectionState Of(
        FormSection section,
        IReadOnlySet<string> openPaths,
        bool signed,
        bool saved,
        IReadOnlyList<OpenWait> waits,
        Func<WorkItem, bool> isMine,
        string personId,
        DateTimeOffset now)
    {
        if (section.PulledThrough) return new SectionState(SectionStateKind.Completed);
        if (signed) return new SectionState(SectionStateKind.Signed);
        var opensAt = FormRules.OpensAt(section);
        var other = waits.FirstOrDefault(w => opensAt.Contains(w.Item.FormPhase, StringComparer.Ordinal) && !isMine(w.Item));
        var open = FormRules.AnyOpen(section, openPaths);
        if (other is not null)
        {
            var with = other.HolderName ?? "somebody to take it";
            return new SectionState(SectionStateKind.WaitingForOthers, open ? $"You can edit. Updates wait for {with}." : $"With {with}.");
        }

        if (open) return new SectionState(SectionStateKind.Open);
        if (saved || waits.Count == 0) return new SectionState(SectionStateKind.Completed);
        return new SectionState(SectionStateKind.CannotStartYet, WhyNot.Answer(waits, new Wanted.Section(section.Title, opensAt), personId, now) ?? "");
    }
}
