using ReviewFlow.Engine.Time;

namespace ReviewFlow.Workflows.Calendars;

/// <summary>The three calendars that are shipped, and when to worry about them.</summary>
public static class UkCalendars
{
    private static readonly Lazy<IReadOnlyDictionary<string, WorkingDayCalendar>> s_shipped = new(Load);

    /// <summary>England and Wales, Scotland, Northern Ireland, by id.</summary>
    public static IReadOnlyDictionary<string, WorkingDayCalendar> Shipped => s_shipped.Value;

    /// <summary>A warning for administrators when the table ends within 12 months; null while it is long enough.</summary>
    public static string? EndWarning(WorkingDayCalendar calendar, DateOnly today) =>
        calendar.KnownUntil < today.AddMonths(12)
            ? $"The calendar {calendar.Name} is known only until {UkWords.Date(calendar.KnownUntil)}. Import the next years’ bank holidays."
            : null;

    private static Dictionary<string, WorkingDayCalendar> Load()
    {
        using var stream = typeof(UkCalendars).Assembly.GetManifestResourceStream("bank-holidays.json")
            ?? throw new InvalidOperationException("The shipped bank holidays are missing from the build.");
        using var reader = new StreamReader(stream);
        var read = BankHolidayFile.Read(reader.ReadToEnd());
        return read.Problems.Count == 0
            ? read.Calendars.ToDictionary(c => c.Id, StringComparer.Ordinal)
            : throw new InvalidOperationException(string.Join(' ', read.Problems));
    }
}
