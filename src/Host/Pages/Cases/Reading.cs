using ReviewFlow.Engine;
using ReviewFlow.Engine.Time;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.People;
using ReviewFlow.Workflows.Work;

namespace ReviewFlow.Host.Pages.Cases;

/// <summary>Who reads a page, when, and by which calendar its days are counted.</summary>
public sealed record Reading(Organisation Organisation, string PersonId, string Area, DateTimeOffset Now, Facts Facts)
{
    public static Reading Of(Entry entry, Facts facts) =>
        new(entry.Organisation, entry.Actor.PersonId, entry.Facts?.ProcessArea ?? ProcessCatalog.Disputes, entry.Now, facts);

    public DateOnly Today => UkWords.LocalDate(Now);

    public WorkingDayCalendar Calendar => CalendarOf(null);

    public WorkingDayCalendar CalendarOf(string? id) => Facts.Calendars.GetValueOrDefault(id ?? Facts.DefaultCalendar) ?? Facts.Calendars[Facts.DefaultCalendar];

    /// <summary>Whether open work is the reader's own, or that of somebody whom they cover.</summary>
    public bool IsOwn(WorkItem item) => OwnWork.IsOwn(item, PersonId, Organisation, Area, Today);

    public string NameOf(string? id) => id is null ? "ReviewFlow" : Organisation.NameOf(id);
}
