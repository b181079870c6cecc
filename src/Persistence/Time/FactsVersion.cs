using System.Security.Cryptography;
using System.Text;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Persistence.Time;

/// <summary>Names a snapshot by its content, so that the same facts have the same version on every host.</summary>
internal static class FactsVersion
{
    public static string Of(IEnumerable<WorkingDayCalendar> calendars, IEnumerable<string> forms, IReadOnlyDictionary<string, string> settings)
    {
        var text = new StringBuilder();
        foreach (var calendar in calendars.OrderBy(c => c.Id, StringComparer.Ordinal))
        {
            text.Append(calendar.Id).Append('|').Append(calendar.Zone).Append('|').Append(calendar.KnownUntil.DayNumber);
            foreach (var day in calendar.DaysOff.Keys.Order()) text.Append(',').Append(day.DayNumber);
        }

        foreach (var form in forms) text.Append('|').Append(form);
        foreach (var (key, value) in settings.OrderBy(s => s.Key, StringComparer.Ordinal)) text.Append('|').Append(key).Append('=').Append(value);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }
}
