using ReviewFlow.Engine.Time;
using ReviewFlow.Host.Forms;
using ReviewFlow.Workflows.Calendars;

namespace ReviewFlow.Host.Pages.Calendars;

/// <summary>What a posted form would make of the calendars; or what is wrong with it, and in which field.</summary>
public sealed record CalendarProposal(IReadOnlyList<ProposedCalendar> Changed, string? Problem = null, string? Field = null)
{
    public static CalendarProposal Of(CalendarForm form, IReadOnlyList<WorkingDayCalendar> calendars) => form.Change switch
    {
        "import" => Imported(form.File, calendars),
        "add" or "remove" => OfDays(form, calendars),
        _ => Wrong("Choose what to change.", null),
    };

    private static CalendarProposal OfDays(CalendarForm form, IReadOnlyList<WorkingDayCalendar> calendars)
    {
        if (calendars.FirstOrDefault(c => c.Id == form.Calendar) is not { } calendar) return Wrong("Choose a calendar.", "calendar");
        if (!TypedDate.TryRead(form.Day, out var day)) return Wrong("Enter the day, like 24 12 2026.", "day");
        if (form.Change == "remove") return One(CalendarChanges.Remove(calendar, day), "day");
        if (string.IsNullOrWhiteSpace(form.Until)) return One(CalendarChanges.Add(calendar, day, form.Title), string.IsNullOrWhiteSpace(form.Title) ? "title" : "day");
        return TypedDate.TryRead(form.Until, out var until)
            ? One(CalendarChanges.Close(calendar, day, until, form.Title), string.IsNullOrWhiteSpace(form.Title) ? "title" : "until")
            : Wrong("Enter the last day, like 31 12 2026, or leave it empty.", "until");
    }

    private static CalendarProposal Imported(string? text, IReadOnlyList<WorkingDayCalendar> calendars)
    {
        if (string.IsNullOrWhiteSpace(text)) return Wrong("Choose the file bank-holidays.json, or paste its text.", "file");
        var read = BankHolidayFile.Read(text);
        if (read.Problems.Count > 0) return Wrong($"Nothing was imported. {string.Join(' ', read.Problems.Take(5))}", "file");
        var all = read.Calendars.Select(p => CalendarChanges.Import(calendars.FirstOrDefault(c => c.Id == p.Id) ?? p, p)).ToList();
        var changed = all.Where(p => p.Calendar is not null).ToList();
        return changed.Count == 0 ? Wrong(string.Join(' ', all.Select(p => p.Words)), "file") : new CalendarProposal(changed);
    }

    private static CalendarProposal One(ProposedCalendar proposed, string field) =>
        proposed.Calendar is null ? Wrong(proposed.Words, field) : new CalendarProposal([proposed]);

    private static CalendarProposal Wrong(string words, string? field) => new([], words, field);
}
