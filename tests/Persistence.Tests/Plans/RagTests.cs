using System.Text.Json.Nodes;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Workflows.Actions;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Plans;

/// <summary>RAG with the guidance's meaning: the date suggests, a person confirms, and updates go on in every state.</summary>
public sealed class RagTests : PlanStory
{
    private static readonly DateOnly s_june30 = new(2026, 6, 30);

    [Fact]
    public async Task ANewAction_IsAmberNotStarted_SuggestedAndNotYetConfirmed()
    {
        await ThePlanIsShared();
        var rag = await Rag("2.1");
        (rag.Counts, rag.IsConfirmed, rag.NotStarted, rag.Words).ShouldBe((RagColour.Amber, false, true, "Amber – suggested, not yet confirmed, not started"));
    }

    [Fact]
    public async Task AFinalVersion_SaysHowEachActionCounts_AlsoWhereNobodyHasConfirmedIt()
    {
        await ThePlanIsShared(Plans.Action("r1", Gregor, s_june30), Plans.Action("r2", Gregor, s_june30));
        await Gregor.Saves(Plans.Row("r1", ("rag", "Red"), ("ragComment", "Nobody can train us before July")), await Plan());
        await TheGroupConfirms();
        await Passes(Moira, "lead");
        await Passes(Euan, "tactical");
        await Passes(Catriona, "second");
        await using var context = Context();
        var version = Workflows.Versions.FrozenVersion.Read(context.FrozenVersions.Single(v => v.CaseId == CaseId).Content);
        version.Sections.Single(s => s.Id == "theme2").Tables[0].Rows.Select(r => r.Words("rag"))
            .ShouldBe(["Red", "Amber – suggested, not yet confirmed, not started"]);
    }

    [Fact]
    public async Task TheDayAfterItsDate_RedIsSuggestedAndCountsBeforeAnybodyConfirms()
    {
        await ItIsMonitored();
        await Gregor.Saves(Plans.Row("r1", ("rag", "Amber"), ("progress", "Begun")), await Plan());
        (await Rag("2.1")).Words.ShouldBe("Amber");
        await TimePassesTo(London(2026, 6, 30, 16));
        (await Rag("2.1")).Counts.ShouldBe(RagColour.Amber);
        await TimePassesTo(London(2026, 7, 1, 9));
        var rag = await Rag("2.1");
        (rag.Words, rag.IsConfirmed).ShouldBe(("Red – suggested, not yet confirmed", false));
        rag.Because.ShouldContain("has passed");
    }

    [Fact]
    public async Task OverridingASuggestion_NeedsAComment_AndThenHolds()
    {
        await ItIsMonitored();
        await TimePassesTo(London(2026, 7, 1, 9));
        await Gregor.Saves(Plans.Row("r1", ("rag", "Amber")), await Plan()).IsRefused(RefusalKind.Invalid, "has passed. Write a comment to choose Amber instead");
        await Gregor.Saves(Plans.Row("r1", ("rag", "Amber"), ("ragComment", "The last session is tomorrow")), await Plan());
        (await Rag("2.1")).ShouldSatisfyAllConditions(r => r.Counts.ShouldBe(RagColour.Amber), r => r.IsConfirmed.ShouldBeTrue());
        await TimePassesTo(London(2026, 7, 20, 9));
        (await Rag("2.1")).Counts.ShouldBe(RagColour.Amber);
    }

    [Fact]
    public async Task NotOnTarget_SuggestsRedBeforeTheDate()
    {
        await ItIsMonitored();
        await Gregor.Saves(Plans.Row("r1", ("rag", "Amber")), await Plan());
        await Gregor.Saves(Plans.Row("r1", ("offTarget", true)), await Plan());
        (await Rag("2.1")).Words.ShouldBe("Red – suggested, not yet confirmed");
        await Euan.Saves(Plans.Row("r1", ("rag", "Red")), await Plan());
        (await Rag("2.1")).Words.ShouldBe("Red");
    }

