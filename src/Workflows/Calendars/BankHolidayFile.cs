using System.Globalization;
using System.Text.Json;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Workflows.Calendars;

/// <summary>What reading a file of bank holidays gave: calendars, or every problem in words.</summary>
public sealed record BankHolidays(IReadOnlyList<WorkingDayCalendar> Calendars, IReadOnlyList<string> Problems);

/// <summary>Reads the file in which government publishes the bank holidays: divisions with events (domain WD-4).</summary>
public static class BankHolidayFile
{
    private static readonly Dictionary<string, string> s_names = new(StringComparer.Ordinal)
    {
        ["england-and-wales"] = "England and Wales",
        ["scotland"] = "Scotland",
        ["northern-ireland"] = "Northern Ireland",
    };

    /// <summary>Reads the text. Never throws: what is wrong comes back as problems, and then there are no calendars.</summary>
    public static BankHolidays Read(string json)
    {
        var problems = new List<string>();
        var calendars = new List<WorkingDayCalendar>();
        try
        {
            using var file = JsonDocument.Parse(json);
            if (file.RootElement.ValueKind != JsonValueKind.Object) return Failed("The file must be a JSON object with a member for each division.");
            foreach (var division in file.RootElement.EnumerateObject())
            {
                if (ReadDivision(division, problems) is { } calendar) calendars.Add(calendar);
            }
        }
        catch (JsonException broken)
        {
            return Failed($"The file is not JSON: line {broken.LineNumber + 1}.");
        }
        if (calendars.Count == 0 && problems.Count == 0) problems.Add("The file names no division. Expected: england-and-wales, scotland, northern-ireland.");
        return problems.Count > 0 ? new BankHolidays([], problems) : new BankHolidays(calendars, []);

        static BankHolidays Failed(string why) => new([], [why]);
    }

    private static WorkingDayCalendar? ReadDivision(JsonProperty division, List<string> problems)
    {
        if (!s_names.TryGetValue(division.Name, out var name))
        {
            problems.Add($"“{division.Name}” is not a division. Expected: england-and-wales, scotland, northern-ireland.");
            return null;
        }
        if (division.Value.ValueKind != JsonValueKind.Object || !division.Value.TryGetProperty("events", out var events) || events.ValueKind != JsonValueKind.Array)
        {
            problems.Add($"{division.Name} has no list of events.");
            return null;
        }
        var days = new Dictionary<DateOnly, string>();
        foreach (var entry in events.EnumerateArray())
        {
            if (ReadEvent(entry) is not ({ } title, { } day)) problems.Add($"{division.Name}: an event needs a title and a date written 2026-12-25, but says {Shorten(entry.GetRawText())}.");
            else days[day] = title;
        }
        if (days.Count == 0)
        {
            problems.Add($"{division.Name} has no events.");
            return null;
        }
        return new WorkingDayCalendar
        {
            Id = division.Name,
            Name = name,
            DaysOff = days,
            // A table is complete for the years it speaks of.
            KnownUntil = new DateOnly(days.Keys.Max().Year, 12, 31),
        };
    }

    private static (string? Title, DateOnly? Day) ReadEvent(JsonElement entry) =>
        entry.ValueKind == JsonValueKind.Object
        && entry.TryGetProperty("title", out var title) && title.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(title.GetString())
        && entry.TryGetProperty("date", out var date) && date.ValueKind == JsonValueKind.String
        && DateOnly.TryParseExact(date.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? (title.GetString(), day)
            : (null, null);

    private static string Shorten(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
