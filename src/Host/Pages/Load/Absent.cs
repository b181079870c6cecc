using ReviewFlow.Workflows;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.Load;

/// <summary>Whether somebody is there, in words.</summary>
/// <param name="Text">"Away to 13 Apr; Tom Reyes covers".</param>
/// <param name="Uncovered">Whether their work lies with nobody today.</param>
public sealed record AwayWords(string Text, bool Uncovered);

/// <summary>Says whether somebody is away, today or within the next two weeks, or has left.</summary>
public static class Absent
{
    private const int DaysAhead = 14;

    public static AwayWords? Words(string personId, Organisation organisation, DateOnly today)
    {
        if (organisation.Person(personId)?.LeftOn is { } left && left < today) return new AwayWords($"Left on {UkWords.ShortDate(left)}", true);
        var next = organisation.Absences.Where(a => a.PersonId == personId && a.To >= today && a.From <= today.AddDays(DaysAhead))
            .OrderBy(a => a.From).ThenBy(a => a.ProcessArea is not null).FirstOrDefault();
        if (next is null) return null;
        var now = next.From <= today;
        var days = now ? $"Away to {UkWords.ShortDate(next.To)}" : $"Away from {UkWords.ShortDate(next.From)} to {UkWords.ShortDate(next.To)}";
        return next.CoverId is { } cover
            ? new AwayWords($"{days}; {organisation.NameOf(cover)} covers", now && !organisation.InPost(cover, today))
            : new AwayWords($"{days}; nobody covers", now);
    }
}
