namespace ReviewFlow.Workflows.Designs;

/// <summary>What somebody can do to a process or a form as a design. Each is written down.</summary>
public enum DesignDeed
{
    /// <summary>The author wants it published and needs a second person.</summary>
    Asked,

    /// <summary>A second person read the comparison and published it.</summary>
    Approved,

    /// <summary>A second person gave it back with a note.</summary>
    SentBack,

    /// <summary>It was published without a second person, because nothing in it needs one.</summary>
    Published,

    /// <summary>Its author tried to approve it, and was refused.</summary>
    SelfApprovalRefused,

    /// <summary>Nothing new starts on it.</summary>
    TakenOutOfUse,

    /// <summary>It was put back into use.</summary>
    PutBackIntoUse,

    /// <summary>A version was taken off the lists, or a draft thrown away.</summary>
    Deleted,

    /// <summary>An earlier state became the draft.</summary>
    Restored,

    /// <summary>A rehearsal is expected to give the same from now on.</summary>
    RehearsalKept,

    /// <summary>A rehearsal is no longer expected to give the same.</summary>
    RehearsalDropped,
}

/// <summary>The deeds in words, as they stand after a name: "Sam Okoro asked for a second person".</summary>
public static class DesignDeedWords
{
    /// <summary>What was done.</summary>
    public static string Of(DesignDeed deed) => deed switch
    {
        DesignDeed.Asked => "asked for a second person to approve it",
        DesignDeed.Approved => "approved and published it",
        DesignDeed.SentBack => "sent it back",
        DesignDeed.Published => "published it",
        DesignDeed.SelfApprovalRefused => "tried to approve their own work and was refused",
        DesignDeed.TakenOutOfUse => "took it out of use",
        DesignDeed.PutBackIntoUse => "put it back into use",
        DesignDeed.Deleted => "deleted it",
        DesignDeed.Restored => "brought an earlier state back as the draft",
        DesignDeed.RehearsalKept => "saved a rehearsal",
        DesignDeed.RehearsalDropped => "deleted a saved rehearsal",
        _ => "changed it",
    };
}
