using ReviewFlow.Engine.Time;

namespace ReviewFlow.Workflows.Calendars;

/// <summary>A calendar as it would be, with what differs in words; or why that cannot be.</summary>
/// <param name="Calendar">The proposed table; null when refused.</param>
/// <param name="Words">What differs, or what is wrong.</param>
public sealed record ProposedCalendar(WorkingDayCalendar? Calendar, string Words);

/// <summary>Ways in which an administrator changes a table of days off. Pure: nothing is in force until it is saved.</summary>
public static class CalendarChanges
{
    private const int LongestTitle = 100;

    private const int LongestClosure = 31;

    /// <summary>A one-off day off.</summary>
    public static ProposedCalendar Add(WorkingDayCalendar calendar, DateOnly day, string? title) => Close(calendar, day, day, title);

    /// <summary>A closure, both days inclusive. Weekends and days that are off already stay as they are.</summary>
    public static ProposedCalendar Close(WorkingDayCalendar calendar, DateOnly from, DateOnly to, string? title)
    {
        var words = title?.Trim() ?? "";
        if (words.Length is 0 or > LongestTitle) return Refused($"Write why it is off, in at most {LongestTitle} characters.");
        if (to < from) return Refused("The last day must not be before the first.");
        if (to.DayNumber - from.DayNumber >= LongestClosure) return Refused($"A closure of more than {LongestClosure} days is a slip of the pen. Check the dates.");
        if (to > calendar.KnownUntil) return Refused($"The table ends on {UkWords.Date(calendar.KnownUntil)}. Import the bank holidays of that year first.");
        var added = Days(from, to).Where(d => WorkingDays.IsWorkingDay(calendar, d)).ToList();
        if (added.Count == 0) return Refused(from == to ? AlreadyOff(calendar, from) : "All these days are off already.");
        var days = new Dictionary<DateOnly, string>(calendar.DaysOff);
        foreach (var day in added) days[day] = words;
        return new ProposedCalendar(calendar with { DaysOff = days }, $"Added to {calendar.Name}: {string.Join(", ", added.Select(UkWords.Date))}, {words}.");
    }

    private static string AlreadyOff(WorkingDayCalendar calendar, DateOnly day) =>
        calendar.DaysOff.TryGetValue(day, out var known) ? $"{UkWords.Date(day)} is a day off already: {known}." : $"{UkWords.Date(day)} is a {day.DayOfWeek}: weekends never count.";

    private static IEnumerable<DateOnly> Days(DateOnly from, DateOnly to) => Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays);

    /// <summary>Makes a day off an ordinary working day again.</summary>
    public static ProposedCalendar Remove(WorkingDayCalendar calendar, DateOnly day)
    {
        if (!calendar.DaysOff.TryGetValue(day, out var title)) return Refused($"{UkWords.Date(day)} is no day off in this calendar.");
        var days = calendar.DaysOff.Where(d => d.Key != day).ToDictionary(d => d.Key, d => d.Value);
        return new ProposedCalendar(calendar with { DaysOff = days }, $"Taken away from {calendar.Name}: {UkWords.Date(day)}, {title}.");
    }

    /// <summary>
    /// Adds the days of a published table. Days that only this calendar has (closures, earlier years) stay: the
    /// published table does not know of them.
    /// </summary>
    public static ProposedCalendar Import(WorkingDayCalendar calendar, WorkingDayCalendar published)
    {
        var days = new Dictionary<DateOnly, string>(calendar.DaysOff);
        var added = published.DaysOff.Keys.Where(d => !days.ContainsKey(d)).Order().ToList();
        foreach (var (day, title) in published.DaysOff) days[day] = title;
        var until = published.KnownUntil > calendar.KnownUntil ? published.KnownUntil : calendar.KnownUntil;
        if (added.Count == 0 && until == calendar.KnownUntil) return Refused($"{calendar.Name}: the file holds nothing new.");
        var list = added.Count == 0 ? "no new day" : string.Join(", ", added.Select(d => UkWords.Date(d)));
        return new ProposedCalendar(calendar with { DaysOff = days, KnownUntil = until }, $"Imported for {calendar.Name}, known until {UkWords.Date(until)}: {list}.");
    }

    private static ProposedCalendar Refused(string why) => new(null, why);
}
