namespace ReviewFlow.Engine.Time;

/// <summary>
/// What the due cell of a list says. Days are working days; overdue n counts the working days after the due date, today
/// included, once the due moment has passed.
/// </summary>
/// <param name="Text"><c>2 days</c>, <c>Today</c>, <c>Overdue 1 day</c>; <c>Overdue</c> until the first working day after the due date.</param>
/// <param name="Detail"><c>by 5pm</c> when due today, <c>since Fri 12 Jun, 5pm</c> until the first working day after; else null.</param>
/// <param name="Date">The due date, such as <c>Thu 18 Jun 2026</c>.</param>
/// <param name="Sort">Sorts the latest first: negative when overdue, 0 for today.</param>
/// <param name="IsLate">Whether the due moment has passed.</param>
public sealed record DueWords(string Text, string? Detail, string Date, int Sort, bool IsLate)
{
    /// <summary>Text and detail in one, such as <c>Today by 5pm</c>.</summary>
    public string Full => Detail is null ? Text : $"{Text} {Detail}";

    /// <summary>The words for a due moment.</summary>
    public static DueWords For(DateTimeOffset dueAt, DateTimeOffset now, WorkingDayCalendar calendar)
    {
        var due = LocalTime.DayOf(calendar, dueAt);
        var today = LocalTime.DayOf(calendar, now);
        var time = UkDates.Time(LocalTime.TimeOf(calendar, dueAt));
        if (now > dueAt)
        {
            var late = Clock.OverdueDays(dueAt, now, calendar);
            var since = late > 0 ? null : due == today ? $"since {time}" : $"since {UkDates.DayOfYear(due)}, {time}";
            return new DueWords(late > 0 ? $"Overdue {UkDates.Count(late, "day")}" : "Overdue", since, UkDates.Day(due), -1 - late, true);
        }

        if (due == today) return new DueWords("Today", $"by {time}", UkDates.Day(due), 0, false);
        var left = WorkingDays.Between(calendar, today, due);
        // Due on a day off with no working day before it: a number would mislead, the day does not.
        return new DueWords(left > 0 ? UkDates.Count(left, "day") : UkDates.DayOfYear(due), null, UkDates.Day(due), Math.Max(left, 1), false);
    }
}
