using ReviewFlow.Engine.Time;
using ReviewFlow.Host.Pages.Cases;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Workflows.Calendars;
using ReviewFlow.Workflows.Cases;
using ReviewFlow.Workflows.Work;

namespace ReviewFlow.Host.Pages.Dev;

/// <summary>Made-up content for the gallery, about the demo's county.</summary>
public static class GallerySamples
{
    private static readonly WorkingDayCalendar s_calendar = UkCalendars.Shipped["england-and-wales"];

    /// <summary>Tuesday 16 June 2026, 9:10am, as on the pages that set the standard.</summary>
    private static readonly DateTimeOffset s_now = new(2026, 6, 16, 9, 10, 0, TimeSpan.FromHours(1));

    public static readonly IReadOnlyList<StateCell> States =
    [
        new(WorkStateKind.Waiting, "Waiting for Sian Corley", "(Team Manager)"),
        new(WorkStateKind.Returned, "Returned to you:", "read the note from Ruth Adeyemi (Service Director)"),
        new(WorkStateKind.Ready, "Ready for you:", "Sian Corley has answered"),
        new(WorkStateKind.New, "New:", "not started"),
    ];

    public static readonly IReadOnlyList<DueWords?> Due = [DueOn(9), DueOn(15), DueOn(16), DueOn(17), DueOn(23), null];

    public static readonly ChildBanner Plain = new("wren", "Wren Fairweather-Test", "21 Sep 2016", 9, "900402", "Looked After Team A", "Joel Anand", false, [], null);

    public static readonly ChildBanner Twins = new(
        "robin", "Robin Fairweather-Test", "3 Feb 2013", 13, "900401", "Looked After Team A", "Joel Anand", true,
        [new Twin("wren", "Sibling", "Wren Fairweather-Test", "21 Sep 2016", "900402", true)], "#");

    public static readonly IReadOnlyList<TitledClock> Clocks =
    [
        new("This request", Clock(5, 10)),
        new("This request, late", Clock(5, 4)),
        new("Whole dispute", ClockCard.NotStarted(20, "It starts on the date of dispute you confirm at the first formal stage.")),
        new("Whole dispute, amber", Clock(20, 22, 5) with { Tone = ClockTone.Amber, Projection = "If stage 3 opens on Wed 17 Jun 2026 and takes its 5 days, it ends Wed 24 Jun 2026, 2 working days too late. Consider a later stage." }),
        new("Whole dispute, last day", Clock(20, 15, 5) with { Tone = ClockTone.Red }),
        new("With a later date", Clock(5, 10) with { Extensions = ["Agreed later: Fri 19 Jun 2026 instead of Wed 17 Jun 2026, by Nadia Petrov-Lane: the school is closed."] }),
    ];

    public static readonly CaseDrawing Map = new(
        "sample",
        [
            new MapStep("sioc", "Significant information on an open case", MapState.Done, "1", new DateOnly(2026, 5, 21)),
            new MapStep("stage1", "Stage 1", MapState.LeftOut),
            new MapStep("stage2", "Stage 2", MapState.Here, "2"),
            new MapStep("stage3", "Stage 3", MapState.Chosen),
            new MapStep("stage4", "Stage 4", MapState.NotReached),
            new MapStep("end", "Dispute ends", MapState.NotReached) { IsEnd = true },
        ],
        true, null, null);

    public static readonly IReadOnlyList<TimelineItem> Events =
    [
        new("Overdue: IRO Manager’s confirmation", "recorded by ReviewFlow", "Mon 15 Jun 2026, 5pm", "2026-06-15T17:00", false, null),
        new("Signed: outcome of stage 2", "by Nadia Petrov-Lane, Independent Reviewing Officer", "Fri 12 Jun 2026, 11:20am", "2026-06-12T11:20", true, "DRP-2026-0005/S2"),
    ];

    public static readonly ProblemList Problems = new(
        "Not saved", [("Enter the date for the actions to be reviewed", "s.date"), ("Choose who will do it for issue 1", null)]);

    private static DueWords DueOn(int day) => DueWords.For(new DateTimeOffset(2026, 6, day, 17, 0, 0, TimeSpan.FromHours(1)), s_now, s_calendar);

    private static ClockCard Clock(int days, int day, int month = 6) => ClockExplanation.Explain(
        new ClockWait
        {
            Anchor = new DateTimeOffset(2026, month, day, 14, 20, 0, TimeSpan.FromHours(1)),
            Rule = new ClockRule { WorkingDays = days, Calendar = s_calendar.Id },
        },
        s_now,
        s_calendar);
}