    [Fact]
    public async Task Green_NeedsTheDayOfCompletion_AndEndsTheWorkUntilItsImpactIsChecked()
    {
        await ItIsMonitored();
        await Gregor.Saves(Plans.Row("r1", ("rag", "Green"), ("ragComment", "Done")), await Plan()).IsRefused(RefusalKind.Invalid, "Enter the day on which it was completed");
        await Gregor.Saves(Plans.Row("r1", ("rag", "Green"), ("completedOn", "2026-06-01")), await Plan()).IsRefused(RefusalKind.Invalid, "future");
        await Gregor.Saves(Plans.Row("r1", ("rag", "Green"), ("completedOn", "2026-05-20"), ("evidence", "Supervision records")), await Plan());

        (await Rag("2.1")).Words.ShouldBe("Green");
        (await Action("2.1")).State.ShouldBe(ActionState.Complete);
        (await OpenAt()).ShouldNotContain("follow.doing-theme2#r1");
        (await TaskAt("follow.impact-theme2#r1")).AssigneeId.ShouldBe(Moira.Id);
    }

    [Fact]
    public async Task ACompletionThatNobodyConfirmed_CountsAsTheWorseValue()
    {
        await ItIsMonitored();
        await Gregor.Saves(Plans.Row("r1", ("rag", "Amber")), await Plan());
        await Gregor.Saves(Plans.Row("r1", ("completedOn", "2026-05-20")), await Plan());
        var rag = await Rag("2.1");
        (rag.Counts, rag.Suggested, rag.Words).ShouldBe((RagColour.Amber, RagColour.Green, "Amber – Green is suggested, not yet confirmed"));
    }

    [Fact]
    public async Task LeavingGreen_NeedsAReason_AndGivesTheWorkBack()
    {
        await ItIsMonitored();
        await Gregor.Saves(Plans.Row("r1", ("rag", "Green"), ("completedOn", "2026-05-20")), await Plan());
        await Euan.Saves(Plans.Row("r1", ("rag", "Amber")), await Plan()).IsRefused(RefusalKind.Invalid, "Write why this action is not Green any more");
        await Euan.Saves(Plans.Row("r1", ("rag", "Amber"), ("ragComment", "Three records are missing")), await Plan());

        (await Action("2.1")).ShouldSatisfyAllConditions(a => a.State.ShouldBe(ActionState.Open), a => a.CompletedOn.ShouldBeNull());
        (await TaskAt("follow.doing-theme2#r1")).AssigneeId.ShouldBe(Gregor.Id);
        (await OpenAt()).ShouldNotContain("follow.impact-theme2#r1");
    }

    [Fact]
    public async Task AColour_IsNeverTakenAwayAgain_NorAnythingElse()
    {
        await ItIsMonitored();
        await Gregor.Saves(Plans.Row("r1", ("rag", "Amber")), await Plan());
        await Gregor.Saves(Plans.Row("r1", ("rag", null)), await Plan()).IsRefused(RefusalKind.Invalid, "Choose Red, Amber or Green");
        await Gregor.Saves(Plans.Row("r1", ("rag", "Not set")), await Plan()).IsRefused(RefusalKind.Invalid, "choose one of the answers");
    }

    [Fact]
    public async Task TwoEditorsOfOneRow_KeepBothFields_AndTheSecondOfTheSameFieldGetsAConflict()
    {
        await ItIsMonitored();
        var shown = await Shown();
        await Euan.Saves(Plans.Row("r1", ("rag", "Red"), ("ragComment", "No dates are booked")), await Plan());
        (await SavesWith(Gregor, shown, Plans.Row("r1", ("progress", "Dates are booked now")))).ShouldBeOfType<CaseOutcome.Done>();
        var row = (await Section("theme2"))["actions"]![0]!;
        (row["rag"]!.ToString(), row["progress"]!.AsArray().Count).ShouldBe(("Red", 1));

        var refused = (await SavesWith(Gregor, shown, Plans.Row("r1", ("rag", "Amber")))).ShouldBeOfType<CaseOutcome.Refused>();
        refused.Kind.ShouldBe(RefusalKind.Conflict);
        refused.Conflicts.ShouldHaveSingleItem().Path.ShouldBe("actions[r1].rag");
    }

