namespace ReviewFlow.Host.Pages.MyWork;

/// <summary>What a row of the list calls the work: process and step, nothing said twice.</summary>
public static class WorkWords
{
    /// <summary>"Dispute resolution process, stage 3: record the dispute" of "Dispute resolution process: stage 3" and "Stage 3: record the dispute".</summary>
    public static string Of(string process, string title)
    {
        if (title.StartsWith(process, StringComparison.OrdinalIgnoreCase)) return title;
        if (process.Split(": ", 2) is not [var area, var part]) return $"{process}: {title}";
        return title.StartsWith(part, StringComparison.OrdinalIgnoreCase) ? $"{area}, {part}{title[part.Length..]}" : $"{area}, {part}: {title}";
    }
}
