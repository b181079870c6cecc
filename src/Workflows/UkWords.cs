using System.Globalization;

namespace ReviewFlow.Workflows;

/// <summary>Dates and times as staff write them: "Tue 16 Jun 2026", "Tue 16 Jun 2026, 5pm".</summary>
public static class UkWords
{
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    public static string Date(DateOnly date) => date.ToString("ddd d MMM yyyy", British).Replace("Sept", "Sep", StringComparison.Ordinal);

    /// <summary>"13 Apr".</summary>
    public static string ShortDate(DateOnly date) => date.ToString("d MMM", British).Replace("Sept", "Sep", StringComparison.Ordinal);

    /// <summary>Local day of a moment.</summary>
    public static DateOnly LocalDate(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, London).DateTime);

    /// <summary>"Wed 17 Jun 2026, 5pm".</summary>
    public static string Moment(DateTimeOffset moment) => $"{Date(LocalDate(moment))}, {Time(moment)}";

    /// <summary>"5pm", "9:10am", "midday".</summary>
    public static string Time(DateTimeOffset moment)
    {
        var local = TimeZoneInfo.ConvertTime(moment, London);
        if (local is { Hour: 12, Minute: 0 })
            return "midday";
        return local.ToString(local.Minute == 0 ? "htt" : "h:mmtt", CultureInfo.InvariantCulture).ToLowerInvariant();
    }

    /// <summary>"Sian" of "Sian Corley".</summary>
    public static string FirstName(string name) => name.Split(' ')[0];

    /// <summary>"1 issue", "3 issues".</summary>
    public static string Count(int number, string one, string? many = null) =>
        $"{number.ToString(CultureInfo.InvariantCulture)} {(number == 1 ? one : many ?? one + "s")}";
}
