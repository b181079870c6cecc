using ReviewFlow.Engine.Time;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Workflows.Work;

/// <summary>
/// Who holds the ball: time counts against whoever has the work. While a request is out those asked have it, else the
/// owner of the step. (Ruling 3; ladder and clock card go by the same.)
/// </summary>
public static class Ball
{
    /// <summary>"With Sian Corley (Team Manager) since Mon 30 Mar 2026, 4:45pm."</summary>
    /// <param name="step">The work that the clock runs on.</param>
    /// <param name="openedAt">When it came.</param>
    /// <param name="requests">Requests of that step, of all rounds.</param>
    /// <param name="organisation">For names and cover.</param>
    /// <param name="processArea">Area of the work; cover can be for one alone.</param>
    /// <param name="today">Local business day.</param>
    public static string Holder(WorkItem step, DateTimeOffset openedAt, IReadOnlyList<RequestSent> requests, Organisation organisation, string processArea, DateOnly today)
    {
        var asked = requests.Where(r => r.Item.Open).ToList();
        if (asked.Count > 0)
            return Sentence([.. asked.Select(r => r.Item)], asked.Min(r => r.OpenedAt));
        var back = requests.Select(r => r.Item.ClosedAt).OfType<DateTimeOffset>().DefaultIfEmpty(openedAt).Max();
        return Sentence([step], back > openedAt ? back : openedAt);

        string Sentence(IReadOnlyList<WorkItem> held, DateTimeOffset since) =>
            $"With {string.Join(" and ", held.Select(h => Name(h, organisation, processArea, today)).Distinct(StringComparer.Ordinal))} since {UkWords.Moment(since)}.";
    }

    /// <summary>
    /// "Of the 4 days so far, 3 were with the Team Manager and 1 with the Independent Reviewing Officer.", or null while
    /// all were with one of them. A day counts against whoever had the work at its close of business, today as it stands.
    /// </summary>
    /// <param name="card">The clock's card, with its days.</param>
    /// <param name="step">The work that the clock runs on.</param>
    /// <param name="requests">Requests of that step, of all rounds.</param>
    /// <param name="organisation">For titles.</param>
    /// <param name="closeOfDay">Close of business of a day (UTC).</param>
    /// <param name="now">Business time.</param>
    public static string? Shares(ClockCard card, WorkItem step, IReadOnlyList<RequestSent> requests, Organisation organisation, Func<DateOnly, DateTimeOffset> closeOfDay, DateTimeOffset now)
    {
        var days = card.Days.Where(d => d is { Number: > 0 } && (d.IsSpent || d.IsToday)).Select(d => closeOfDay(d.Date)).Select(c => c < now ? c : now).ToList();
        var shares = days.GroupBy(at => Post(requests.FirstOrDefault(r => r.OpenedAt <= at && (r.Item.ClosedAt is not { } closed || closed > at))?.Item ?? step, organisation), StringComparer.Ordinal)
            .Select(g => (Post: g.Key, Days: g.Count())).ToList();
        if (shares.Count < 2) return null;
        var words = shares.Select((s, i) => i == 0 ? $"{s.Days} {(s.Days == 1 ? "was" : "were")} with the {s.Post}" : $"{s.Days} with the {s.Post}");
        return $"Of the {days.Count} days so far, {string.Join(" and ", words)}.";
    }

    private static string Name(WorkItem item, Organisation organisation, string area, DateOnly today)
    {
        if (item.AssigneeId is not { } holder)
            return item.TeamId is { } team ? $"the queue of {organisation.Unit(team)?.Name ?? team}" : "nobody yet";
        var title = organisation.Person(item.ActingForId ?? holder)?.JobTitle is { } job ? $" ({job})" : "";
        if (item.ActingForId is { } covered && organisation.Covers(holder, covered, area, today))
            return $"{organisation.NameOf(holder)}, acting for {organisation.NameOf(covered)}{title},";
        var owner = item.ActingForId ?? holder;
        return organisation.CoverOf(owner, area, today) is { } cover
            ? $"{organisation.NameOf(cover)}, acting for {organisation.NameOf(owner)}{title},"
            : $"{organisation.NameOf(owner)}{title}";
    }

    private static string Post(WorkItem item, Organisation organisation) =>
        organisation.Person(item.ActingForId ?? item.AssigneeId)?.JobTitle ?? "team";
}
