using ReviewFlow.Persistence.Lists;
using ReviewFlow.Persistence.Tests.Disputes;
using ReviewFlow.Workflows.Access;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Reviews;

/// <summary>What still stops closing, and who holds it (ruling 30), from the first day to the last.</summary>
public sealed class ClosingBlockTests : ReviewStory
{
    [Fact]
    public async Task FromTheFirstDay_ItIsSaidWhatIsOpenAndWhoHasIt()
    {
        await AReviewHasBegun("norman", otherAgencies: true);
        (await Stops(Priya)).ShouldBe([("The report is not submitted", Priya.Id), ("The multi-agency decision is not recorded", Dawn.Id)]);
    }

    [Fact]
    public async Task AfterRegistration_EveryBranchIsNamedWithItsHolder()
    {
        await ThePlanIsAgreed((Priya, new DateOnly(2026, 3, 2)), (Callum, new DateOnly(2026, 3, 9)));
        (await Stops(Harriet)).ShouldBe(
        [
            ("Oversight for quality and compliance: look through the review: not finished", Stuart.Id),
            ("Oversight for safeguarding quality assurance: look through the review: not finished", Yasmin.Id),
            ("The themes and learning form is not complete", Priya.Id),
            ("Action 1, Action 1: not complete", Priya.Id),
            ("Action 2, Action 2: not complete", Callum.Id),
        ]);
    }

    [Fact]
    public async Task AnOpenPoint_IsNamed()
    {
        await ItIsRegistered();
        await Stuart.Does("clarify", typed: Reviews.Point("r1", "Who signed the handover?"), at: "look.open");
        (await Stops(Harriet)).ShouldContain(("A point is not answered: “Who signed the handover?”", Priya.Id));
        var task = await TaskAt("answer.open");
        await Priya.Saves(Reviews.Answers("The night lead."), task.InstanceId);
        await Priya.Does("complete", at: "answer.open");
        (await Stops(Harriet)).ShouldContain(("An answer is not accepted: “Who signed the handover?”", Stuart.Id));
    }

    [Fact]
    public async Task WhenNothingStops_TheSummaryAndItsAcceptanceAreLeft_AndTheEvidenceStandsBeside()
    {
        await TheSummaryIsToBeWritten();
        var review = (await Read(Harriet)).ShouldNotBeNull();
        review.Blocks.ShouldBeEmpty();
        review.Last.Select(l => (l.Block.What, l.Task!.AssigneeId)).ShouldBe([("The closing summary is not signed", Harriet.Id)]);
        review.Done.Select(d => (d.Number, d.Evidence)).ShouldBe([(1, "The signed handover sheets of two weeks"), (2, "The signed handover sheets of two weeks")]);
        await Harriet.Does("sign", typed: Reviews.Closing(), at: "closing.open");
        (await Read(Harriet)).ShouldNotBeNull().Last.Select(l => l.Block.What).ShouldBe(["Appendix C is not accepted yet"]);
    }

    [Fact]
    public async Task AnActionSaidToBeNotAchievable_StopsUntilItIsAgreed()
    {
        await ThePlanIsAgreed((Callum, new DateOnly(2026, 3, 9)));
        await NothingElseIsOpen();
        await Callum.Does("finish", typed: Reviews.NotAchievable("r1"), at: "follow.doing#r1");
        (await Stops(Harriet)).ShouldBe([("Action 1, Action 1: to be decided whether it is not achievable", Harriet.Id)]);
    }

    [Fact]
    public async Task AClosedReview_IsStoppedByNothing_AndOthersDoNotSeeIt()
    {
        await ItIsClosed();
        (await Stops(Harriet)).ShouldBeEmpty();
        (await Read(Tom)).ShouldBeNull();
        (await Read(Callum)).ShouldBeNull();
    }

    private async Task<ReviewClosing?> Read(Colleague who)
    {
        await using var context = Context();
        return await new ReviewClosingReader(context, new CaseQueries(context, Organisation, Definitions, Clock)).ReadAsync(new Actor(who.Id), CaseId);
    }

    private async Task<IReadOnlyList<(string What, string? Holder)>> Stops(Colleague who) =>
        [.. (await Read(who)).ShouldNotBeNull().Blocks.Select(b => (b.Block.What, b.Task?.AssigneeId ?? b.Block.Action?.OwnerId))];
}
