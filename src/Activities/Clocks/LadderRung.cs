using System.Globalization;
using ReviewFlow.Engine;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Activities.Clocks;

/// <summary>Who is told when, as a definition states it.</summary>
internal sealed record LadderRung
{
    /// <summary>Working days after the due day; 0 is the due day itself; fewer than 0 is a reminder before it.</summary>
    public int AfterWorkingDays { get; init; }

    /// <summary>Local time of day (hh:mm); null for close of business.</summary>
    public string? At { get; init; }

    public IReadOnlyList<string> Roles { get; init; } = [];

    public bool Critical { get; init; }

    public string? Template { get; init; }

    public bool IsDue => AfterWorkingDays == 0 && At is null;

    public ClockMark Mark(int number) => new()
    {
        Key = AfterWorkingDays < 0 ? $"reminder{AfterWorkingDays.ToString(CultureInfo.InvariantCulture)}" : $"rung-{number.ToString(CultureInfo.InvariantCulture)}",
        Kind = AfterWorkingDays < 0 ? ClockMarkKind.Reminder : ClockMarkKind.Rung,
        WorkingDays = AfterWorkingDays,
        TimeOfDay = At is null ? null : TimeOnly.TryParseExact(At, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : throw new InvalidInputException("ladder", "a list of rungs; \"at\" is a time such as 09:00"),
        Roles = Roles,
        Critical = Critical,
        Template = Template,
    };

    /// <summary>
    /// Marks of a clock with this ladder: reminders two working days before and on the day, a last call to the holder
    /// alone, the due moment, then the rungs (domain WD-7; ruling 2).
    /// </summary>
    /// <param name="ladder">The rungs.</param>
    /// <param name="reminders">Whether the holder is reminded before.</param>
    /// <param name="missed">Who sees the miss when the ladder has no rung at the due moment.</param>
    public static IReadOnlyList<ClockMark> Marks(IReadOnlyList<LadderRung> ladder, bool reminders, IReadOnlyList<string> missed)
    {
        var due = ladder.FirstOrDefault(r => r.IsDue);
        var told = due?.Roles ?? missed;
        var marks = ClockDefaults.StageMarks(["holder"], told).Where(m => reminders || m.Key == Clock.Due).ToList();
        var at = marks.FindIndex(m => m.Key == Clock.Due);
        marks[at] = marks[at] with { Critical = due?.Critical ?? false, Template = due?.Template };
        foreach (var before in ladder.Where(r => r.AfterWorkingDays < 0).Select(r => r.Mark(0)))
        {
            marks.RemoveAll(m => m.Key == before.Key);
            marks.Add(before);
        }

        marks.AddRange(ladder.Where(r => !r.IsDue && r.AfterWorkingDays >= 0).Select((r, i) => r.Mark(i + 1)));
        return marks;
    }
}
