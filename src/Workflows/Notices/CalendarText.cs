using System.Globalization;
using System.Text;

namespace ReviewFlow.Workflows.Notices;

/// <summary>A date in somebody's calendar: a reference and nothing else (domain X-24).</summary>
/// <param name="Id">Stable, so that a moved date moves the entry.</param>
/// <param name="Reference">Reference of the case or step.</param>
/// <param name="At">Moment.</param>
/// <param name="Link">Address of the page.</param>
public sealed record CalendarEntry(string Id, string Reference, DateTimeOffset At, string Link);

/// <summary>Dates as a calendar file (RFC 5545).</summary>
public static class CalendarText
{
    private const int LongestLine = 75;

    /// <summary>The whole file.</summary>
    public static string Write(IEnumerable<CalendarEntry> entries, DateTimeOffset now)
    {
        var text = new StringBuilder();
        Lines(text, "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//ReviewFlow//Dates//EN", "METHOD:PUBLISH", "X-WR-CALNAME:ReviewFlow");
        foreach (var entry in entries)
        {
            Lines(
                text, "BEGIN:VEVENT", $"UID:{entry.Id}@reviewflow", $"DTSTAMP:{Utc(now)}", $"DTSTART:{Utc(entry.At)}", $"DTEND:{Utc(entry.At)}",
                $"SUMMARY:{Escaped(entry.Reference)} due", $"URL:{entry.Link}", "TRANSP:TRANSPARENT", "END:VEVENT");
        }

        Lines(text, "END:VCALENDAR");
        return text.ToString();
    }

    private static void Lines(StringBuilder text, params ReadOnlySpan<string> lines)
    {
        foreach (var line in lines) Fold(text, line);
    }

    // Not longer than 75 octets; what follows begins with a space.
    private static void Fold(StringBuilder text, string line)
    {
        var length = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (length + rune.Utf8SequenceLength > LongestLine)
            {
                text.Append("\r\n ");
                length = 1;
            }

            text.Append(rune.ToString());
            length += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }

    private static string Escaped(string text) =>
        MailText.OneLine(text).Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal);

    private static string Utc(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
