using ReviewFlow.Workflows.People;

namespace ReviewFlow.Workflows.Access;

/// <summary>
/// Access to one restricted episode for somebody who is not on the access list: the IRO asks, the IRO Manager decides,
/// always until a day (ruling 24). Who may ask and decide is for <see cref="Access.Decide"/>.
/// </summary>
public static class AccessRequestRules
{
    /// <summary>Longest time, in months. Who needs it longer is asked about again.</summary>
    public const int LongestMonths = 6;

    /// <summary>Days that a page suggests: long enough for a stage, its returns and a holiday.</summary>
    public const int SuggestedDays = 28;

    /// <summary>Last day that a page suggests.</summary>
    public static DateOnly Suggested(DateOnly today) => today.AddDays(SuggestedDays);

    /// <summary>Whether access can be asked for.</summary>
    /// <param name="facts">The case.</param>
    /// <param name="personId">Who is to see it.</param>
    /// <param name="until">Last day, inclusive.</param>
    /// <param name="reason">Why.</param>
    /// <param name="asked">People for whom it was asked already and is not decided.</param>
    /// <param name="organisation">Who works where.</param>
    /// <param name="today">Local business day.</param>
    public static RuleAnswer Ask(
        CaseFacts facts, string personId, DateOnly until, string? reason, IReadOnlyCollection<string> asked, Organisation organisation, DateOnly today)
    {
        var name = organisation.NameOf(personId);
        if (!facts.Subject.Restricted)
            return RuleAnswer.Conflict("This person’s record is not restricted, so nobody needs to be given access. Send the request.");
        if (!organisation.InPost(personId, today))
            return RuleAnswer.Invalid("Choose somebody who works here");
        if (Relations.IsListed(facts, personId, today))
            return RuleAnswer.Conflict($"{name} has access already. Send the request.");
        if (asked.Contains(personId))
            return RuleAnswer.Conflict($"Access for {name} was asked for already and is not decided yet.");
        if (string.IsNullOrWhiteSpace(reason))
            return RuleAnswer.Invalid($"Write why {name} needs to see this");
        return Until(until, today);
    }

    /// <summary>Whether a last day is one: not past, and not without end.</summary>
    public static RuleAnswer Until(DateOnly until, DateOnly today)
    {
        if (until < today)
            return RuleAnswer.Invalid("The last day of access must not be in the past");
        return until > today.AddMonths(LongestMonths)
            ? RuleAnswer.Invalid($"Access can be given for {LongestMonths} months at most, so until {UkWords.Date(today.AddMonths(LongestMonths))}")
            : RuleAnswer.Ok;
    }
}
