using System.Text.Json.Serialization;

namespace ReviewFlow.Workflows.Actions;

/// <summary>Colours in the order of how bad they are.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RagColour>))]
public enum RagColour
{
    /// <summary>Completed.</summary>
    Green,

    /// <summary>In progress and on target for completion date.</summary>
    Amber,

    /// <summary>Outstanding and not on target for completion date.</summary>
    Red,
}

/// <summary>What the RAG status of an action follows from.</summary>
/// <param name="DueOn">The date agreed now.</param>
/// <param name="OffTarget">Whether its owner says that it will not be done by then.</param>
/// <param name="CompletedOn">Day of completion.</param>
/// <param name="Started">Whether any progress was written down.</param>
/// <param name="Confirmed">Colour that a person confirmed last.</param>
/// <param name="ConfirmedFor">Colour that was suggested then.</param>
public sealed record RagFacts(DateOnly? DueOn, bool OffTarget, DateOnly? CompletedOn, bool Started, RagColour? Confirmed, RagColour? ConfirmedFor);

/// <summary>How an action stands today.</summary>
/// <param name="Counts">What it counts as in lists and reports.</param>
/// <param name="Suggested">What the date and the owner's words suggest.</param>
/// <param name="IsConfirmed">Whether a person has confirmed it for what is suggested now.</param>
/// <param name="NotStarted">Whether nothing was done yet although it is on time.</param>
/// <param name="Because">Why it is suggested, in words.</param>
public sealed record RagStatus(RagColour Counts, RagColour Suggested, bool IsConfirmed, bool NotStarted, string Because)
{
    /// <summary>The first letter: never colour alone.</summary>
    public string Letter => Counts.ToString()[..1];

    /// <summary>"Red – suggested, not yet confirmed", "Amber, not started", "Green".</summary>
    public string Words => (IsConfirmed, Counts == Suggested) switch
    {
        (true, _) => NotStarted ? $"{Counts}, not started" : Counts.ToString(),
        (false, true) => $"{Counts} – suggested, not yet confirmed{(NotStarted ? ", not started" : "")}",
        _ => $"{Counts} – {Suggested} is suggested, not yet confirmed",
    };
}

/// <summary>
/// RAG as the guidance means it: the date suggests, a person confirms; what is not confirmed counts as the worse value,
/// so that there is never "not set" (S3, "RAG Status"; domain 4b and G-PIP-4; ruling 34).
/// </summary>
public static class RagRules
{
    /// <summary>The meaning of a colour, in the words of the guidance.</summary>
    public static string Meaning(RagColour colour) => colour switch
    {
        RagColour.Red => "Outstanding and not on target for completion date",
        RagColour.Amber => "In progress and on target for completion date",
        _ => "Completed",
    };

    /// <summary>A colour by its word; null for none.</summary>
    public static RagColour? Parse(string? word) => Enum.TryParse<RagColour>(word, out var colour) && Enum.IsDefined(colour) ? colour : null;

    /// <summary>What is suggested on a day.</summary>
    public static RagColour Suggest(RagFacts facts, DateOnly today) =>
        facts.CompletedOn is { } done && done <= today ? RagColour.Green : facts.OffTarget || facts.DueOn < today ? RagColour.Red : RagColour.Amber;

    /// <summary>How it stands on a day.</summary>
    public static RagStatus On(RagFacts facts, DateOnly today)
    {
        var suggested = Suggest(facts, today);
        var confirmed = facts.Confirmed is { } colour && (colour == suggested || facts.ConfirmedFor == suggested);
        // Nobody has confirmed the completion: until then it is what it would be without.
        var open = Suggest(facts with { CompletedOn = null }, today);
        var counts = confirmed ? facts.Confirmed!.Value : Worse(suggested, facts.Confirmed ?? open);
        return new RagStatus(counts, suggested, confirmed, !facts.Started && facts.CompletedOn is null && counts == RagColour.Amber, Because(facts, suggested));
    }

    /// <summary>The worse of two.</summary>
    public static RagColour Worse(RagColour one, RagColour other) => one > other ? one : other;

    /// <summary>The worst that is still open, for a theme or a plan; Green when all is completed, null when there is nothing.</summary>
    public static RagColour? RollUp(IEnumerable<RagColour> actions) => actions.Select(c => (RagColour?)c).DefaultIfEmpty(null).Max();

    private static string Because(RagFacts facts, RagColour suggested) => suggested switch
    {
        RagColour.Green => $"it was completed on {UkWords.Date(facts.CompletedOn!.Value)}",
        RagColour.Red when facts.OffTarget => "its owner says that it is not on target",
        RagColour.Red => $"its date, {UkWords.Date(facts.DueOn!.Value)}, has passed",
        _ => facts.DueOn is { } due ? $"its date is {UkWords.Date(due)}" : "it has no date yet",
    };
}
