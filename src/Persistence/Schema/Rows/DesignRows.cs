using ReviewFlow.Workflows.Designs;

namespace ReviewFlow.Persistence.Schema.Rows;

/// <summary>What somebody did to a process or a form as a design. The application may add to it, and nothing else.</summary>
public sealed class DesignEventRow
{
    public long Id { get; set; }

    /// <summary>Definition's id, or <c>form:</c> and the form's.</summary>
    public required string SubjectId { get; set; }
    public DateTimeOffset At { get; set; }
    public required string PersonId { get; set; }
    public DesignDeed Deed { get; set; }

    /// <summary>Number of the version that it was about.</summary>
    public int? Version { get; set; }

    /// <summary>Revision of the draft that it was about.</summary>
    public int? Revision { get; set; }

    /// <summary>What was said, or what changed, in words.</summary>
    public required string Words { get; set; }
}

/// <summary>A rehearsal whose outcome is expected again before each publishing.</summary>
public sealed class SavedRehearsalRow
{
    public required string Id { get; set; }
    public required string DefinitionId { get; set; }
    public required string Name { get; set; }
    public DateOnly Start { get; set; }
    public required string CalendarId { get; set; }

    /// <summary>Working days until an answer; null: nobody answers.</summary>
    public int? AnswersAfter { get; set; }

    /// <summary>Working days after the due date on which people do their own work; null: at once.</summary>
    public int? LateBy { get; set; }

    /// <summary>Lines that it gave when it was saved, as JSON.</summary>
    public required string Expected { get; set; }
    public required string SavedBy { get; set; }
    public DateTimeOffset SavedAt { get; set; }
}

/// <summary>What an administrator is working on in a form.</summary>
public sealed class FormDraftRow
{
    public required string Id { get; set; }
    public required string Content { get; set; }

    /// <summary>Goes up by one with every save; over all drafts of the form.</summary>
    public int Revision { get; set; }
    public DateTimeOffset ChangedAt { get; set; }
    public required string ChangedBy { get; set; }
}

/// <summary>A form's draft as it was before it was changed.</summary>
public sealed class FormDraftHistoryRow
{
    public required string Id { get; set; }
    public int Revision { get; set; }
    public required string Content { get; set; }
    public DateTimeOffset ChangedAt { get; set; }
    public required string ChangedBy { get; set; }
}
