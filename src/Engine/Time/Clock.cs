namespace ReviewFlow.Engine.Time;

/// <summary>A mark of a clock with its moment.</summary>
/// <param name="Key">The mark's key; a repetition is <c>key#n</c>.</param>
/// <param name="Mark">What it means and who is told.</param>
/// <param name="At">When it fires (UTC).</param>
public sealed record ScheduledMark(string Key, ClockMark Mark, DateTimeOffset At);

/// <summary>
/// What follows from a clock's rule, anchor, pauses and extensions under a calendar. Pure: a changed calendar is applied
/// by asking again. (Domain 0.1; rulings 2 to 4.)
/// </summary>
public static class Clock
{
    /// <summary>Key of the mark that is the due moment itself. Every clock has it.</summary>
    public const string Due = "due";

    /// <summary>
    /// The due moment (UTC) as agreed now, in whole microseconds. A working day at whose close of business the clock was
    /// paused is not counted; a due moment in clock time moves on by the time paused. A pause begun after the due moment
    /// undoes no miss, and an agreed date is moved only by pauses begun after it was agreed.
    /// </summary>
    public static DateTimeOffset DueAt(ClockWait clock, WorkingDayCalendar calendar)
    {
        if (clock.Extensions is not [.., var agreed]) return FirstDueAt(clock, calendar);
        var later = clock.Pauses.Where(p => p.From >= agreed.At).ToArray();
        var days = new CountedDays(calendar, clock.Rule.CloseOfBusiness, later);
        return LocalTime.ToUtc(calendar, days.Moved(LocalTime.DayOf(calendar, agreed.At), agreed.NewDueOn), clock.Rule.CloseOfBusiness);
    }

    /// <summary>The due moment (UTC) before any extension.</summary>
    /// <exception cref="ArgumentException">The rule says none, or more than one, of its four ways to be due.</exception>
    public static DateTimeOffset FirstDueAt(ClockWait clock, WorkingDayCalendar calendar)
    {
        var rule = clock.Rule;
        var days = new CountedDays(calendar, rule.CloseOfBusiness, clock.Pauses);
        var day0 = LocalTime.DayOf(calendar, clock.Anchor);
        return rule switch
        {
            { WorkingDays: { } n, DueOn: null, Delay: null, At: null } => Close(days.Moved(day0, WorkingDays.Add(calendar, day0, n))),
            { WorkingDays: null, DueOn: { } on, Delay: null, At: null } => Close(days.Moved(day0, on)),
            { WorkingDays: null, DueOn: null, Delay: { } delay, At: null } => WholeMicroseconds(days.Moved(clock.Anchor, clock.Anchor + delay)),
            { WorkingDays: null, DueOn: null, Delay: null, At: { } at } => WholeMicroseconds(days.Moved(clock.Anchor, at)),
            _ => throw new ArgumentException("A clock is due by working days, on a date, after a delay or at a moment: exactly one of them.", nameof(clock)),
        };

        DateTimeOffset Close(DateOnly day) => LocalTime.ToUtc(calendar, day, rule.CloseOfBusiness);
    }

    /// <summary>Local day of the due moment.</summary>
    public static DateOnly DueOn(ClockWait clock, WorkingDayCalendar calendar) => LocalTime.DayOf(calendar, DueAt(clock, calendar));

    /// <summary>The next mark that has not fired, in order of moments; null when all have fired or the clock is paused.</summary>
    public static ScheduledMark? Next(ClockWait clock, WorkingDayCalendar calendar)
    {
        if (IsPaused(clock)) return null;
        var fired = clock.Fired.ToHashSet(StringComparer.Ordinal);
        return Upcoming(clock, calendar, fired).OrderBy(m => m.At).ThenBy(m => m.Mark.Kind).FirstOrDefault();
    }

    /// <summary>The same clock with one more mark fired.</summary>
    public static ClockWait WithFired(ClockWait clock, string mark) =>
        clock.Fired.Contains(mark) ? clock : clock with { Fired = [.. clock.Fired, mark] };

    /// <summary>
    /// As the other overload, and passes over the repetitions of this mark that were missed as well by <paramref name="now"/>:
    /// after downtime a repetition fires once, not once for each time missed (domain WD-11).
    /// </summary>
    public static ClockWait WithFired(ClockWait clock, string mark, WorkingDayCalendar calendar, DateTimeOffset now)
    {
        clock = WithFired(clock, mark);
        if (MarkOf(clock, mark) is not { RepeatWorkingDays: not null } repeating || !mark.Contains('#')) return clock;
        while (Upcoming(clock, calendar, clock.Fired.ToHashSet(StringComparer.Ordinal)).First(m => m.Mark == repeating) is { } missed && missed.At <= now)
        {
            clock = WithFired(clock, missed.Key);
        }
        return clock;
    }

    /// <summary>The clock's mark of that key, repetition or not; null for none. The due moment is a mark even when the rule lists none.</summary>
    public static ClockMark? MarkOf(ClockWait clock, string key) =>
        AllMarks(clock.Rule).FirstOrDefault(m => m.Key == key.Split('#')[0]);

