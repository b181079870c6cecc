using ReviewFlow.Engine.Time;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Workflows.Disputes;

/// <summary>One sending of a stage's request: to whom, and how it ended.</summary>
public sealed record StageRound(DateTimeOffset SentAt, DateTimeOffset? ClosedAt, string? Outcome, string? HolderId, DateTimeOffset? DueAt, DateTimeOffset? FirstDueAt);

/// <summary>How a stage's manager answered.</summary>
public enum StageReply
{
    NotSent,
    Waiting,
    Overdue,
    InTime,
    Late,
    NoResponse,
}

/// <summary>
/// Whether a stage was answered in its working days. Days with the IRO (after a return, until sent again) are not the
/// manager's (ruling 3); an extension does not undo a miss (ruling 4).
/// </summary>
/// <param name="Reply">How it stands.</param>
/// <param name="Days">Working days with the manager.</param>
/// <param name="DaysWithIro">Working days between a return and the next sending.</param>
public sealed record StageAnswer(StageReply Reply, int Days, int DaysWithIro)
{
    public bool IsLate => Reply is StageReply.Late or StageReply.Overdue or StageReply.NoResponse;

    /// <summary>Answer to "answered in 5 working days?".</summary>
    public string Words => Reply switch
    {
        StageReply.NotSent => "Not sent yet",
        StageReply.Waiting => "Not yet due",
        StageReply.Overdue => "No, not answered yet",
        StageReply.InTime => "Yes",
        StageReply.Late => "No",
        _ => "No, no response",
    };

    /// <summary>Works it out from the rounds of one stage.</summary>
    /// <param name="rounds">All sendings to the stage's manager.</param>
    /// <param name="ended">When the stage ended; null while it is open.</param>
    /// <param name="now">Business time.</param>
    /// <param name="calendar">Whose days are counted.</param>
    public static StageAnswer Of(IReadOnlyList<StageRound> rounds, DateTimeOffset? ended, DateTimeOffset now, WorkingDayCalendar calendar)
    {
        if (rounds.Count == 0) return new StageAnswer(StageReply.NotSent, 0, 0);
        var ordered = rounds.OrderBy(r => r.SentAt).ToList();
        var until = ended ?? now;
        var days = ordered.Sum(r => Between(r.SentAt, r.ClosedAt ?? until, calendar));
        var withIro = ordered.Zip(ordered.Skip(1), (one, next) => one.ClosedAt is { } back ? Between(back, next.SentAt, calendar) : 0).Sum();
        return new StageAnswer(ReplyOf(ordered, days, ended, now), days, withIro);
    }

    private static StageReply ReplyOf(List<StageRound> rounds, int days, DateTimeOffset? ended, DateTimeOffset now)
    {
        var (last, due) = (rounds[^1], rounds[0].FirstDueAt ?? rounds[0].DueAt);
        // To the minute where nothing came back; else by the manager's own days.
        bool Missed(DateTimeOffset at) => rounds.Count == 1 && due is { } moment ? at > moment : days > DisputeRules.StageDays;
        if (last is { Outcome: not (null or "return"), ClosedAt: { } answered }) return Missed(answered) ? StageReply.Late : StageReply.InTime;
        if (ended is not null || last is { ClosedAt: not null, Outcome: null }) return StageReply.NoResponse;
        return Missed(now) ? StageReply.Overdue : StageReply.Waiting;
    }

    /// <summary>Why it was late, in facts on file; never a judgement. Empty when it was not late.</summary>
    public IReadOnlyList<string> Reasons(IReadOnlyList<StageRound> rounds, Organisation organisation)
    {
        if (!IsLate) return [];
        var reasons = new List<string>();
        foreach (var round in rounds)
        {
            if (round is { FirstDueAt: { } first, DueAt: { } due } && due > first) reasons.Add($"Extended from {UkWords.Date(UkWords.LocalDate(first))} to {UkWords.Date(UkWords.LocalDate(due))}");
            reasons.AddRange(Away(round, organisation));
        }

        if (DaysWithIro > 0) reasons.Add($"{UkWords.Count(DaysWithIro, "working day")} with the IRO after a return");
        if (Reply == StageReply.NoResponse) reasons.Add("The IRO recorded no response and went on");
        return reasons.Count > 0 ? [.. reasons.Distinct(StringComparer.Ordinal)] : ["No reason is on file"];
    }

    private static IEnumerable<string> Away(StageRound round, Organisation organisation)
    {
        if (round.HolderId is not { } holder) return ["Nobody held the request"];
        var (from, to) = (UkWords.LocalDate(round.SentAt), UkWords.LocalDate(round.ClosedAt ?? round.DueAt ?? round.SentAt));
        return organisation.Absences.Where(a => a.PersonId == holder && a.From <= to && from <= a.To)
            .Select(a => $"{organisation.NameOf(holder)} was away from {UkWords.ShortDate(a.From)} to {UkWords.Date(a.To)}{(a.CoverId is { } cover ? $", covered by {organisation.NameOf(cover)}" : "; no cover was set")}");
    }

    private static int Between(DateTimeOffset from, DateTimeOffset to, WorkingDayCalendar calendar) =>
        Math.Max(0, WorkingDays.Between(calendar, LocalTime.DayOf(calendar, from), LocalTime.DayOf(calendar, to)));
}
