using System.Security.Claims;
using System.Text.Json.Nodes;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>What a person offers with a signature.</summary>
/// <param name="Action">The action that signs.</param>
/// <param name="Values">Note, reason and the like.</param>
/// <param name="ShownHash">Hash of what the page showed.</param>
/// <param name="Declared">The declaration that was ticked; null when it was not.</param>
/// <param name="Proof">That it is the person; null when it was not shown.</param>
public sealed record SigningOffer(TaskAction Action, JsonObject Values, string ShownHash, string? Declared, Proof? Proof);

/// <summary>
/// Signs a step. What is typed on the signing page itself is saved first and then covered: the signature is over exactly
/// what was shown with exactly what was typed into it, or it is not given.
/// </summary>
public sealed class Signing(StepReader reader, StepWork work)
{
    private const string Changed = "The text has changed since it was shown to you. Read it again, then sign.";

    /// <summary>What the action would sign as things are saved now; null where there is no form.</summary>
    public static SignedText? TextOf(StepForm? form, TaskAction action) =>
        form is null ? null : CanonicalContent.Of(form.Definition, [.. action.Covers], form.SavedSections);

    /// <summary>Signs, or says why not.</summary>
    public async Task<CaseOutcome> SignAsync(StepView step, StepPost post, SigningOffer offer, ClaimsPrincipal user, CancellationToken cancellation)
    {
        if (offer.Declared is null || offer.Proof is null)
        {
            await work.KeepAsync(step, post.Saves, user, cancellation);
            return new CaseOutcome.Refused(RefusalKind.Invalid, offer.Declared is null ? "Tick the declaration to sign" : Unproved(user));
        }

        if (TextOf(step.Form, offer.Action)?.Hash != offer.ShownHash) return await ChangedAsync(step, post, user, cancellation);
        var current = step;
        if (post.Saves.Count > 0)
        {
            var saved = await work.SaveAsync(step, post with { OperationKey = $"{post.OperationKey}.text" }, user, cancellation);
            if (saved is CaseOutcome.Refused) return saved;
            current = await reader.ReadAsync(user, step.Task.Id, cancellation) ?? step;
            if (SavedByOthers(step, current, post)) return new CaseOutcome.Refused(RefusalKind.Conflict, Changed);
        }

        var given = new SignatureGiven(offer.Proof.Method, offer.Proof.At, TextOf(current.Form, offer.Action)!.Hash, offer.Declared);
        var command = new ActOnTask(post.OperationKey, user.Actor(), step.Task.Id, post.Revision, offer.Action.Key, offer.Values, null, given);
        return await work.ActAsync(current, post with { Saves = [] }, command, user, cancellation);
    }

    private async Task<CaseOutcome> ChangedAsync(StepView step, StepPost post, ClaimsPrincipal user, CancellationToken cancellation)
    {
        await work.KeepAsync(step, post.Saves, user, cancellation);
        return new CaseOutcome.Refused(RefusalKind.Conflict, Changed);
    }

    // One save is ours; any further version came from somebody else between showing and signing.
    private static bool SavedByOthers(StepView before, StepView after, StepPost post) =>
        after.Form!.SavedSections.Any(now =>
        {
            var shown = before.Form!.SavedSections.FirstOrDefault(s => s.SectionId == now.SectionId)?.Version ?? 0;
            return now.Version > shown + (post.Saves.Any(s => s.SectionId == now.SectionId) ? 1 : 0);
        });

    /// <summary>Why who they are was not shown, in words.</summary>
    internal static string Unproved(ClaimsPrincipal user) => user.IsDemo() ? "Type your full name as it stands above" : "Enter your password again. It was not right, or the account is locked for 15 minutes";
}
