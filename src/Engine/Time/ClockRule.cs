namespace ReviewFlow.Engine.Time;

/// <summary>
/// How a deadline comes about. Exactly one of <see cref="WorkingDays"/>, <see cref="DueOn"/>, <see cref="Delay"/>
/// and <see cref="At"/> is set. (Domain, part 0.1: working days, deadlines and clocks.)
/// </summary>
public sealed record ClockRule
{
    /// <summary>Due at close of business of the n-th working day after the day of the anchor (day 0). 0 or more.</summary>
    public int? WorkingDays { get; init; }

    /// <summary>Due at close of business of this day.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>Due this long after the anchor, day or night.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>Due at this moment (UTC).</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Calendar id; null for the organisation's default.</summary>
    public string? Calendar { get; init; }

    /// <summary>Local close of business; 17:00 unless set.</summary>
    public TimeOnly CloseOfBusiness { get; init; } = new(17, 0);

    /// <summary>Moments before and after the due moment at which something happens. The due moment itself is a mark, too.</summary>
    public IReadOnlyList<ClockMark> Marks { get; init; } = [];
}

/// <summary>One moment of a clock at which something happens, relative to its due date.</summary>
public sealed record ClockMark
{
    /// <summary>Key, unique within the clock: <c>due</c>, <c>reminder-2</c>, <c>last-call</c>, <c>rung-1</c>, …</summary>
    public required string Key { get; init; }

    /// <summary>What happens.</summary>
    public required ClockMarkKind Kind { get; init; }

    /// <summary>Working days relative to the due date: negative before, 0 on the day, positive after.</summary>
    public int WorkingDays { get; init; }

    /// <summary>Local time of day; null for close of business.</summary>
    public TimeOnly? TimeOfDay { get; init; }

    /// <summary>Offset from the due moment in clock time, instead of working days and time of day (around the clock).</summary>
    public TimeSpan? Offset { get; init; }

    /// <summary>Role expressions of those who are told.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Message template; null for the kind's own.</summary>
    public string? Template { get; init; }

    /// <summary>Whether quiet hours do not hold it back.</summary>
    public bool Critical { get; init; }

    /// <summary>An alert to those who hold the work themselves, not a rung of the ladder above them: an acknowledgement leaves it where it is.</summary>
    public bool Own { get; init; }

    /// <summary>Repeat every n working days while outstanding; null for once.</summary>
    public int? RepeatWorkingDays { get; init; }
}

/// <summary>What a mark of a clock means.</summary>
public enum ClockMarkKind
{
    /// <summary>A reminder to the holder before the due moment.</summary>
    Reminder,

    /// <summary>A last call to the holder alone, at midday of the due day.</summary>
    LastCall,

    /// <summary>The due moment.</summary>
    Due,

    /// <summary>A rung of an escalation ladder.</summary>
    Rung,

    /// <summary>A warning before the end of a total clock (amber).</summary>
    Warning,
}

/// <summary>A clock that runs on a wait. Everything needed to compute its marks again from scratch.</summary>
public sealed record ClockWait
{
    /// <summary>How the deadline comes about.</summary>
    public required ClockRule Rule { get; init; }

    /// <summary>Moment from which it counts (UTC); its local date is day 0.</summary>
    public required DateTimeOffset Anchor { get; init; }

    /// <summary>Pauses in order; the last may be open.</summary>
    public IReadOnlyList<ClockPause> Pauses { get; init; } = [];

    /// <summary>Extensions in order; the last one's date is the due date. Old dates stay visible.</summary>
    public IReadOnlyList<ClockExtension> Extensions { get; init; } = [];

    /// <summary>Keys of the marks that have fired (a repeating mark counts as <c>key#n</c>). Each fires once.</summary>
    public IReadOnlyList<string> Fired { get; init; } = [];

    /// <summary>
    /// When somebody acknowledged the miss (UTC); null while nobody has. From then on the ladder's further rungs stay
    /// away, until another date is agreed (ruling 2).
    /// </summary>
    public DateTimeOffset? AcknowledgedAt { get; init; }
}

/// <summary>A time during which a clock did not run.</summary>
/// <param name="From">Moment of pausing (UTC).</param>
/// <param name="To">Moment of resuming; null while paused.</param>
/// <param name="Actor">Account that paused it.</param>
/// <param name="Reason">Why.</param>
public sealed record ClockPause(DateTimeOffset From, DateTimeOffset? To, string Actor, string Reason);

/// <summary>An agreed later date.</summary>
/// <param name="NewDueOn">New due date.</param>
/// <param name="OldDueOn">Date it replaces; stays visible.</param>
/// <param name="Actor">Account that agreed it.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When it was agreed (UTC).</param>
public sealed record ClockExtension(DateOnly NewDueOn, DateOnly OldDueOn, string Actor, string Reason, DateTimeOffset At);
