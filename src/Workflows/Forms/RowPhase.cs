namespace ReviewFlow.Workflows.Forms;

/// <summary>A phase key, and the one row that it is about: <c>follow.doing#r3</c> opens the cells of row r3 alone.</summary>
/// <param name="Phase">Phase as the form's fields name it.</param>
/// <param name="Row">Id of the row; null when the phase is about the whole form.</param>
public readonly record struct RowPhase(string Phase, string? Row)
{
    private const char Mark = '#';

    /// <summary>Takes a key apart.</summary>
    public static RowPhase Read(string key) => key.IndexOf(Mark, StringComparison.Ordinal) is var at and >= 0 ? new RowPhase(key[..at], key[(at + 1)..]) : new RowPhase(key, null);

    /// <summary>The key of a task in a phase of an activity.</summary>
    public static string Key(string activityId, string phase, string? row) => row is null ? $"{activityId}.{phase}" : $"{activityId}.{phase}{Mark}{row}";
}
