using ReviewFlow.Engine.Time;
using ReviewFlow.Persistence.Work;
using ReviewFlow.Workflows;

namespace ReviewFlow.Host.Pages.MyWork;

/// <summary>Says what a filter hides although it is overdue or due today: a filter must not make anybody miss a date.</summary>
public static class HiddenWords
{
    public static string? Of(IEnumerable<InboxRow> hidden, DateOnly today, WorkingDayCalendar calendar)
    {
        var rows = hidden.ToList();
        var overdue = rows.Count(r => r.Overdue);
        var dueToday = rows.Count(r => OnlyChoice.Fits(OnlyChoice.DueToday, r, today, calendar));
        return (overdue, dueToday) switch
        {
            (0, 0) => null,
            (_, 0) => $"Hidden: {UkWords.Count(overdue, "item", "items")} overdue.",
            (0, _) => $"Hidden: {UkWords.Count(dueToday, "item", "items")} due today.",
            _ => $"Hidden: {UkWords.Count(overdue, "item", "items")} overdue, {dueToday} due today.",
        };
    }
}
