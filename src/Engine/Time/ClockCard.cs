namespace ReviewFlow.Engine.Time;

/// <summary>A clock that explains itself, in the words that page, print, mail and API share. See <see cref="ClockExplanation.Explain"/>.</summary>
public sealed record ClockCard
{
    /// <summary>The large line: <c>Day 4 of 5</c>, <c>Paused on day 3 of 5</c>, <c>Overdue by 1 working day</c>.</summary>
    public required string Headline { get; init; }

    /// <summary>Counted days spent or begun, at most <see cref="Of"/>; null for a clock in clock time.</summary>
    public int? Day { get; init; }

    /// <summary>Counted days in all; null for a clock in clock time.</summary>
    public int? Of { get; init; }

    /// <summary>The due moment (UTC); null while the clock has not started. While paused, if it resumed now.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The due moment in words, <c>Wed 17 Jun 2026, 5pm</c>.</summary>
    public string? Due { get; init; }

    /// <summary>What is left, or how late it is, as one sentence.</summary>
    public required string Left { get; init; }

    /// <summary>Every day from day 0 to the due date; empty for a clock in clock time.</summary>
    public IReadOnlyList<ClockDay> Days { get; init; } = [];

    /// <summary>Whether the days are few enough to be shown as boxes: at most 8 counted days.</summary>
    public bool ShowsDays { get; init; }

    /// <summary>
    /// Days not counted with their reasons, to follow the words "Not counted:"; null for none. Of a clock too long for boxes
    /// only up to today, with weekends as a number.
    /// </summary>
    public string? NotCounted { get; init; }

    /// <summary>A sentence for each pause.</summary>
    public IReadOnlyList<string> Pauses { get; init; } = [];

    /// <summary>A sentence for each extension, with the old date beside the new.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = [];

    /// <summary>Whether the due moment has passed.</summary>
    public bool IsLate { get; init; }

    /// <summary>Whether it is paused now.</summary>
    public bool IsPaused { get; init; }

    /// <summary>How the meter is coloured; the words carry the meaning.</summary>
    public ClockTone Tone { get; init; }

    /// <summary>Which calendar was used, and that its table ends too early where it does.</summary>
    public string? Calendar { get; init; }

    /// <summary>What would happen next, added by whoever knows the process.</summary>
    public string? Projection { get; init; }

    /// <summary>Who holds the ball and since when, as one sentence; added by whoever knows the process.</summary>
    public string? Holder { get; init; }

    /// <summary>With whom the days so far were spent, when with more than one post; added by whoever knows the process.</summary>
    public string? Held { get; init; }

    /// <summary>The card of a clock that has not started: <c>Day 0 of 20: not started</c>.</summary>
    /// <param name="of">Working days it will run.</param>
    /// <param name="startsWhen">Sentence that says what starts it.</param>
    public static ClockCard NotStarted(int of, string startsWhen) => new()
    {
        Headline = $"Day 0 of {UkDates.Number(of)}: not started",
        Day = 0,
        Of = of,
        Left = startsWhen,
    };
}

/// <summary>One day of a clock.</summary>
/// <param name="Date">The local date.</param>
/// <param name="Number">0 for day 0, n for the n-th counted day, null for a day not counted.</param>
/// <param name="Why">Why it is not counted: <c>Saturday</c>, the title of the day off, <c>paused: reason</c>; null if it is.</param>
/// <param name="IsToday">Whether it is today.</param>
/// <param name="IsSpent">Whether it is over and was day 0 or a counted day.</param>
public sealed record ClockDay(DateOnly Date, int? Number, string? Why, bool IsToday, bool IsSpent);

/// <summary>How a clock's meter is coloured.</summary>
public enum ClockTone
{
    /// <summary>Time enough.</summary>
    Calm,

    /// <summary>A warning mark was reached.</summary>
    Amber,

    /// <summary>The last day, of a clock with a warning mark, or late.</summary>
    Red,
}
