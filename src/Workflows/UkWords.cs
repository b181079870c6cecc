using System.Globalization;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Workflows;

/// <summary>Dates and times as staff write them, on London's clock where no calendar is at hand: "Tue 16 Jun 2026", "Tue 16 Jun 2026, 5pm".</summary>
public static class UkWords
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    public static string Date(DateOnly date) => UkDates.Day(date);

    /// <summary>"13 Apr".</summary>
    public static string ShortDate(DateOnly date) => date.ToString("d MMM", CultureInfo.InvariantCulture);

    /// <summary>Local day of a moment.</summary>
    public static DateOnly LocalDate(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, London).DateTime);

    /// <summary>"Wed 17 Jun 2026, 5pm".</summary>
    public static string Moment(DateTimeOffset moment) => $"{Date(LocalDate(moment))}, {Time(moment)}";

    /// <summary>"5pm", "9:10am", "midday".</summary>
    public static string Time(DateTimeOffset moment) => UkDates.Time(TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, London).DateTime));

    /// <summary>"Sian" of "Sian Corley".</summary>
    public static string FirstName(string name) => name.Split(' ')[0];

    /// <summary>"1 issue", "3 issues".</summary>
    public static string Count(int number, string one, string? many = null) =>
        $"{number.ToString(CultureInfo.InvariantCulture)} {(number == 1 ? one : many ?? one + "s")}";
}
