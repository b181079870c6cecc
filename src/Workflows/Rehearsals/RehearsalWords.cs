namespace ReviewFlow.Workflows.Rehearsals;

/// <summary>Sorts of events in one word each.</summary>
public static class RehearsalWords
{
    /// <summary>"work", "day off", …</summary>
    public static string Kind(RehearsalKind kind) => kind == RehearsalKind.DayOff ? "day off" : kind.ToString().ToLowerInvariant();

    /// <summary>"2 reminders", "1 alert": several events of one kind.</summary>
    public static string Counted(RehearsalKind kind, int count) => kind switch
    {
        RehearsalKind.Work => UkWords.Count(count, "new piece of work", "new pieces of work"),
        RehearsalKind.Does => UkWords.Count(count, "thing is done", "things are done"),
        RehearsalKind.Notice => UkWords.Count(count, "notice"),
        RehearsalKind.Reminder => UkWords.Count(count, "reminder"),
        RehearsalKind.Alert => UkWords.Count(count, "alert"),
        RehearsalKind.Record => UkWords.Count(count, "line on the timeline", "lines on the timeline"),
        RehearsalKind.Writes => UkWords.Count(count, "line written", "lines written"),
        _ => UkWords.Count(count, Kind(kind)),
    };
}
