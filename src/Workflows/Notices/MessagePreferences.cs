namespace ReviewFlow.Workflows.Notices;

/// <summary>How a kind of message reaches a person, beside the notice in ReviewFlow, which always comes.</summary>
public enum MailChoice
{
    /// <summary>A mail for each, in working time.</summary>
    AtOnce,

    /// <summary>Named in the digest.</summary>
    Digest,

    /// <summary>No mail.</summary>
    InAppOnly,
}

/// <summary>How often the digest comes.</summary>
public enum DigestRhythm
{
    /// <summary>Never.</summary>
    Off,

    /// <summary>Every working day of the reader.</summary>
    Daily,

    /// <summary>The first working day of the week.</summary>
    Weekly,
}

/// <summary>What a person has chosen. Escalations are not here: nobody can mute them.</summary>
public sealed record MessagePreferences
{
    /// <summary>What holds until a person chooses otherwise: few mails, none of them pointless.</summary>
    public static readonly MessagePreferences Usual = new();

    public MailChoice Work { get; init; } = MailChoice.AtOnce;
    public MailChoice Answers { get; init; } = MailChoice.AtOnce;
    public MailChoice Reminders { get; init; } = MailChoice.AtOnce;
    public MailChoice News { get; init; } = MailChoice.Digest;
    public DigestRhythm Digest { get; init; } = DigestRhythm.Daily;

    /// <summary>What holds for a kind. Escalations always come at once.</summary>
    public MailChoice Of(MessageGroup group) => group switch
    {
        MessageGroup.Work => Work,
        MessageGroup.Answers => Answers,
        MessageGroup.Reminders => Reminders,
        MessageGroup.News => News,
        _ => MailChoice.AtOnce,
    };
}
