using System.Text.Json.Nodes;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Workflows.Work;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Disputes;

/// <summary>What is taken along: into the next stage (ruling 22; G-IRO-5), and to a brother or sister (G-IRO-11).</summary>
public sealed class CarryingTests : DisputeStory
{
    private static readonly DateOnly s_friday = new(2026, 3, 27);

    [Fact]
    public async Task CarryingForward_IntoTheBlankStage_TakesUnresolvedIssuesWithWhereTheyComeFrom()
    {
        await ItIs(London(2026, 3, 27, 10));
        await Nadia.RaisesAConcernAbout("robin", s_friday);
        await Nadia.WritesIssues(new DateOnly(2026, 4, 10), "Contact with his father", "Savings account");
        await Nadia.SendsTheRequestTo(Sian);
        await Sian.AnswersTheRequest("Nothing yet.", "Opened.");
        await Nadia.DecidesAndSigns("Proceed to dispute resolution", "Not resolved", "Resolved");
        await Nadia.Chooses("stage1");
        await Sian.CarriesForward().IsRefused(RefusalKind.Forbidden);
        await Nadia.CarriesForward();

        var row = (await Answers("actions"))["actions"]!.AsArray().ShouldHaveSingleItem()!;
        row["action"]!.ToString().ShouldBe("Contact with his father");
        row["carriedFrom"]!["reference"]!.ToString().ShouldBe("QAP-2026-0001");
        row["managerUpdate"].ShouldBeNull();
        await Nadia.CarriesForward().IsRefused(RefusalKind.Conflict, "no unresolved actions left");
        (await Audited()).ShouldContain("actions.carried");
    }

    [Fact]
    public async Task ACarriedRow_PostedBackWithItsOrigin_IsSavedAndTheOriginIsNotTypedOver()
    {
        await CarryingForward_IntoTheBlankStage_TakesUnresolvedIssuesWithWhereTheyComeFrom();
        var row = (JsonObject)(await Answers("actions"))["actions"]!.AsArray()[0]!.DeepClone();
        row["action"] = "Arrange contact with his father by May";
        row["carriedFrom"] = new JsonObject { ["reference"] = "Nowhere" };
        var forged = new JsonObject { ["id"] = "r9", ["action"] = "Another", ["carriedFrom"] = new JsonObject { ["reference"] = "Nowhere" } };
        await Nadia.Saves(new Typed { ["actions"] = new() { ["actions"] = new JsonArray(row, forged) } });

        var rows = (await Answers("actions"))["actions"]!.AsArray();
        rows[0]!["action"]!.ToString().ShouldBe("Arrange contact with his father by May");
        rows[0]!["carriedFrom"]!["reference"]!.ToString().ShouldBe("QAP-2026-0001");
        rows[1]!["carriedFrom"].ShouldBeNull();
    }

    [Fact]
    public async Task CarryingForward_OnceSent_IsRefusedWhenTheTableIsNotOpen()
    {
        await StageOneIsSent();
        await Sian.Responds();
        await Nadia.CarriesForward().IsRefused(RefusalKind.Conflict, "not open");
    }

    [Fact]
    public async Task CopyingToASibling_OpensAnEpisodeOfItsOwnThatIsNotSent()
    {
        await ItIs(London(2026, 3, 27, 10));
        await Nadia.RaisesAConcernAbout("robin", s_friday);
        await Nadia.WritesIssues(new DateOnly(2026, 4, 10), "Contact with their father");
        await Nadia.SendsTheRequestTo(Sian);
        await Sian.AnswersTheRequest("Dates offered.");
        var (robins, qap) = (CaseId, (await Steps())[^1]);
        await Nadia.CopiesTo("wren", qap);

        CaseId.ShouldNotBe(robins);
        (await Case()).SubjectId.ShouldBe("wren");
        (await Steps()).ShouldHaveSingleItem().Reference.ShouldBe("QAP-2026-0002");
        var row = (await Answers("issues"))["actions"]!.AsArray().ShouldHaveSingleItem()!;
        row["issue"]!.ToString().ShouldBe("Contact with their father");
        row["carriedFrom"]!["reference"]!.ToString().ShouldBe("QAP-2026-0001");
        row["swUpdate"].ShouldBeNull();
        (await Nadia.InboxRow()).ShouldNotBeNull().State.Kind.ShouldNotBe(WorkStateKind.Waiting);
        (await Sian.OwnWork()).ShouldBeEmpty();
        await Nadia.SendsTheRequestTo(Sian);
    }

    [Fact]
    public async Task CopyingSignificantInformation_ToASibling_KeepsTwoRecords()
    {
        await ItIs(London(2026, 5, 18, 10));
        await Nadia.Opens("sioc", "robin");
        await Nadia.RecordsSignificantInformation(new DateOnly(2026, 5, 15));
        await Nadia.CopiesTo("wren", (await Steps())[0]);
        (await Steps()).ShouldHaveSingleItem().DefinitionId.ShouldBe("sioc");
        (await Answers("information"))["summary"]!.ToString().ShouldBe("A teacher rang.");
    }

    [Fact]
    public async Task Copying_ToNoSiblingOrFromAStageOrByOthers_IsRefused()
    {
        await ItIs(London(2026, 3, 27, 10));
        await Nadia.RaisesAConcernAbout("robin", s_friday);
        var qap = (await Steps())[^1];
        await Nadia.CopiesTo("corey", qap).IsRefused(RefusalKind.Invalid, "brother or sister");
        await Tom.CopiesTo("wren", qap).IsRefused(RefusalKind.NotFound);
        await Sian.CopiesTo("wren", qap).IsRefused(RefusalKind.Forbidden, "Only an IRO");
        await Nadia.TakesItToStage(1, Sian, s_friday);
        await Nadia.CopiesTo("wren", (await Steps())[^1]).IsRefused(RefusalKind.Conflict, "formal stage");
    }

    [Fact]
    public async Task ANewEpisode_ByWhomAndOfWhat_FollowsTheMatrix()
    {
        await ItIs(London(2026, 3, 27, 10));
        await Joel.Opens("lac-review-stub", "robin").IsRefused(RefusalKind.Forbidden, "Only an IRO");
        await Joel.Opens("qap", "robin").IsRefused(RefusalKind.Conflict, "step before");
        await Marcus.Opens("sioc", "robin").IsRefused(RefusalKind.Forbidden);
        await Dev.Opens("lac-review-stub", "robin").IsRefused(RefusalKind.Invalid, "reason");
        await Sam.Opens("sioc", "robin").IsRefused(RefusalKind.NotFound);
        await Joel.Opens("sioc", "robin");
        await Dev.Opens("lac-review-stub", "robin", "Nadia is away.");
    }
}
