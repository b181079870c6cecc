using System.Globalization;
using ReviewFlow.Host.Forms;
using ReviewFlow.Workflows;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>A day and a time of day as people type them, in local time.</summary>
internal static class TypedMoment
{
    private static readonly TimeZoneInfo s_london = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    private static readonly string[] s_times = ["H:mm", "H.mm", "HH:mm", "htt", "h:mmtt", "h.mmtt", "h tt", "h:mm tt"];

    /// <summary>The moment; today when no day was typed; null when what was typed is none.</summary>
    public static DateTimeOffset? Read(string? day, string? time, DateTimeOffset now)
    {
        var date = UkWords.LocalDate(now);
        if (day is not null && !TypedDate.TryRead(day, out date)) return null;
        if (!TimeOnly.TryParseExact(time?.Trim(), s_times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)) return null;
        var local = date.ToDateTime(at);
        return new DateTimeOffset(local, s_london.GetUtcOffset(local)).ToUniversalTime();
    }
}
