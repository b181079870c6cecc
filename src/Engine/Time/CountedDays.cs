namespace ReviewFlow.Engine.Time;

/// <summary>
/// The days that one clock counts: working days at whose close of business the clock was running. A day is spent when its
/// close of business passes, so a pause from Wednesday morning to Friday morning leaves out Wednesday and Thursday, and a
/// pause that begins and ends within office hours leaves out nothing.
/// </summary>
internal sealed class CountedDays(WorkingDayCalendar calendar, TimeOnly closeOfBusiness, IReadOnlyList<ClockPause> pauses)
{
    public bool Counts(DateOnly date) => WorkingDays.IsWorkingDay(calendar, date) && PauseOn(date) is null;

    /// <summary>The pause that leaves out this day. An open pause leaves out nothing: as if it ended at once.</summary>
    public ClockPause? PauseOn(DateOnly date)
    {
        if (pauses.Count == 0) return null;
        DateTimeOffset close = LocalTime.ToUtc(calendar, date, closeOfBusiness);
        return pauses.FirstOrDefault(pause => pause.From < close && close <= pause.To);
    }

    /// <summary>Days that counted after <paramref name="from"/> up to and including <paramref name="to"/>; 0 when it lies before.</summary>
    public int Between(DateOnly from, DateOnly to)
    {
        var count = 0;
        for (DateOnly day = from.AddDays(1); day <= to; day = day.AddDays(1))
        {
            if (Counts(day)) count++;
        }
        return count;
    }

    /// <summary>A due date moved on by the working days left out on the way to it.</summary>
    public DateOnly Moved(DateOnly from, DateOnly due)
    {
        if (pauses.Count == 0 || due <= from) return due;
        var left = WorkingDays.Between(calendar, from, due) - Between(from, due);
        while (left > 0)
        {
            due = WorkingDays.Add(calendar, due, 1);
            if (Counts(due)) left--;
        }
        return due;
    }

    /// <summary>A moment of clock time moved on by the time paused on the way to it.</summary>
    public DateTimeOffset Moved(DateTimeOffset from, DateTimeOffset due)
    {
        foreach (ClockPause pause in pauses.Where(pause => pause.To > from))
        {
            if (pause.From >= due) break;
            due += pause.To!.Value - (pause.From > from ? pause.From : from);
        }

        return due;
    }
}