    /// <summary>Somebody has taken notice of the miss: nobody further up is told of this one (ruling 2).</summary>
    public static ClockWait Acknowledge(ClockWait clock, DateTimeOffset now) =>
        clock.AcknowledgedAt is null ? clock with { AcknowledgedAt = now } : clock;

    /// <summary>Whether it is paused now.</summary>
    public static bool IsPaused(ClockWait clock) => clock.Pauses.Count > 0 && clock.Pauses[^1].To is null;

    /// <summary>Stops it from counting.</summary>
    /// <exception cref="ArgumentException">No reason given.</exception>
    public static ClockWait Pause(ClockWait clock, DateTimeOffset now, string actor, string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return IsPaused(clock) ? clock : clock with { Pauses = [.. clock.Pauses, new ClockPause(now, null, actor, reason)] };
    }

    /// <summary>Lets it count again. The working days of the pause are added to the due date.</summary>
    public static ClockWait Resume(ClockWait clock, DateTimeOffset now) =>
        IsPaused(clock) ? clock with { Pauses = [.. clock.Pauses.Take(clock.Pauses.Count - 1), clock.Pauses[^1] with { To = now }] } : clock;

    /// <summary>
    /// Agrees a later date. Reminders and the due moment of the new date fire anew; a miss that was recorded stays
    /// recorded, and rungs already climbed are not climbed again (ruling 4).
    /// </summary>
    /// <exception cref="ArgumentException">No reason given, or the date is not later.</exception>
    public static ClockWait Extend(ClockWait clock, WorkingDayCalendar calendar, DateOnly newDueOn, string actor, string reason, DateTimeOffset now)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        var old = DueOn(clock, calendar);
        if (newDueOn <= old) throw new ArgumentException($"The new date must be after {old:yyyy-MM-dd}.", nameof(newDueOn));
        var again = AllMarks(clock.Rule).Where(m => m.Kind is not ClockMarkKind.Rung).Select(m => m.Key).ToHashSet(StringComparer.Ordinal);
        return clock with
        {
            Extensions = [.. clock.Extensions, new ClockExtension(newDueOn, old, actor, reason, now)],
            Fired = [.. clock.Fired.Where(f => !again.Contains(f.Split('#')[0]))],
            AcknowledgedAt = null,
        };
    }

    /// <summary>Working days overdue: 0 until the due moment has passed, then the working days after the due date, today included.</summary>
    public static int OverdueDays(DateTimeOffset dueAt, DateTimeOffset now, WorkingDayCalendar calendar) =>
        now <= dueAt ? 0 : WorkingDays.Between(calendar, LocalTime.DayOf(calendar, dueAt), LocalTime.DayOf(calendar, now));

    private static IEnumerable<ScheduledMark> Upcoming(ClockWait clock, WorkingDayCalendar calendar, HashSet<string> fired)
    {
        var due = DueAt(clock, calendar);
        var began = clock.Extensions is [.., var agreed] ? agreed.At : clock.Anchor;
        foreach (var mark in AllMarks(clock.Rule).Where(m => clock.AcknowledgedAt is null || m.Kind != ClockMarkKind.Rung || m.Own))
        {
            if (!fired.Contains(mark.Key))
            {
                var at = At(mark, due, clock.Rule, calendar);
                // A reminder that would lie before the start, or before a new date was agreed, has nothing to remind of.
                if (at >= began || mark.Kind is not (ClockMarkKind.Reminder or ClockMarkKind.LastCall)) yield return new ScheduledMark(mark.Key, mark, at);
            }
            else if (mark.RepeatWorkingDays is { } every && every > 0)
            {
                var round = 1;
                while (fired.Contains($"{mark.Key}#{round}")) round++;
                yield return new ScheduledMark($"{mark.Key}#{round}", mark, At(mark with { WorkingDays = mark.WorkingDays + (every * round), Offset = null }, due, clock.Rule, calendar));
            }
        }
    }

    private static DateTimeOffset At(ClockMark mark, DateTimeOffset due, ClockRule rule, WorkingDayCalendar calendar)
    {
        if (mark.Offset is { } offset) return due + offset;
        if (mark is { WorkingDays: 0, TimeOfDay: null }) return due;
        var day = LocalTime.DayOf(calendar, due);
        // A due day that people chose may be a day off: day 0 of a mark is that very day.
        if (mark.WorkingDays != 0) day = WorkingDays.Add(calendar, day, mark.WorkingDays);
        return LocalTime.ToUtc(calendar, day, mark.TimeOfDay ?? rule.CloseOfBusiness);
    }

    private static IEnumerable<ClockMark> AllMarks(ClockRule rule) =>
        rule.Marks.Any(m => m.Key == Due) ? rule.Marks : rule.Marks.Append(new ClockMark { Key = Due, Kind = ClockMarkKind.Due });

    // Moments are stored in microseconds; rounding up keeps a stored moment from coming early.
    private static DateTimeOffset WholeMicroseconds(DateTimeOffset moment)
    {
        var rest = moment.UtcTicks % TimeSpan.TicksPerMicrosecond;
        return new DateTimeOffset(moment.UtcTicks + (rest == 0 ? 0 : TimeSpan.TicksPerMicrosecond - rest), TimeSpan.Zero);
    }
}
