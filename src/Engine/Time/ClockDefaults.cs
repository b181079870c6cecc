namespace ReviewFlow.Engine.Time;

/// <summary>Marks of the usual clocks (domain WD-7; rulings 1 to 5). Definitions may have others.</summary>
public static class ClockDefaults
{
    private static readonly TimeOnly s_morning = new(9, 0);
    private static readonly TimeOnly s_midday = new(12, 0);

    /// <summary>
    /// A stage or request: reminders two working days before and on the due day at 09:00, a last call to the holder alone at
    /// 12:00, the miss at close of business (recorded and shown in-app, repeated every two working days for the digest), the
    /// first rung at 09:00 on the next working day and one more a working day later. Never a third (ruling 2).
    /// </summary>
    /// <param name="holder">Role expressions of whoever holds the work.</param>
    /// <param name="missed">Those who see the miss in-app at close of business.</param>
    /// <param name="firstRung">Those mailed on the next working day; null for none.</param>
    /// <param name="secondRung">Those told when nobody has acknowledged a working day later; null for none.</param>
    public static IReadOnlyList<ClockMark> StageMarks(
        IReadOnlyList<string> holder, IReadOnlyList<string> missed, IReadOnlyList<string>? firstRung = null, IReadOnlyList<string>? secondRung = null)
    {
        List<ClockMark> marks =
        [
            new() { Key = "reminder-2", Kind = ClockMarkKind.Reminder, WorkingDays = -2, TimeOfDay = s_morning, Roles = holder },
            new() { Key = "reminder-0", Kind = ClockMarkKind.Reminder, TimeOfDay = s_morning, Roles = holder },
            new() { Key = "last-call", Kind = ClockMarkKind.LastCall, TimeOfDay = s_midday, Roles = holder },
            new() { Key = Clock.Due, Kind = ClockMarkKind.Due, RepeatWorkingDays = 2, Roles = missed },
        ];
        if (firstRung is not null) marks.Add(Rung(1, firstRung));
        if (secondRung is not null) marks.Add(Rung(2, secondRung));
        return marks;
    }

    /// <summary>A total clock: amber at 09:00 of its <paramref name="amberAt"/>-th day, red at close of business of its last.</summary>
    public static IReadOnlyList<ClockMark> TotalMarks(int workingDays, int amberAt, IReadOnlyList<string> told) =>
    [
        new() { Key = "amber", Kind = ClockMarkKind.Warning, WorkingDays = amberAt - workingDays, TimeOfDay = s_morning, Roles = told },
        new() { Key = Clock.Due, Kind = ClockMarkKind.Due, Roles = told },
    ];

    /// <summary>Rungs around the clock, nights and weekends too: the n-th list is told n × <paramref name="every"/> after the due moment (ruling 1).</summary>
    public static IReadOnlyList<ClockMark> RungsAroundTheClock(TimeSpan every, params IReadOnlyList<IReadOnlyList<string>> rungs) =>
        [.. rungs.Select((roles, index) => new ClockMark { Key = $"rung-{UkDates.Number(index + 1)}", Kind = ClockMarkKind.Rung, Offset = every * (index + 1), Critical = true, Roles = roles })];

    private static ClockMark Rung(int number, IReadOnlyList<string> roles) =>
        new() { Key = $"rung-{UkDates.Number(number)}", Kind = ClockMarkKind.Rung, WorkingDays = number, TimeOfDay = s_morning, Roles = roles };
}
