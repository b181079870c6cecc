using ReviewFlow.Engine.Time;

namespace ReviewFlow.Workflows.Rehearsals;

/// <summary>One thing that happens in a rehearsal.</summary>
/// <param name="At">When (UTC).</param>
/// <param name="Kind">What sort of thing.</param>
/// <param name="Who">Roles in words, such as "Team Manager"; empty when it concerns nobody.</param>
/// <param name="About">What, in words.</param>
/// <param name="DueAt">The due moment spoken of, if any (UTC).</param>
public sealed record RehearsalEvent(DateTimeOffset At, RehearsalKind Kind, string Who, string About, DateTimeOffset? DueAt = null)
{
    /// <summary>What happens, with its due moment: "Respond (due Fri 4 Sep 2026, 5pm)".</summary>
    public string Words(WorkingDayCalendar calendar) => DueAt is { } due ? $"{About} (due {UkDates.Moment(calendar, due)})" : About;
}

/// <summary>Sort of event of a rehearsal.</summary>
public enum RehearsalKind
{
    /// <summary>Somebody gets work.</summary>
    Work,

    /// <summary>Somebody does something.</summary>
    Does,

    /// <summary>Somebody is told something.</summary>
    Notice,

    /// <summary>Somebody is reminded before or after a due moment.</summary>
    Reminder,

    /// <summary>Somebody is alerted to work that is late.</summary>
    Alert,

    /// <summary>A line on the case's timeline.</summary>
    Record,

    /// <summary>A line that the process writes.</summary>
    Writes,

    /// <summary>A day from Monday to Friday that did not count.</summary>
    DayOff,
}
