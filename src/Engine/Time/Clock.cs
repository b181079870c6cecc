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

    /// <summary>The due moment (UTC) as agreed now.</summary>
    public static DateTimeOffset DueAt(ClockWait clock, WorkingDayCalendar calendar) =>
        clock.Extensions.Count > 0
            ? LocalTime.ToUtc(calendar, clock.Extensions[^1].NewDueOn, clock.Rule.CloseOfBusiness)
            : FirstDueAt(clock, calendar);

    /// <summary>The due moment (UTC) before any extension.</summary>
    public static DateTimeOffset FirstDueAt(ClockWait clock, WorkingDayCalendar calendar)
    {
        var rule = clock.Rule;
        if (rule.At is { } at) return at + PausedTime(clock);
        if (rule.Delay is { } delay) return clock.Anchor + delay + PausedTime(clock);
        var day = rule.DueOn ?? WorkingDays.Add(calendar, LocalTime.DayOf(calendar, clock.Anchor), rule.WorkingDays ?? 0);
        var paused = PausedWorkingDays(clock, calendar);
        return LocalTime.ToUtc(calendar, paused == 0 ? day : WorkingDays.Add(calendar, day, paused), rule.CloseOfBusiness);
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

    /// <summary>The clock's mark of that key, repetition or not; null for none. The due moment is a mark even when the rule lists none.</summary>
    public static ClockMark? MarkOf(ClockWait clock, string key) =>
        AllMarks(clock.Rule).FirstOrDefault(m => m.Key == key.Split('#')[0]);

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
        };
    }

    /// <summary>Working days overdue: 0 until the due moment has passed, then the working days after the due date, today included.</summary>
    public static int OverdueDays(DateTimeOffset dueAt, DateTimeOffset now, WorkingDayCalendar calendar) =>
        now <= dueAt ? 0 : WorkingDays.Between(calendar, LocalTime.DayOf(calendar, dueAt), LocalTime.DayOf(calendar, now));

    private static IEnumerable<ScheduledMark> Upcoming(ClockWait clock, WorkingDayCalendar calendar, HashSet<string> fired)
    {
        var due = DueAt(clock, calendar);
        foreach (var mark in AllMarks(clock.Rule))
        {
            if (!fired.Contains(mark.Key))
            {
                var at = At(mark, due, clock.Rule, calendar);
                // A reminder that would lie before the start has nothing to remind of.
                if (at >= clock.Anchor || mark.Kind is not (ClockMarkKind.Reminder or ClockMarkKind.LastCall)) yield return new ScheduledMark(mark.Key, mark, at);
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

    private static TimeSpan PausedTime(ClockWait clock) =>
        clock.Pauses.Aggregate(TimeSpan.Zero, (sum, p) => p.To is { } to ? sum + (to - p.From) : sum);

    private static int PausedWorkingDays(ClockWait clock, WorkingDayCalendar calendar) =>
        clock.Pauses.Sum(p => p.To is { } to ? WorkingDays.Between(calendar, LocalTime.DayOf(calendar, p.From), LocalTime.DayOf(calendar, to)) : 0);
}
