namespace ReviewFlow.Workflows.People;

/// <summary>What a sender is told when the recipient is away.</summary>
/// <param name="PersonId">Who is away.</param>
/// <param name="Until">Last day away.</param>
/// <param name="CoverId">Who covers; null for nobody.</param>
/// <param name="Sentence">"Sian is away to 13 Apr; Tom Reyes covers. Send to Tom?"</param>
public sealed record AwayNotice(string PersonId, DateOnly Until, string? CoverId, string Sentence)
{
    /// <summary>The notice for a person, or null when they are not away.</summary>
    public static AwayNotice? For(string personId, Organisation organisation, DateOnly today, string processArea)
    {
        if (organisation.AbsenceOf(personId, processArea, today) is not { } absence)
            return null;
        var until = UkWords.ShortDate(absence.To);
        var away = $"{UkWords.FirstName(organisation.NameOf(personId))} is away to {until}";
        if (absence.CoverId is not { } cover || !organisation.InPost(cover, today))
            return new AwayNotice(personId, absence.To, null, $"{away} and nobody covers. Choose somebody else, or send it and tell their manager.");
        var name = organisation.NameOf(cover);
        return new AwayNotice(personId, absence.To, cover, $"{away}; {name} covers. Send to {UkWords.FirstName(name)}?");
    }
}
