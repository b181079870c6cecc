using System.Text.Json.Nodes;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Forms;
using ReviewFlow.Workflows.SignOffs;

namespace ReviewFlow.Persistence.Tests.Disputes;

/// <summary>What is done beside the steps, in its own words.</summary>
public sealed partial class Colleague
{
    public Attempt AsksForAccess(Colleague forWhom, DateOnly until, string reason = "Stage 1 is theirs to answer.") =>
        Applies((key, actor) => new AskForAccess(key, actor, story.CaseId, forWhom.Id, until, reason));

    public Attempt DecidesAccess(AccessRequestRow asked, bool approved, string? reason = null, DateOnly? until = null) =>
        Applies((key, actor) => new DecideAccess(key, actor, asked.Id, approved, until, reason));

    /// <summary>Takes the signature back that was given before the next action is chosen.</summary>
    public Attempt TakesTheSignatureBack(string? reason) => Does("withdraw", reason is null ? null : Reason(reason));

    public Attempt OpensEarly() => Does("openNow");

    public Attempt Reminds() => Does("remind");

    public Attempt Acknowledges(AlertRow alert) => Applies((key, actor) => new AcknowledgeAlert(key, actor, alert.Id));

    public Attempt CarriesForward() => new(async () => await story.Cases.ApplyAsync(new CarryForwardActions(Key(), Actor, (await story.Steps())[^1].Id)));

    /// <summary>Opens the same concern for a brother or sister; the story goes on with that one.</summary>
    public Attempt CopiesTo(string sibling, InstanceRow what) => new(async () =>
    {
        var outcome = await story.Cases.ApplyAsync(new CopyToSibling(Key(), Actor, what.Id, sibling));
        if (outcome is CaseOutcome.Done done) story.CaseId = done.CaseId;
        return outcome;
    });

    /// <summary>Changes what was signed, with a reason, and signs what the page then shows.</summary>
    public Attempt Amends(SignatureRow signature, Typed typed, string reason = "A name was wrong.") => new(async () =>
    {
        await using var context = story.Context();
        var shown = await Queries(context).AmendableAsync(Actor, signature.Id);
        var view = shown?.Instance;
        IReadOnlyList<SectionContent> saved = view is null ? [] : [.. view.Documents.Values.Select(d => new SectionContent(d.SectionId, d.Version, (JsonObject)JsonNode.Parse(d.Content)!))];
        var hash = shown is null ? "" : Amendments.Preview(view!.Form!, [.. ((JsonObject)JsonNode.Parse(signature.Sections)!).Select(s => s.Key)], shown.OpenPaths, saved, typed).Hash;
        var saves = typed.Select(t => new SectionSave(t.Key, saved.FirstOrDefault(s => s.SectionId == t.Key)?.Version ?? 0, (JsonObject)t.Value.DeepClone())).ToList();
        return await story.Cases.ApplyAsync(new AmendSigned(Key(), Actor, signature.Id, saves, reason, new SignatureGiven("demo", story.SystemNow, hash, signature.Declaration)));
    });
}
