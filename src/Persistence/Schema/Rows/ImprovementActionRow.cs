using ReviewFlow.Workflows.Actions;

namespace ReviewFlow.Persistence.Schema.Rows;

/// <summary>
/// One action of a register table, whatever process it belongs to. Written with the section that it stands in, in the
/// same commit; its text and its history are the section's.
/// </summary>
public sealed class ImprovementActionRow
{
    /// <summary>Instance, section, table and row; begins with the case's id.</summary>
    public required string Id { get; set; }
    public required string CaseId { get; set; }
    public required string InstanceId { get; set; }
    public required string Area { get; set; }
    public required string SectionId { get; set; }
    public required string TableId { get; set; }
    public required string RowId { get; set; }

    /// <summary>Number in its table; never changed, never used again.</summary>
    public int Number { get; set; }
    public string? Text { get; set; }
    public string? Theme { get; set; }

    /// <summary>Who does it: the holder of its open task, else who is named in the row.</summary>
    public string? OwnerId { get; set; }

    /// <summary>What the row says of how it stands, in the process's own words.</summary>
    public string? Standing { get; set; }
    public ActionState State { get; set; }

    /// <summary>RAG that a person confirmed last, where the process has one; null before the first.</summary>
    public string? Rag { get; set; }

    /// <summary>What was suggested when it was confirmed: a confirmation holds as long as the suggestion does.</summary>
    public string? RagFor { get; set; }

    /// <summary>Whether its owner says that it will not be done by its date.</summary>
    public bool OffTarget { get; set; }

    /// <summary>Day on which it was completed, as its owner says.</summary>
    public DateOnly? CompletedOn { get; set; }

    /// <summary>Whether any progress was written down.</summary>
    public bool Started { get; set; }

    /// <summary>The day first agreed; stays when a later one is agreed.</summary>
    public DateOnly? FirstDueOn { get; set; }
    public DateOnly? DueOn { get; set; }
    public DateTimeOffset? AddressedAt { get; set; }
    public DateOnly? ImpactDueOn { get; set; }
    public DateTimeOffset? ImpactCheckedAt { get; set; }

    /// <summary>Open task about it, if there is one.</summary>
    public string? TaskId { get; set; }

    /// <summary>Reference of the step that it was carried over from.</summary>
    public string? CarriedFrom { get; set; }

    /// <summary>Goes up with every change.</summary>
    public int Revision { get; set; }
    public DateTimeOffset OpenedAt { get; set; }
    public DateTimeOffset ChangedAt { get; set; }
}

/// <summary>A theme that a section of a case's form names, for counting over all processes.</summary>
public sealed class CaseThemeRow
{
    public required string CaseId { get; set; }
    public required string InstanceId { get; set; }
    public required string SectionId { get; set; }
    public required string Theme { get; set; }
    public required string Area { get; set; }
    public DateTimeOffset NotedAt { get; set; }
}
