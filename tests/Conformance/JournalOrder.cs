using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Conformance;

/// <summary>
/// Compares journals. Two defects of Elsa are known everywhere, not only in the cases that carry <c>elsaDiffers</c>: it goes
/// on after the workflow has completed or faulted, and it may complete a flowchart while a join is still to run. A recorded
/// journal that goes on after such an end must hold ours, in order, apart from the ends of containers.
/// </summary>
internal static class JournalOrder
{
    public static string? Difference(IReadOnlyList<string> recorded, IEnumerable<JournalEntry> entries)
    {
        var ours = entries.Select(e => $"{e.ActivityId}:{e.Event}").ToList();
        if (recorded.SequenceEqual(ours) || (GoesOnAfterEnd(recorded) && IsInside(Steps(ours), Steps(recorded)))) return null;
        var at = recorded.Zip(ours).TakeWhile(p => p.First == p.Second).Count();
        return $"journal differs at {at + 1}: Elsa {At(recorded, at)}, ours {At(ours, at)}";
    }

    private static bool GoesOnAfterEnd(IReadOnlyList<string> recorded)
    {
        var workflow = recorded[0].Split(':')[0];
        var end = recorded.ToList().FindIndex(e => e == workflow + ":Completed" || e.EndsWith(":Faulted", StringComparison.Ordinal));
        return end >= 0 && end < recorded.Count - 1;
    }

    /// <summary>The journal without the ends of what began and ended around other entries.</summary>
    private static List<string> Steps(IReadOnlyList<string> journal) =>
        [.. journal.Where((entry, i) => !entry.EndsWith(":Completed", StringComparison.Ordinal) || (i > 0 && Begins(journal[i - 1], entry)))];

    private static bool Begins(string before, string completed)
    {
        var id = completed[..^":Completed".Length];
        return before == id + ":Started" || before == id + ":Resumed";
    }

    private static bool IsInside(List<string> ours, List<string> recorded) => ours.Count <= recorded.Count && ours.SequenceEqual(recorded.Take(ours.Count));

    private static string At(IReadOnlyList<string> journal, int index) => index < journal.Count ? journal[index] : "(end)";
}