    [Fact]
    public async Task Progress_IsDatedSignedWithANameAndOnlyEverAdded()
    {
        await ItIsMonitored();
        await Gregor.Saves(Plans.Row("r1", ("progress", "First")), await Plan());
        await TimePassesTo(London(2026, 5, 22, 9));
        await Moira.Saves(Plans.Row("r1", ("progress", "Second")), await Plan());
        await Gregor.Saves(Plans.Row("r1", ("progress", "")), await Plan());
        await Gregor.Saves(Plans.Row("r1", ("progress", new JsonArray())), await Plan());
        var entries = (await Section("theme2"))["actions"]![0]!["progress"]!.AsArray();
        entries.Select(e => (e!["by"]!.ToString(), e["text"]!.ToString())).ShouldBe([(Gregor.Id, "First"), (Moira.Id, "Second")]);
    }

    [Theory]
    [InlineData("Drafting")]
    [InlineData("Group confirmation")]
    [InlineData("Quality assurance")]
    [InlineData("Finalised")]
    [InlineData("Monitoring")]
    public async Task Updates_AreLiveInEveryState(string state)
    {
        await ComesTo(state);
        await Moira.Saves(Plans.Row("r1", ("progress", "Seen on a visit"), ("rag", "Amber")), await Plan());
        (await State()).ShouldBe(state);
        (await Rag("2.1")).Words.ShouldBe("Amber");
    }

    [Fact]
    public async Task OnlyTheResponsiblePersonAndThoseWhoLookAfterThePlan_RecordProgress()
    {
        await ItIsMonitored(Plans.Action("r1", Gregor, s_june30), Plans.Action("r2", Alba, s_june30));
        await Alba.Saves(Plans.Row("r1", ("progress", "Not mine")), await Plan());
        await Alba.Saves(Plans.Row("r2", ("progress", "Mine")), await Plan());
        await Isla.Saves(Plans.Row("r1", ("progress", "Not mine either")), await Plan()).IsRefused(RefusalKind.Forbidden);
        var rows = (await Section("theme2"))["actions"]!.AsArray();
        rows[0]!["progress"].ShouldBeNull();
        rows[1]!["progress"]!.AsArray().Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(new[] { RagColour.Green, RagColour.Amber, RagColour.Red }, RagColour.Red)]
    [InlineData(new[] { RagColour.Green, RagColour.Amber }, RagColour.Amber)]
    [InlineData(new[] { RagColour.Green }, RagColour.Green)]
    public void ATheme_IsAsGoodAsItsWorstAction(RagColour[] actions, RagColour expected) => RagRules.RollUp(actions).ShouldBe(expected);

    private async Task ComesTo(string state)
    {
        switch (state)
        {
            case "Drafting":
                await ThePlanIsShared();
                await Alba.Does("amend", Plans.Note("Add a measure."), at: "confirm.asked");
                break;
            case "Group confirmation": await ThePlanIsShared(); break;
            case "Quality assurance": await ItIsInQualityAssurance(); break;
            case "Finalised": await ItIsFinalised(); break;
            default: await ItIsMonitored(); break;
        }
    }

    private async Task<Dictionary<string, int>> Shown()
    {
        await using var context = Context();
        var plan = await Plan();
        return context.Documents.Where(d => d.InstanceId == plan).ToDictionary(d => d.SectionId, d => d.Version, StringComparer.Ordinal);
    }

    private async Task<CaseOutcome> SavesWith(Disputes.Colleague who, Dictionary<string, int> shown, Disputes.Typed typed) =>
        await Cases.ApplyAsync(new SaveSections(Guid.NewGuid().ToString("N"), new(who.Id), await Plan(), [.. typed.Select(t => new SectionSave(t.Key, shown[t.Key], t.Value, Row: "r1"))]));
}
