namespace ReviewFlow.Workflows.People;

/// <summary>An absence as it is to be recorded. Days are inclusive at both ends. Why somebody is away is not asked and not kept.</summary>
/// <param name="PersonId">Who is away.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="CoverId">Who covers where no process is named; null for nobody.</param>
public sealed record AbsencePlan(string PersonId, DateOnly From, DateOnly To, string? CoverId)
{
    /// <summary>Cover for one process alone, by its area; it goes before <see cref="CoverId"/>.</summary>
    public IReadOnlyDictionary<string, string> CoverByArea { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Days of the absence that it takes the place of, from <see cref="From"/> on; null for a new one.</summary>
    public AbsenceDays? Replaces { get; init; }

    /// <summary>The lines that it becomes in the organisation: one for all processes, one for each that is named.</summary>
    public IReadOnlyList<Absence> Lines =>
        [new Absence(PersonId, CoverId, null, From, To), .. CoverByArea.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => new Absence(PersonId, c.Value, c.Key, From, To))];

    /// <summary>The organisation as it would be with it.</summary>
    public Organisation In(Organisation organisation) => organisation with { Absences = [.. organisation.Absences.Where(a => !IsReplaced(a)), .. Lines] };

    /// <summary>Whether it takes the place of a line.</summary>
    public bool IsReplaced(Absence line) => Replaces is { } days && line.PersonId == PersonId && line.From == days.From && line.To == days.To;
}

/// <summary>First and last day of an absence, both inclusive.</summary>
public sealed record AbsenceDays(DateOnly From, DateOnly To);

/// <summary>Whether an absence can be recorded, and what of it people should know before.</summary>
public static class AbsenceRules
{
    // In days. Longer is a slip of the pen, or somebody who has left.
    private const int Longest = 400;

    /// <summary>Whether it can be recorded by this person.</summary>
    public static RuleAnswer Check(string actorId, AbsencePlan plan, Organisation organisation, DateOnly today)
    {
        foreach (var line in plan.Lines)
        {
            if (CoverRules.Set(actorId, line, organisation, today) is { Allowed: false } refused)
                return refused;
        }

        if (plan.To < today)
            return RuleAnswer.Invalid("These days are over. Give a last day from today on");
        if (plan.To.DayNumber - plan.From.DayNumber > Longest)
            return RuleAnswer.Invalid($"This is more than {Longest} days. Check the year");
        if (plan.Replaces is { } before && before.From < today && plan.From < today)
            return RuleAnswer.Invalid("What was covered stays on record. Change it from today on");
        if (plan.Replaces is not null && !organisation.Absences.Any(plan.IsReplaced))
            return RuleAnswer.Conflict("This absence has been changed or ended already. Look at it again");
        if (Overlapping(plan, organisation) is { } known)
            return RuleAnswer.Invalid($"{organisation.NameOf(plan.PersonId)} is recorded as away from {UkWords.Date(known.From)} to {UkWords.Date(known.To)} already. End that first, or choose other days");
        return RuleAnswer.Ok;
    }

    /// <summary>What does not stop it but leaves work with nobody: cover who is away too, nobody at all.</summary>
    public static IReadOnlyList<string> Warnings(AbsencePlan plan, Organisation organisation)
    {
        var words = new List<string>();
        if (plan.CoverId is null)
            words.Add($"Nobody covers{(plan.CoverByArea.Count > 0 ? " the other processes" : "")}. Work that comes in these days goes to {UkWords.FirstName(organisation.NameOf(plan.PersonId))} all the same, and the line manager is told of it.");
        foreach (var cover in plan.Lines.Select(l => l.CoverId).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            foreach (var away in organisation.Absences.Where(a => a.PersonId == cover && a.From <= plan.To && plan.From <= a.To).DistinctBy(a => (a.From, a.To)))
                words.Add(AwayToo(plan, cover, away, organisation));
        }

        return words;
    }

    private static string AwayToo(AbsencePlan plan, string cover, Absence away, Organisation organisation)
    {
        var days = $"{organisation.NameOf(cover)} is away from {UkWords.Date(away.From)} to {UkWords.Date(away.To)}";
        return away.CoverId is { } next && next != plan.PersonId
            ? $"{days}. On those days it goes on to {organisation.NameOf(next)}."
            : $"{days}. On those days nobody covers.";
    }

    private static Absence? Overlapping(AbsencePlan plan, Organisation organisation) => organisation.Absences
        .Where(a => a.PersonId == plan.PersonId && a.From <= plan.To && plan.From <= a.To && !plan.IsReplaced(a))
        .OrderBy(a => a.From).FirstOrDefault();
}
