using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.Cases;

/// <summary>Takes names out of a text that leaves the case: colleagues become their job, the person "the person".</summary>
public sealed class Redaction(Organisation organisation, string subject, IEnumerable<string> others)
{
    private readonly List<(string Name, string Instead)> _names =
    [
        .. Parts(subject).Select(n => (n, "the person")),
        .. others.Where(n => n.Length > 3).Select(n => (n, "a colleague")),
        .. organisation.People.Select(p => (p.Name, p.JobTitle)),
    ];

    /// <summary>The text without names. What is written by hand is looked through again before it is given out.</summary>
    public string Of(string text) => _names.OrderByDescending(n => n.Name.Length)
        .Aggregate(text, (left, name) => left.Replace(name.Name, name.Instead, StringComparison.OrdinalIgnoreCase));

    // The whole name, and the surname alone.
    private static IEnumerable<string> Parts(string name) => name.Split(' ') is { Length: > 1 } parts ? [name, parts[^1]] : [name];
}
