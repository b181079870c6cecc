using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Workflows.SignOffs;

/// <summary>What a person gave at the page when signing.</summary>
public sealed record SignatureOffer(string Method, DateTimeOffset AuthenticatedAt, string ShownHash, string Declaration);

/// <summary>When a signature is good. Whether this person may sign is decided by access and four-eyes before.</summary>
public static class SignatureRules
{
    /// <summary>For how long a re-authentication is good for further signatures (ruling 8).</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Checks re-authentication, declaration and content.
    /// </summary>
    /// <param name="action">The task's action that is done.</param>
    /// <param name="offer">What the person gave; null when nothing.</param>
    /// <param name="currentHash">Hash of the canonical content as it is now, under the lock.</param>
    /// <param name="systemNow">System time, not business time: re-authentication belongs to signing in.</param>
    /// <param name="demo">Whether method <c>demo</c> is accepted.</param>
    public static RuleAnswer Check(TaskAction action, SignatureOffer? offer, string currentHash, DateTimeOffset systemNow, bool demo)
    {
        if (!action.Signs)
            return offer is null ? RuleAnswer.Ok : RuleAnswer.Invalid($"“{action.Label}” is not signed");
        if (offer is null)
            return RuleAnswer.Invalid("Tick the declaration and confirm that it is you");
        if (offer.Method != "password" && !(demo && offer.Method == "demo"))
            return RuleAnswer.Forbidden("This way of confirming who you are is not accepted here.");
        if (!IsFresh(offer.AuthenticatedAt, systemNow))
            return RuleAnswer.Forbidden("It is more than 10 minutes since you confirmed who you are. Confirm it again to sign.");
        if (!string.Equals(offer.Declaration, action.Declaration, StringComparison.Ordinal))
            return RuleAnswer.Conflict("The declaration has changed since it was shown. Read it again.");
        return string.Equals(offer.ShownHash, currentHash, StringComparison.Ordinal)
            ? RuleAnswer.Ok
            : RuleAnswer.Conflict("The text has changed since it was shown to you. Read it again, then sign.");
    }

    /// <summary>Whether a re-authentication is still good; one from the future is not.</summary>
    public static bool IsFresh(DateTimeOffset authenticatedAt, DateTimeOffset systemNow) =>
        authenticatedAt <= systemNow && systemNow - authenticatedAt <= GoodFor;

    /// <summary>A hash in groups of four characters, for comparing by eye.</summary>
    public static string Fingerprint(string hash) => string.Join(' ', hash.Chunk(4).Select(four => new string(four)));
}
