namespace ReviewFlow.Engine.Time;

/// <summary>Explains a clock in words.</summary>
public static class ClockExplanation
{
    private const int MostBoxes = 8;

    /// <summary>The card of a clock as it stands at <paramref name="now"/>.</summary>
    public static ClockCard Explain(ClockWait clock, DateTimeOffset now, WorkingDayCalendar calendar)
    {
        var dueAt = Clock.DueAt(Resumed(clock, now), calendar);
        var card = new ClockCard
        {
            Headline = "",
            Left = "",
            DueAt = dueAt,
            Due = UkDates.Moment(calendar, dueAt),
            IsLate = now > dueAt,
            IsPaused = Clock.IsPaused(clock),
            Pauses = [.. clock.Pauses.Select(pause => Sentence(pause, calendar))],
            Extensions = [.. clock.Extensions.Select(Sentence)],
            Calendar = CalendarWords(calendar, LocalTime.DayOf(calendar, dueAt)),
        };
        var inClockTime = clock.Extensions.Count == 0 && (clock.Rule.Delay ?? (object?)clock.Rule.At) is not null;
        return inClockTime ? InClockTime(card, now) : InDays(card, clock, now, calendar);
    }

    private static ClockCard InDays(ClockCard card, ClockWait clock, DateTimeOffset now, WorkingDayCalendar calendar)
    {
        var due = LocalTime.DayOf(calendar, card.DueAt!.Value);
        var today = LocalTime.DayOf(calendar, now);
        var days = Days(Resumed(clock, now), calendar, due, today);
        var of = days.Max(day => day.Number ?? 0);
        var spent = days.Where(day => day.Date <= today).Max(day => day.Number) ?? 0;
        var left = Left(card, due, today, calendar, now);
        var progress = $"ay {UkDates.Number(spent)} of {UkDates.Number(of)}";
        return card with
        {
            Headline = card.IsLate ? left.Split(". ")[0].TrimEnd('.') : card.IsPaused ? $"Paused on d{progress}" : $"D{progress}",
            Day = spent,
            Of = of,
            Left = left,
            Days = days,
            ShowsDays = of <= MostBoxes,
            NotCounted = NotCountedWords.Of(days, of <= MostBoxes ? null : today),
            Tone = Tone(clock, card.IsLate, spent, of),
        };
    }

    private static ClockDay[] Days(ClockWait clock, WorkingDayCalendar calendar, DateOnly due, DateOnly today)
    {
        var counted = new CountedDays(calendar, clock.Rule.CloseOfBusiness, clock.Pauses);
        var day0 = LocalTime.DayOf(calendar, clock.Anchor);
        var days = new List<ClockDay> { new(day0, 0, null, day0 == today, day0 < today) };
        var number = 0;
        for (var date = day0.AddDays(1); date <= due; date = date.AddDays(1))
        {
            var counts = counted.Counts(date);
            var why = counts ? null : WorkingDays.WhyOff(calendar, date) ?? $"paused: {counted.PauseOn(date)?.Reason}";
            days.Add(new ClockDay(date, counts ? ++number : null, why, date == today, counts && date < today));
        }

        return [.. days];
    }

    private static string Left(ClockCard card, DateOnly due, DateOnly today, WorkingDayCalendar calendar, DateTimeOffset now)
    {
        var time = UkDates.Time(LocalTime.TimeOf(calendar, card.DueAt!.Value));
        if (card.IsLate)
        {
            var late = Clock.OverdueDays(card.DueAt.Value, now, calendar);
            return late > 0 ? $"Overdue by {UkDates.Count(late, "working day")}. It was due {card.Due}."
                : due == today ? $"Overdue since {time} today."
                : $"Overdue since {UkDates.DayOfYear(due)}, {time}.";
        }

        if (due == today) return $"Due today by {time}.";
        var days = WorkingDays.Between(calendar, today, due);
        return days == 0 ? $"Due {UkDates.DayOfYear(due)} by {time}." : $"{UkDates.Count(days, "working day")} left.";
    }

    private static ClockCard InClockTime(ClockCard card, DateTimeOffset now)
    {
        var span = (card.DueAt!.Value - now).Duration();
        var words = span.TotalMinutes < 120 ? UkDates.Count((int)Math.Ceiling(span.TotalMinutes), "minute")
            : span.TotalHours < 48 ? UkDates.Count((int)span.TotalHours, "hour")
            : UkDates.Count((int)span.TotalDays, "day");
        var left = card.IsLate ? $"Overdue by {words}" : card.IsPaused ? $"Paused with {words} left" : $"{words} left";
        return card with { Headline = left, Left = $"{left}.", Tone = card.IsLate ? ClockTone.Red : ClockTone.Calm };
    }

    private static ClockTone Tone(ClockWait clock, bool late, int spent, int of)
    {
        var warnings = clock.Rule.Marks.Where(mark => mark.Kind == ClockMarkKind.Warning).ToArray();
        if (late || (warnings.Length > 0 && spent >= of)) return ClockTone.Red;
        return warnings.Any(mark => spent >= of + mark.WorkingDays) ? ClockTone.Amber : ClockTone.Calm;
    }

    private static ClockWait Resumed(ClockWait clock, DateTimeOffset now) =>
        Clock.IsPaused(clock) ? Clock.Resume(clock, now) : clock;

    private static string Sentence(ClockPause pause, WorkingDayCalendar calendar)
    {
        var from = UkDates.Moment(calendar, pause.From);
        return pause.To is { } to
            ? $"Paused from {from} to {UkDates.Moment(calendar, to)}: {pause.Reason} ({pause.Actor})."
            : $"Paused since {from}: {pause.Reason} ({pause.Actor}).";
    }

    private static string Sentence(ClockExtension extension) =>
        $"Due {UkDates.Day(extension.NewDueOn)}, extended from {UkDates.Day(extension.OldDueOn)}: {extension.Reason} ({extension.Actor}).";

    private static string CalendarWords(WorkingDayCalendar calendar, DateOnly due) => due <= calendar.KnownUntil
        ? $"Calendar: {calendar.Name}."
        : $"Calendar: {calendar.Name}. Its days off are known to {UkDates.Day(calendar.KnownUntil)}; one not yet known may move this date.";
}
