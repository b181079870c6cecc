namespace ReviewFlow.Host.Pages.Shared;

/// <summary>Breaks words into lines for a drawing, which does not wrap by itself.</summary>
public static class SvgText
{
    /// <summary>Two lines at most; what does not fit ends in an ellipsis, since the list below a drawing has it in full.</summary>
    /// <param name="text">The words.</param>
    /// <param name="letters">Most letters of a line.</param>
    public static IReadOnlyList<string> Lines(string text, int letters)
    {
        var first = Fit(text, letters);
        var rest = text[first.Length..].TrimStart();
        if (rest.Length == 0) return [first];
        return [first.TrimEnd(), rest.Length <= letters ? rest : $"{Fit(rest, letters - 1).TrimEnd()}…"];
    }

    // As many whole words as fit, and at least a piece of the first.
    private static string Fit(string text, int letters)
    {
        if (text.Length <= letters) return text;
        var space = text.LastIndexOf(' ', letters);
        return space > 0 ? text[..(space + 1)] : text[..letters];
    }
}
