using ReviewFlow.Workflows;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.TimeAway;

/// <summary>One absence in words: all its lines together.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="Name">Who, by name.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Cover">"Tom Reyes; for improvement plans Beth Lowry", or that nobody covers.</param>
/// <param name="State">Whether it runs, comes or is over.</param>
public sealed record AbsenceView(string PersonId, string Name, DateOnly From, DateOnly To, string Cover, AbsenceState State)
{
    public string Days => From == To ? UkWords.Date(From) : $"{UkWords.Date(From)} to {UkWords.Date(To)}";

    /// <summary>Absences of people, soonest first.</summary>
    public static IReadOnlyList<AbsenceView> Of(IReadOnlyCollection<string> people, Organisation organisation, DateOnly today, DateOnly since) =>
    [
        .. organisation.Absences.Where(a => people.Contains(a.PersonId) && a.To >= since)
            .GroupBy(a => (a.PersonId, a.From, a.To))
            .OrderBy(g => g.Key.From).ThenBy(g => organisation.NameOf(g.Key.PersonId), StringComparer.Ordinal)
            .Select(g => new AbsenceView(
                g.Key.PersonId,
                organisation.NameOf(g.Key.PersonId),
                g.Key.From,
                g.Key.To,
                string.Join("; ", g.OrderBy(a => a.ProcessArea is not null).ThenBy(a => a.ProcessArea, StringComparer.Ordinal).Select(a => Line(a, organisation))),
                today < g.Key.From ? AbsenceState.Coming : g.Key.To < today ? AbsenceState.Over : AbsenceState.Now)),
    ];

    private static string Line(Absence line, Organisation organisation)
    {
        var cover = line.CoverId is { } id ? organisation.NameOf(id) : "Nobody";
        return line.ProcessArea is { } area ? $"for {Area(area)}: {cover}" : line.CoverId is null ? "Nobody covers" : cover;
    }

    private static string Area(string id) => ProcessCatalog.Areas.FirstOrDefault(a => a.Id == id)?.Title ?? id;
}

/// <summary>Where an absence stands today.</summary>
public enum AbsenceState
{
    Coming,
    Now,
    Over,
}
