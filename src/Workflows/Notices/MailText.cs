using System.Text;

namespace ReviewFlow.Workflows.Notices;

/// <summary>A mail as it is read.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Body">Plain text.</param>
public sealed record MailContent(string Subject, string Body);

/// <summary>One thing in a digest: fields only, never free text.</summary>
/// <param name="Reference">Reference of the case or step.</param>
/// <param name="Process">Name of the process.</param>
/// <param name="Words">What is asked or has happened.</param>
/// <param name="Due">When it is due, in words.</param>
public sealed record DigestLine(string Reference, string Process, string Words, string? Due);

/// <summary>The digest of one person: what is late, what is due soon, what happened.</summary>
public sealed record Digest(IReadOnlyList<DigestLine> Late, IReadOnlyList<DigestLine> Soon, IReadOnlyList<DigestLine> News)
{
    /// <summary>Whether there is nothing to say; then no mail goes.</summary>
    public bool IsEmpty => Late.Count + Soon.Count + News.Count == 0;
}

/// <summary>Puts mails together. Only what ruling 7 allows has a place here.</summary>
public static class MailText
{
    /// <summary>A message from its template.</summary>
    /// <param name="template">Words with fields in braces.</param>
    /// <param name="fields">Their values.</param>
    /// <param name="link">Address of the page that it is about.</param>
    /// <param name="preferences">Address of the page where mail is chosen.</param>
    public static MailContent Compose(Template template, MessageFields fields, string link, string preferences) => new(
        OneLine(Templates.Fill(template.Subject, fields)),
        $"{Templates.Fill(template.Body, fields)}\r\n\r\nOpen it: {link}\r\n\r\n{Foot(preferences)}");

    /// <summary>The digest of a day.</summary>
    public static MailContent Compose(Digest digest, string day, string link, string preferences)
    {
        var text = new StringBuilder();
        Part(text, "Late", digest.Late);
        Part(text, "Due in the next 2 working days", digest.Soon);
        Part(text, "Since the last digest", digest.News);
        var counts = $"{digest.Late.Count} late, {digest.Soon.Count} due soon, {digest.News.Count} new";
        return new MailContent(OneLine($"Your work on {day}: {counts}"), $"{text}Open your work: {link}\r\n\r\n{Foot(preferences)}");
    }

    /// <summary>A text that cannot become a second header line.</summary>
    public static string OneLine(string text) => new([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);

    /// <summary>
    /// What is asked, unless it names the subject: a definition's author may have written a name into a title, and a mail
    /// may not carry it (ruling 7).
    /// </summary>
    public static string? WithoutSubject(string? asked, string? subjectName)
    {
        if (asked is null || subjectName is null) return asked;
        var named = subjectName.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(part => part.Length > 1)
            .Any(part => asked.Contains(part, StringComparison.OrdinalIgnoreCase));
        return named ? null : asked;
    }

    private static void Part(StringBuilder text, string title, IReadOnlyList<DigestLine> lines)
    {
        if (lines.Count == 0) return;
        text.Append(title).Append("\r\n");
        foreach (var line in lines)
            text.Append("- ").Append(OneLine($"{line.Reference}, {line.Process}: {line.Words}{(line.Due is null ? "" : $" (due {line.Due})")}")).Append("\r\n");
        text.Append("\r\n");
    }

    private static string Foot(string preferences) =>
        $"This mail names nobody whom the work is about, on purpose. Please keep it so when you answer a colleague.\r\nChoose which mails you get: {preferences}\r\nReviewFlow";
}
