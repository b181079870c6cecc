namespace ReviewFlow.Workflows.Work;

/// <summary>An open wait of an instance, with the words needed to speak of it.</summary>
/// <param name="Item">The work.</param>
/// <param name="HolderName">Who has it; null for nobody.</param>
/// <param name="AskedName">For an owner's request that is out: who has been asked, by name.</param>
/// <param name="RequestTitle">For a request that was not sent: to whom it goes, in words ("Manager").</param>
public sealed record OpenWait(WorkItem Item, string? HolderName, string? AskedName = null, string? RequestTitle = null);

/// <summary>What a person wants that may be out of turn.</summary>
public abstract record Wanted
{
    /// <summary>An action of an activity, e.g. <c>sign</c>.</summary>
    public sealed record Action(string ActivityId, string Key) : Wanted;

    /// <summary>Filling a section that opens at certain waits.</summary>
    public sealed record Section(string Title, IReadOnlyList<string> OpensAt) : Wanted;
}

/// <summary>Why something cannot be done now: names the nearest unmet wait in words.</summary>
public static class WhyNot
{
    /// <summary>The reason, or null when nothing stands in the way.</summary>
    /// <param name="waits">All open waits of the instance that are human work.</param>
    /// <param name="wanted">What the person wants.</param>
    /// <param name="personId">The person.</param>
    /// <param name="now">Business time.</param>
    public static string? Answer(IReadOnlyList<OpenWait> waits, Wanted wanted, string personId, DateTimeOffset now)
    {
        var matching = waits.Where(w => Fits(w.Item, wanted)).ToList();
        if (matching.Exists(w => IsMine(w.Item, personId)))
            return TooEarly(matching.First(w => IsMine(w.Item, personId)).Item, wanted, now);
        var subject = Subject(wanted);
        if (matching.Count > 0)
            return $"{subject} is with {matching[0].HolderName ?? "nobody yet"}, not with you.";
        if (waits.Count == 0)
            return "This step is finished. Nothing more can be done in it.";
        return Nearest(waits, subject, personId);
    }

    // A request that is out holds up more than anything else; then one not sent; then other work.
    private static string Nearest(IReadOnlyList<OpenWait> waits, string subject, string personId)
    {
        if (waits.FirstOrDefault(w => w.Item.Phase == "returned") is { } returned)
            return $"{subject} is not open yet. The request was returned{By(returned)}: read the note and send it again, or record no response.";
        if (waits.FirstOrDefault(w => w.Item.Phase == "sent") is { } sent)
            return $"{subject} is not open yet. It opens when {sent.AskedName ?? "the person asked"} answers or you record no response.";
        if (waits.FirstOrDefault(w => w.Item.Phase == "draft" && w.Item.Actions.Any(a => a.Key == "send")) is { } draft)
            return $"{subject} is not open yet: required request to {draft.RequestTitle ?? "Manager"} not sent.";
        var mine = waits.FirstOrDefault(w => IsMine(w.Item, personId));
        if (mine is not null)
            return $"{subject} is not open yet. First finish “{mine.Item.Title}”.";
        var next = waits[0];
        return $"{subject} is not open yet. It waits for {next.HolderName ?? "somebody to take it"}: {next.Item.Title}.";
    }

    private static string? TooEarly(WorkItem item, Wanted wanted, DateTimeOffset now)
    {
        if (wanted is not Wanted.Action { Key: var key } || item.Actions.FirstOrDefault(a => a.Key == key) is not { AvailableFrom: { } from } action || now >= from)
            return null;
        var when = $"You can choose “{action.Label}” after {UkWords.Moment(from)}";
        return action.EarlierWithReason ? null : $"{when}.";
    }

    private static bool Fits(WorkItem item, Wanted wanted) => wanted switch
    {
        Wanted.Action action => item.ActivityId == action.ActivityId && item.Actions.Any(a => a.Key == action.Key),
        Wanted.Section section => section.OpensAt.Contains(item.FormPhase, StringComparer.Ordinal),
        _ => false,
    };

    private static bool IsMine(WorkItem item, string personId) => item.AssigneeId == personId;

    private static string Subject(Wanted wanted) => wanted is Wanted.Section section ? section.Title : "This";

    private static string By(OpenWait wait) => wait.AskedName is { } name ? $" by {name}" : "";
}
