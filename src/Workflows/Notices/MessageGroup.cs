namespace ReviewFlow.Workflows.Notices;

/// <summary>What kind of message it is: people choose per kind how it reaches them.</summary>
public enum MessageGroup
{
    /// <summary>Something is asked of the reader.</summary>
    Work,

    /// <summary>Something that the reader asked for has come back, answered or returned.</summary>
    Answers,

    /// <summary>A date comes near.</summary>
    Reminders,

    /// <summary>Nothing is asked; good to know.</summary>
    News,

    /// <summary>Something is late or urgent. Cannot be muted (domain X-22).</summary>
    Escalations,
}

/// <summary>Which template belongs to which kind.</summary>
public static class MessageGroups
{
    private static readonly (string Ending, MessageGroup Group)[] Endings =
    [
        ("mail-refused", MessageGroup.Escalations), ("-bounced", MessageGroup.Escalations), ("-overdue", MessageGroup.Escalations), ("immediate-concern", MessageGroup.Escalations), ("-cafcass", MessageGroup.Escalations),
        ("vacancy", MessageGroup.Escalations), ("mail-failing", MessageGroup.Escalations), ("-escalation", MessageGroup.Escalations),
        ("-due-in-2", MessageGroup.Reminders), ("-due-today", MessageGroup.Reminders), ("-last-call", MessageGroup.Reminders),
        ("-reminder", MessageGroup.Reminders), ("action-due", MessageGroup.Reminders), ("-theme-due", MessageGroup.Reminders), ("-registered", MessageGroup.News), ("-reopened", MessageGroup.News), ("-review-due", MessageGroup.Reminders),
        ("-completed", MessageGroup.Answers), ("-approved", MessageGroup.Answers), ("-refused", MessageGroup.Answers), ("-returned", MessageGroup.Answers), ("-response", MessageGroup.Answers), ("-answered", MessageGroup.Answers), ("signed", MessageGroup.Answers),
        ("-no-response", MessageGroup.News), ("-stage-started", MessageGroup.News), ("-stage-skipped", MessageGroup.News), ("-total-clock", MessageGroup.News),
        ("clock-extended", MessageGroup.News), ("clock-paused", MessageGroup.News), ("clock-resumed", MessageGroup.News), ("clock-moved", MessageGroup.News), ("access-granted", MessageGroup.News), ("cover-started", MessageGroup.News),
        ("cover-ended", MessageGroup.News), ("cover-back", MessageGroup.News), ("absence-recorded", MessageGroup.News), ("holiday-table-ending", MessageGroup.News), ("-closed", MessageGroup.News),
        ("pip-in-house-suggested", MessageGroup.News), ("pip-shared", MessageGroup.News), ("pip-trigger-added", MessageGroup.News), ("pip-participant-refused", MessageGroup.News), ("pip-minutes", MessageGroup.News),
        ("pip-amendment", MessageGroup.Answers), ("pip-inspectorate", MessageGroup.News), ("pip-disagreement-settled", MessageGroup.News), ("pip-conclusion-not-agreed", MessageGroup.Answers), ("pip-handed-back", MessageGroup.News), ("pip-action-due", MessageGroup.Reminders),
    ];

    /// <summary>The kind of a template. One that nobody has sorted asks something of its reader: better one mail too many than work unseen.</summary>
    public static MessageGroup Of(string template) =>
        Endings.Where(e => template.EndsWith(e.Ending, StringComparison.Ordinal)).Select(e => (MessageGroup?)e.Group).FirstOrDefault() ?? MessageGroup.Work;

    /// <summary>Whether the message is pointless once its work is done.</summary>
    public static bool AsksSomething(this MessageGroup group) => group is MessageGroup.Work or MessageGroup.Reminders or MessageGroup.Escalations;

    /// <summary>The kind in words.</summary>
    public static string Words(this MessageGroup group) => group switch
    {
        MessageGroup.Work => "Work and requests for me",
        MessageGroup.Answers => "What comes back to me: answers and returns",
        MessageGroup.Reminders => "Reminders of dates",
        MessageGroup.News => "News where nothing is asked of me",
        _ => "Late or urgent work",
    };
}
