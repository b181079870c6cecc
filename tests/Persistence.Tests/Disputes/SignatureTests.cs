using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Audits;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Disputes;

/// <summary>Taking a signature back, and amending what was signed (SIG-3 to 5).</summary>
public sealed class SignatureTests : DisputeStory
{
    private static readonly DateOnly s_friday = new(2026, 3, 27);

    [Fact]
    public async Task ASignature_TakenBackBeforeTheNextAction_StaysOnRecordAndIsGivenAnew()
    {
        await QapIsSigned();
        await Nadia.TakesTheSignatureBack(null).IsRefused(RefusalKind.Invalid, "take your signature back");
        await Nadia.TakesTheSignatureBack("I ticked the wrong decision.");

        (await Signatures()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            s => s.Withdrawn.ShouldBeTrue(), s => s.SupersededBy.ShouldBe(Nadia.Id), s => s.SupersededWhy.ShouldBe("I ticked the wrong decision."));
        (await Audited()).ShouldContain("signature.withdrawn");
        (await Nadia.OpensThePage()).Locked.ShouldBeEmpty();
        await Nadia.DecidesAndSigns("Proceed to dispute resolution", "Not resolved");
        await Nadia.Chooses("stage1");
        (await Signatures()).Count(s => s.SupersededAt is null).ShouldBe(1);
        (await new SignatureVerifier(Source).VerifyAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task ASignature_AfterTheNextActionWasChosen_CannotBeTakenBack()
    {
        await QapIsSigned();
        await Nadia.Chooses("stage1");
        (await OpenTasks()).SelectMany(Offers).ShouldNotContain("withdraw");
    }

    [Fact]
    public async Task AStagesSignature_TakenBack_OpensTheOutcomeAgain()
    {
        await StageOneIsSent();
        await Sian.Responds();
        await Nadia.SignsTheStage();
        await Sian.TakesTheSignatureBack("Not mine.").IsRefused(RefusalKind.Forbidden);
        await Nadia.TakesTheSignatureBack("The outcome was the wrong one.");
        (await Nadia.OpensThePage()).OpenPaths.ShouldContain("outcome.outcome");
        await Nadia.SignsTheStage("Resolved");
        await Nadia.Chooses("drpComplete");
        await Grace.Confirms();
        (await Case()).ShouldSatisfyAllConditions(c => c.Status.ShouldBe(CaseStatus.Ended), c => c.Outcome.ShouldBe("Resolved"));
    }

    [Fact]
    public async Task AnAmendment_BySigner_IsANewVersionSignedAnewAndTheOldOneStillVerifies()
    {
        await QapIsSigned();
        await Nadia.Chooses("stage1");
        await TimePassesTo(London(2026, 3, 30, 9));
        var old = (await Signatures()).Single();
        await Nadia.Amends(old, Summary("The child’s aunt, not her mother, was asked."), "The wrong person was named.");

        var signatures = await Signatures();
        signatures.Single(s => s.Id == old.Id).ShouldSatisfyAllConditions(s => s.SupersededAt.ShouldNotBeNull(), s => s.SupersededWhy.ShouldBe("The wrong person was named."), s => s.Withdrawn.ShouldBeFalse());
        signatures.Single(s => s.SupersededAt is null).ShouldSatisfyAllConditions(s => s.AmendsId.ShouldBe(old.Id), s => s.Canonical.ShouldContain("aunt"), s => s.Declaration.ShouldBe(old.Declaration));
        await using (var context = Context())
        {
            var versions = await context.DocumentVersions.Where(v => v.CaseId == CaseId && v.SectionId == "outcome").OrderBy(v => v.Version).ToListAsync();
            versions.Select(v => v.Reason).TakeLast(2).ShouldBe([null, "The wrong person was named."]);
            versions[^2].Content.ShouldNotContain("aunt");
        }

        (await new SignatureVerifier(Source).VerifyAsync()).ShouldBeEmpty();
        (await new AuditVerifier(Source).VerifyAsync()).ShouldBeEmpty();
        (await NoticesTo(Grace)).ShouldContain(n => n.Template == "amended");
        await Nadia.Amends(old, Summary("Once more.")).IsRefused(RefusalKind.Conflict, "does not count any more");
    }

    [Fact]
    public async Task AnAmendment_WithoutReasonChangeOrRight_IsRefused()
    {
        await QapIsSigned();
        var signature = (await Signatures()).Single();
        await Nadia.Amends(signature, Summary("Another."), " ").IsRefused(RefusalKind.Invalid, "why");
        await Nadia.Amends(signature, Summary("")).IsRefused(RefusalKind.Invalid, "missing");
        await Nadia.Amends(signature, new Typed { ["issues"] = new() { ["actions"] = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject { ["id"] = "r1", ["swUpdate"] = "Not hers to change." }) } })
            .IsRefused(RefusalKind.Invalid, "Nothing was changed");
        await Sian.Amends(signature, Summary("Not hers.")).IsRefused(RefusalKind.Forbidden);
        await Tom.Amends(signature, Summary("A stranger.")).IsRefused(RefusalKind.NotFound);
        (await Signatures()).ShouldHaveSingleItem().SupersededAt.ShouldBeNull();
    }

    [Fact]
    public async Task AnAmendment_OfWhatSomebodySignedSince_IsLeftToThem()
    {
        await StageOneIsSent();
        await Sian.Responds();
        var response = (await Signatures()).Single(s => s.SignerId == Sian.Id);
        await Nadia.SignsTheStage();
        await Sian.Amends(response, Colleague.Response("Changed.")).IsRefused(RefusalKind.Conflict, "since");
    }

    [Fact]
    public async Task AnAmendment_OfTheManagersResponse_LeavesTheIrosTextAlone()
    {
        await StageOneIsSent();
        await Sian.Responds();
        var typed = Colleague.Response("It is arranged for 2 May.");
        typed["actions"]["desiredOutcomes"] = "Not hers to change.";
        await TimePassesTo(London(2026, 3, 31, 9));
        await Sian.Amends((await Signatures()).Single(s => s.SignerId == Sian.Id), typed, "The date was missing.");
        (await Answers("actions")).ShouldSatisfyAllConditions(
            a => a["managerResponse"]!.ToString().ShouldBe("It is arranged for 2 May."), a => a["desiredOutcomes"]!.ToString().ShouldBe("Contact each fortnight."));
    }

    [Fact]
    public async Task AnAmendment_AfterTheCaseHasEnded_IsStillPossibleForTheRecord()
    {
        await QapIsSigned();
        await Nadia.Chooses("qapComplete");
        await TimePassesTo(London(2026, 3, 30, 9));
        await Nadia.Amends((await Signatures()).Single(), Summary("The aunt was asked."));
        (await Case()).Status.ShouldBe(CaseStatus.Ended);
    }

    private static Typed Summary(string text) => new() { ["outcome"] = new() { ["summary"] = text } };

    private async Task QapIsSigned()
    {
        await ItIs(London(2026, 3, 27, 10));
        await Nadia.RaisesAConcernAbout("robin", s_friday);
        await Nadia.WritesIssues(new DateOnly(2026, 4, 10), "Contact with his father");
        await Nadia.SendsTheRequestTo(Sian);
        await Sian.AnswersTheRequest("Nothing yet.");
        await Nadia.DecidesAndSigns("Proceed to dispute resolution", "Not resolved");
    }
}
