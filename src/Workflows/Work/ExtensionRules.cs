using System.Globalization;
using ReviewFlow.Engine.Time;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Workflows.Work;

/// <summary>How often and how far a date can be moved by whoever owns the step. Beyond it is for the IRO Manager.</summary>
/// <param name="Most">Times that the date of one piece of work can be moved.</param>
/// <param name="WorkingDays">Working days by which it can be moved at once, from the old date or from today if that has passed.</param>
public sealed record ExtensionBound(int Most, int WorkingDays)
{
    /// <summary>The bound of an organisation: settings <c>extension.most</c> and <c>extension.workingDays</c>; 1 and 20 where it says nothing.</summary>
    public static ExtensionBound Of(IReadOnlyDictionary<string, string> settings) => new(Number(settings, "extension.most", 1), Number(settings, "extension.workingDays", 20));

    private static int Number(IReadOnlyDictionary<string, string> settings, string key, int usual) =>
        settings.TryGetValue(key, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : usual;
}

/// <summary>Whether a date can be moved. The old date stays visible, a miss stays counted (WD-9, ruling 4).</summary>
public static class ExtensionRules
{
    // In years. What is further away is a slip of the pen, and reminders would lie past the end of the calendar.
    private const int Furthest = 2;

    /// <summary>Whether somebody who may extend at all can agree this date.</summary>
    /// <param name="clock">The clock as it runs.</param>
    /// <param name="newDueOn">The date to be agreed.</param>
    /// <param name="people">Who agrees it, and whom they act for.</param>
    /// <param name="bound">How far whoever owns the step can go.</param>
    /// <param name="calendar">The clock's calendar.</param>
    /// <param name="organisation">Who holds which post.</param>
    /// <param name="today">Local business day.</param>
    public static RuleAnswer Check(
        ClockWait clock, DateOnly newDueOn, IEnumerable<string> people, ExtensionBound bound, WorkingDayCalendar calendar, Organisation organisation, DateOnly today)
    {
        var old = Clock.DueOn(clock, calendar);
        if (newDueOn <= old || newDueOn < today)
            return RuleAnswer.Invalid($"The new date must be after {UkWords.Date(old)} and not in the past.");
        if (newDueOn > today.AddYears(Furthest))
            return RuleAnswer.Invalid($"The new date is more than {Furthest} years away. Check the year.");
        if (people.Any(p => organisation.RolesOf(p, today).Any(r => r.Role is Roles.IroManager or Roles.HeadOfIroService)))
            return RuleAnswer.Ok;
        if (clock.Extensions.Count >= bound.Most)
            return RuleAnswer.Forbidden($"This date was moved {Times(clock.Extensions.Count)} already. Only the IRO Manager can move it again.");
        var last = Latest(clock, bound, calendar, today);
        return newDueOn <= last ? RuleAnswer.Ok : RuleAnswer.Invalid($"You can agree a date up to {UkWords.Date(last)}, which is {bound.WorkingDays} working days. Only the IRO Manager can go further.");
    }

    /// <summary>The latest date that whoever owns the step can agree.</summary>
    public static DateOnly Latest(ClockWait clock, ExtensionBound bound, WorkingDayCalendar calendar, DateOnly today)
    {
        var old = Clock.DueOn(clock, calendar);
        return WorkingDays.Add(calendar, old > today ? old : today, bound.WorkingDays);
    }

    private static string Times(int number) => number == 1 ? "once" : $"{number} times";
}
