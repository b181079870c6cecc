namespace ReviewFlow.Workflows.Rehearsals;

/// <summary>Sorts of events in one word each.</summary>
public static class RehearsalWords
{
    /// <summary>"work", "day off", …</summary>
    public static string Kind(RehearsalKind kind) => kind == RehearsalKind.DayOff ? "day off" : kind.ToString().ToLowerInvariant();
}
