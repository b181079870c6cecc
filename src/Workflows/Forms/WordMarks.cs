namespace ReviewFlow.Workflows.Forms;

/// <summary>What became of a piece of text.</summary>
public enum MarkKind
{
    Same,
    Added,
    TakenOut,
}

/// <summary>A run of words with one fate. Its white space stands in it.</summary>
public sealed record MarkedText(MarkKind Kind, string Text);

/// <summary>Says word by word how a text differs from the one it grew out of.</summary>
public static class WordMarks
{
    /// <summary>Most comparisons of two words; beyond it a text is marked as wholly replaced, so that no page is slow.</summary>
    private const int Most = 4_000_000;

    /// <summary>The pieces in order. Those that are not <see cref="MarkKind.Added"/> make up <paramref name="start"/>; those not <see cref="MarkKind.TakenOut"/> make up <paramref name="text"/>.</summary>
    public static IReadOnlyList<MarkedText> Of(string start, string text)
    {
        var (old, now) = (Words(start), Words(text));
        var first = 0;
        while (first < old.Count && first < now.Count && old[first] == now[first]) first++;
        var last = 0;
        while (last < old.Count - first && last < now.Count - first && old[^(last + 1)] == now[^(last + 1)]) last++;
        var pieces = new List<(MarkKind Kind, string Word)>();
        pieces.AddRange(now.Take(first).Select(w => (MarkKind.Same, w)));
        Middle(old[first..^last], now[first..^last], pieces);
        pieces.AddRange(now.Skip(now.Count - last).Select(w => (MarkKind.Same, w)));
        return Joined(pieces);
    }

    private static void Middle(List<string> old, List<string> now, List<(MarkKind Kind, string Word)> pieces)
    {
        if ((long)old.Count * now.Count > Most)
        {
            pieces.AddRange(old.Select(w => (MarkKind.TakenOut, w)));
            pieces.AddRange(now.Select(w => (MarkKind.Added, w)));
            return;
        }

        var common = Common(old, now);
        var (i, j) = (0, 0);
        while (i < old.Count || j < now.Count)
        {
            if (i < old.Count && j < now.Count && old[i] == now[j])
            {
                pieces.Add((MarkKind.Same, now[j]));
                (i, j) = (i + 1, j + 1);
            }
            else if (j == now.Count || (i < old.Count && common[i + 1, j] >= common[i, j + 1])) pieces.Add((MarkKind.TakenOut, old[i++]));
            else pieces.Add((MarkKind.Added, now[j++]));
        }
    }

    // Length of the longest common run of words from each place on.
    private static int[,] Common(List<string> old, List<string> now)
    {
        var common = new int[old.Count + 1, now.Count + 1];
        for (var i = old.Count - 1; i >= 0; i--)
        {
            for (var j = now.Count - 1; j >= 0; j--)
                common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        return common;
    }

    private static List<MarkedText> Joined(List<(MarkKind Kind, string Word)> pieces)
    {
        var joined = new List<MarkedText>();
        foreach (var (kind, word) in pieces)
        {
            if (joined.Count > 0 && joined[^1].Kind == kind) joined[^1] = joined[^1] with { Text = joined[^1].Text + word };
            else joined.Add(new MarkedText(kind, word));
        }

        return joined;
    }

    // Words with the white space after them.
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var end = at;
            while (end < text.Length && !char.IsWhiteSpace(text[end])) end++;
            while (end < text.Length && char.IsWhiteSpace(text[end])) end++;
            words.Add(text[at..end]);
            at = end;
        }

        return words;
    }
}
