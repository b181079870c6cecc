namespace ReviewFlow.Workflows.Rehearsals;

/// <summary>What is different between a rehearsal that was saved and one that was played now. Pure.</summary>
public static class RehearsalDifference
{
    /// <summary>Most differences that are told; the last sentence then says how many more there are.</summary>
    public const int MostTold = 12;

    /// <summary>The differences in words; empty when both say the same. The order within one moment does not matter.</summary>
    /// <param name="expected">Lines that were saved.</param>
    /// <param name="actual">Lines as they are now.</param>
    public static IReadOnlyList<string> Between(IReadOnlyList<RehearsalLine> expected, IReadOnlyList<RehearsalLine> actual)
    {
        var (gone, come) = (Without(expected, actual), Without(actual, expected));
        var told = new List<string>();
        foreach (var line in gone.ToList())
        {
            // The same thing at another moment is one difference, not two.
            if (come.Find(c => c.What == line.What && c.Who == line.Who && c.Kind == line.Kind) is not { } moved) continue;
            gone.Remove(line);
            come.Remove(moved);
            told.Add(Moved(line, moved));
        }

        told.AddRange(gone.Where(l => !l.IsEnding).Select(l => $"No longer happens: {l.Words}"));
        told.AddRange(come.Where(l => !l.IsEnding).Select(l => $"Happens now: {l.Words}"));
        if (gone.Find(l => l.IsEnding) is { } was && come.Find(l => l.IsEnding) is { } now) told.Add($"It ends differently. Before: {was.What} Now: {now.What}");
        return told.Count <= MostTold ? told : [.. told.Take(MostTold), $"… and {UkWords.Count(told.Count - MostTold, "more difference", "more differences")}."];
    }

    private static string Moved(RehearsalLine before, RehearsalLine now) => before.When != now.When
        ? $"{Subject(now)}: {now.When} instead of {before.When}"
        : $"{Subject(now)}: due {now.Due ?? "never"} instead of {before.Due ?? "never"}";

    private static string Subject(RehearsalLine line) => line.Who.Length > 0 ? $"{line.Who}, {line.What}" : line.What;

    private static List<RehearsalLine> Without(IEnumerable<RehearsalLine> lines, IEnumerable<RehearsalLine> others)
    {
        var there = others.GroupBy(l => l).ToDictionary(g => g.Key, g => g.Count());
        var left = new List<RehearsalLine>();
        foreach (var line in lines)
        {
            if (there.TryGetValue(line, out var count) && count > 0) there[line] = count - 1;
            else left.Add(line);
        }

        return left;
    }
}
