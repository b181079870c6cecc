namespace ReviewFlow.Engine.Time;

/// <summary>The days that a clock does not count, with reasons: <c>Sat 13 and Sun 14 Jun (weekend), Mon 15 Jun (…).</c></summary>
internal static class NotCountedWords
{
    private const string Weekend = "weekend";

    /// <summary>The words; null when every day counts.</summary>
    /// <param name="days">Days of the clock.</param>
    /// <param name="summedUpTo">Null to name every day; else weekends become a number and later days are left out.</param>
    public static string? Of(IReadOnlyList<ClockDay> days, DateOnly? summedUpTo)
    {
        var off = days.Where(day => day.Why is not null && (summedUpTo is null || day.Date <= summedUpTo)).ToArray();
        if (off.Length == 0) return null;
        if (summedUpTo is null) return string.Join(", ", Runs(off).Select(Words)) + ".";
        var weekend = off.Count(day => Reason(day) == Weekend);
        List<string> parts = [.. Runs(off.Where(day => Reason(day) != Weekend)).Select(Words)];
        if (weekend > 0) parts.Insert(0, UkDates.Count(weekend, "weekend day"));
        return (parts.Count == 1 ? parts[0] : $"{string.Join(", ", parts.SkipLast(1))}, and {parts[^1]}") + ".";
    }

    private static List<List<ClockDay>> Runs(IEnumerable<ClockDay> off)
    {
        List<List<ClockDay>> runs = [];
        foreach (var day in off)
        {
            if (runs is [.., var run] && run[^1].Date.AddDays(1) == day.Date && Reason(run[^1]) == Reason(day)) run.Add(day);
            else runs.Add([day]);
        }

        return runs;
    }

    private static string Words(List<ClockDay> run)
    {
        var (first, last) = (run[0].Date, run[^1].Date);
        var start = first.Month == last.Month && run.Count > 1 ? UkDates.DayOfMonth(first) : UkDates.DayOfYear(first);
        var dates = run.Count == 1 ? start : $"{start} {(run.Count == 2 ? "and" : "to")} {UkDates.DayOfYear(last)}";
        return $"{dates} ({Reason(run[0])})";
    }

    private static string Reason(ClockDay day) => day.Why is "Saturday" or "Sunday" ? Weekend : day.Why!;
}
