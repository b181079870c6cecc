namespace ReviewFlow.Persistence.Schema.Rows;

/// <summary>A value of a shared list that the organisation added or changed. What is shipped and unchanged has no row.</summary>
public sealed class ValueListEntryRow
{
    public required string ListId { get; set; }
    public required string Value { get; set; }
    public required string Label { get; set; }

    /// <summary>Theme that it counts as.</summary>
    public string? Theme { get; set; }
    public DateTimeOffset? RetiredAt { get; set; }

    /// <summary>Number of the change by which it was first touched: its place among the added ones.</summary>
    public int Position { get; set; }
}

/// <summary>One change of a list: who, when, what it was and what it is.</summary>
public sealed class ValueListChangeRow
{
    public required string ListId { get; set; }

    /// <summary>From 1, without gaps: two people who change a list at once meet here.</summary>
    public int Number { get; set; }
    public required string Value { get; set; }

    /// <summary><c>added</c>, <c>renamed</c>, <c>retired</c>, <c>broughtBack</c>, <c>linked</c>.</summary>
    public required string Kind { get; set; }
    public string? Before { get; set; }
    public string? After { get; set; }
    public required string Reason { get; set; }
    public DateTimeOffset At { get; set; }
    public required string PersonId { get; set; }
}
