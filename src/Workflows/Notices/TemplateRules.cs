namespace ReviewFlow.Workflows.Notices;

/// <summary>What an organisation's own words for a message must keep to.</summary>
public static class TemplateRules
{
    /// <summary>Longest subject, in characters.</summary>
    public const int LongestSubject = 150;

    /// <summary>Longest text, in characters.</summary>
    public const int LongestBody = 2000;

    /// <summary>Values for a preview; nobody's.</summary>
    public static readonly MessageFields Sample = new("QAP-2026-0000", "Quality assurance process", "Update on 3 issues", "A colleague", "Wed 17 Jun 2026, 5pm");

    /// <summary>What is wrong with the words; empty when they can be published.</summary>
    /// <param name="shipped">The message as it is shipped: a field in its subject has to stay there.</param>
    /// <param name="subject">One line.</param>
    /// <param name="body">Text.</param>
    public static IReadOnlyList<string> Check(Template shipped, string? subject, string? body)
    {
        var problems = new List<string>();
        if (string.IsNullOrWhiteSpace(subject)) problems.Add("Write a subject.");
        if (string.IsNullOrWhiteSpace(body)) problems.Add("Write the text.");
        if (subject?.Length > LongestSubject) problems.Add($"Shorten the subject to {LongestSubject} characters.");
        if (body?.Length > LongestBody) problems.Add($"Shorten the text to {LongestBody} characters.");
        if (subject?.Any(char.IsControl) == true) problems.Add("Write the subject on one line.");
        foreach (var text in new[] { subject ?? "", body ?? "" }) problems.AddRange(Fields(text));
        var lost = Templates.FieldsOf(shipped.Subject).Where(f => f == "reference").Except(Templates.FieldsOf(subject ?? ""));
        if (problems.Count == 0) problems.AddRange(lost.Select(f => $"Keep {{{f}}} in the subject, so that readers know what the mail is about."));
        return problems;
    }

    private static IEnumerable<string> Fields(string text)
    {
        var found = Templates.FieldsOf(text);
        foreach (var unknown in found.Except(Templates.Fields))
            yield return $"There is no field {{{unknown}}}. There are: {string.Join(", ", Templates.Fields.Select(f => $"{{{f}}}"))}.";
        if (text.Count(c => c == '{') != found.Count || text.Count(c => c == '}') != found.Count)
            yield return "A curly bracket is missing or left over. Fields stand in one pair of brackets.";
    }
}
