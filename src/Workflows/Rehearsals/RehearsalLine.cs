using ReviewFlow.Engine.Time;

namespace ReviewFlow.Workflows.Rehearsals;

/// <summary>One line of a rehearsal as it is kept, to be expected again.</summary>
/// <param name="When">Day, and time where there is one, in words; empty for the ending.</param>
/// <param name="Who">Roles in words; empty when it concerns nobody.</param>
/// <param name="What">What happens.</param>
/// <param name="Due">The due moment spoken of, in words; null when there is none.</param>
/// <param name="Kind">Sort of event in one word.</param>
public sealed record RehearsalLine(string When, string Who, string What, string? Due, string Kind)
{
    private const string EndingKind = "ending";

    /// <summary>Whether it says where the rehearsal ends.</summary>
    public bool IsEnding => Kind == EndingKind;

    /// <summary>Everything that happened, and last where it ended.</summary>
    public static IReadOnlyList<RehearsalLine> Of(RehearsalResult result)
    {
        var calendar = result.Setup.Calendar;
        return
        [
            .. result.Events.Select(e => new RehearsalLine(Moment(e, calendar), e.Who, e.About, e.DueAt is { } due ? UkDates.Moment(calendar, due) : null, RehearsalWords.Kind(e.Kind))),
            new RehearsalLine("", "", result.Ending, null, EndingKind),
        ];
    }

    /// <summary>The line as people read it: "Fri 4 Sep 2026, 5pm, Team Manager: Respond".</summary>
    public string Words => $"{When}{(Who.Length > 0 ? $", {Who}" : "")}: {What}{(Due is null ? "" : $" (due {Due})")}";

    private static string Moment(RehearsalEvent line, WorkingDayCalendar calendar) => line.Kind == RehearsalKind.DayOff
        ? UkDates.Day(LocalTime.DayOf(calendar, line.At))
        : UkDates.Moment(calendar, line.At);
}
