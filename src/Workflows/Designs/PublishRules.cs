namespace ReviewFlow.Workflows.Designs;

/// <summary>What may become of a draft that is fit to be published.</summary>
public enum PublishAnswer
{
    /// <summary>It may be published now.</summary>
    Publish,

    /// <summary>A second person has to read the comparison and approve it first.</summary>
    NeedsSecondPerson,

    /// <summary>Whoever wants to approve it has worked on it.</summary>
    OwnWork,
}

/// <summary>
/// Two pairs of eyes: what changes a sign-off, a timer, a recipient or an address is published by somebody who did not
/// write any of it. The first version of a process changes nothing that anybody relies on, so it needs no second person.
/// </summary>
public static class PublishRules
{
    /// <summary>Decides about a draft in which nothing is wrong.</summary>
    /// <param name="needsApproval">Whether the comparison with what is in force asks for a second person; false for a first version.</param>
    /// <param name="approving">Whether the person has read the comparison and approves; false for just pressing "publish".</param>
    /// <param name="person">Who wants it.</param>
    /// <param name="authors">Everybody who changed the draft since the version that it was begun from.</param>
    public static PublishAnswer Of(bool needsApproval, bool approving, string person, IReadOnlyCollection<string> authors) =>
        !needsApproval ? PublishAnswer.Publish
            : !approving ? PublishAnswer.NeedsSecondPerson
            : authors.Contains(person) ? PublishAnswer.OwnWork
            : PublishAnswer.Publish;

    /// <summary>What waits, in one sentence for whoever pressed "publish".</summary>
    /// <param name="changes">The changes that weigh.</param>
    /// <param name="where">Address of the page with the comparison.</param>
    public static string Waits(IReadOnlyCollection<DefinitionChange> changes, string where) =>
        $"{UkWords.Count(changes.Count, "change")} to {Weights(changes)} must be read and approved by a second person: {string.Join("; ", changes.Take(3).Select(c => c.Words))}{(changes.Count > 3 ? "; …" : "")}. They find it under {where}.";

    private static string Weights(IEnumerable<DefinitionChange> changes) =>
        string.Join(", ", changes.Select(c => c.Weight).Distinct().Order().Select(Words));

    /// <summary>What a change touches, in words.</summary>
    public static string Words(ChangeWeight weight) => weight switch
    {
        ChangeWeight.SignOff => "a sign-off",
        ChangeWeight.Timer => "a timer",
        ChangeWeight.Recipient => "a recipient",
        ChangeWeight.Address => "an address",
        _ => "nothing of weight",
    };
}
