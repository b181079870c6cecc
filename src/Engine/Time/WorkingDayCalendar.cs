namespace ReviewFlow.Engine.Time;

/// <summary>
/// Which days are worked, as data: Saturdays and Sundays never, nor the days listed. Immutable.
/// (Domain WD-3, WD-4: holidays are data, not a formula.)
/// </summary>
public sealed record WorkingDayCalendar
{
    /// <summary>Id, such as <c>england-and-wales</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Name for people.</summary>
    public required string Name { get; init; }

    /// <summary>IANA time zone whose clock decides days and close of business.</summary>
    public string Zone { get; init; } = "Europe/London";

    /// <summary>Days off by date with their title (bank holidays, one-off days, closures).</summary>
    public required IReadOnlyDictionary<DateOnly, string> DaysOff { get; init; }

    /// <summary>Last day for which the table is known to be complete.</summary>
    public required DateOnly KnownUntil { get; init; }
}
