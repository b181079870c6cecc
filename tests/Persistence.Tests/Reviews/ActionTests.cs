using System.Text.Json.Nodes;
using ReviewFlow.Persistence.Actions;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Lists;
using ReviewFlow.Persistence.Tests.Disputes;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Actions;
using ReviewFlow.Workflows.Forms;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Reviews;

/// <summary>The register of actions: owners' tasks, dates that are kept, evidence, what may not be done to an agreed action.</summary>
public sealed class ActionTests : ReviewStory
{
    private static readonly DateOnly s_march2 = new(2026, 3, 2);
    private static readonly DateOnly s_march9 = new(2026, 3, 9);

    [Fact]
    public async Task AnAgreedPlan_GivesEachOwnerATaskWithItsOwnDate()
    {
        await ThePlanIsAgreed((Priya, s_march2), (Callum, s_march9));

        (await Action(1)).ShouldSatisfyAllConditions(a => a.State.ShouldBe(ActionState.Open), a => a.OwnerId.ShouldBe(Priya.Id), a => a.DueOn.ShouldBe(s_march2), a => a.Theme.ShouldBe("medicationHandover"));
        var task = await TaskAt("follow.doing#r2");
        (task.AssigneeId, task.Title, task.DueAt).ShouldBe((Callum.Id, "Action 2: Action 2", London(2026, 3, 9, 17)));
        (await Callum.InboxRow()).ShouldNotBeNull();
        (await NoticesTo(Callum)).ShouldContain(n => n.Template == "action-assigned");
    }

    [Fact]
    public async Task AnOwner_WritesTheOwnRowAlone()
    {
        await ThePlanIsAgreed((Priya, s_march2), (Callum, s_march9));
        var others = Reviews.Row("r1", new JsonObject { ["progress"] = "Not mine to write" });
        others["plan"]["actions"]!.AsArray().Add(new JsonObject { ["id"] = "r2", ["progress"] = "Half of the staff are trained" });
        var review = (await Steps())[0].Id;
        await Callum.SaveAsync(review, others);

        var rows = (await InTheReview("plan"))["actions"]!.AsArray();
        rows.Count.ShouldBe(2);
        rows[0]!["progress"].ShouldBeNull();
        Progress(rows[1]).ShouldBe(["Half of the staff are trained"]);
        await Callum.Does("finish", at: "follow.doing#r1").IsRefused(RefusalKind.Forbidden);
    }

    [Fact]
    public async Task Completing_WithoutEvidenceOrDay_IsRefusedAndNothingIsLost()
    {
        await ThePlanIsAgreed((Callum, s_march9));
        await Callum.Does("finish", typed: Reviews.Row("r1", new JsonObject { ["status"] = "Complete", ["progress"] = "Done on the ward" }), at: "follow.doing#r1")
            .IsRefused(RefusalKind.Invalid, "Write what shows that it is done");
        Progress((await InTheReview("plan"))["actions"]![0]).ShouldBe(["Done on the ward"]);
        await Callum.Does("finish", typed: Reviews.Row("r1", new JsonObject { ["status"] = "In progress" }), at: "follow.doing#r1").IsRefused(RefusalKind.Invalid, "choose Complete or Not achievable");
        (await Action(1)).State.ShouldBe(ActionState.Open);
    }

    [Fact]
    public async Task Progress_IsAddedWithNameAndDay_AndNothingIsWrittenOver()
    {
        await ThePlanIsAgreed((Callum, s_march9));
        await Callum.Does("progress", typed: Reviews.Row("r1", new JsonObject { ["status"] = "In progress", ["progress"] = "The training is booked" }), at: "follow.doing#r1");
        await TimePassesTo(London(2026, 2, 20, 9));
        await Callum.Does("progress", typed: Reviews.Row("r1", new JsonObject { ["progress"] = "Half of the staff are trained" }), at: "follow.doing#r1");
        await Callum.Does("progress", typed: Reviews.Row("r1", new JsonObject { ["progress"] = "" }), at: "follow.doing#r1");
        var said = LogEntries.Read((await InTheReview("plan"))["actions"]![0]!["progress"]);
        said.Select(e => (e.Text, e.By)).ShouldBe([("The training is booked", Callum.Id), ("Half of the staff are trained", Callum.Id)]);
        said[1].At.ShouldBe(London(2026, 2, 20, 9));

        var forged = Reviews.Row("r1", new JsonObject { ["progress"] = new JsonArray(new JsonObject { ["text"] = "All is done", ["by"] = Harriet.Id }) });
        await Callum.Does("progress", typed: forged, at: "follow.doing#r1");
        Progress((await InTheReview("plan"))["actions"]![0]).Count.ShouldBe(2, "what was written before is neither taken away nor put in by hand");
    }

    [Fact]
    public async Task ADateInWords_OrInThePast_IsRefused()
    {
        await ItIsRegistered();
        await TimePassesTo(London(2026, 2, 4, 9));
        var plan = Reviews.Plan((Priya, s_march2));
        plan["plan"]["actions"]![0]!["targetDate"] = "ongoing";
        await Priya.Saves(plan, (await Steps())[0].Id).IsRefused(RefusalKind.Invalid, "date");
        await Priya.Does("complete", typed: Reviews.Plan((Priya, new DateOnly(2026, 2, 3))), at: "plan.open").IsRefused(RefusalKind.Invalid, "must not be in the past");
    }

    [Fact]
    public async Task ARecommendation_WithoutAction_NeedsAnActionOrTheReason()
    {
        await AReviewHasBegun();
        await TimePassesTo(London(2026, 2, 2, 11));
        await Priya.Does("submit", typed: Reviews.Report(recommendations: 2));
        await Takes(Owen, "register.open");
        await Owen.Does("register", typed: Reviews.Registration());
        var plan = Reviews.Plan((Priya, s_march2));
        plan["plan"]["actions"]![0]!["recommendation"] = "3";
        await Priya.Does("complete", typed: plan, at: "plan.open").IsRefused(RefusalKind.Invalid, "There is no recommendation of this number");
        plan["plan"]["actions"]![0]!["recommendation"] = "2";
        await Priya.Does("complete", typed: plan, at: "plan.open").IsRefused(RefusalKind.Invalid, "Give this recommendation an action");
        plan["recommendations"] = new JsonObject { ["recommendations"] = new JsonArray(new JsonObject { ["id"] = "r1", ["noAction"] = "It is done already." }) };
        await Priya.Does("complete", typed: plan, at: "plan.open");
    }

    [Fact]
    public async Task AnAgreedAction_IsNeitherTakenAwayNorDatedAnew_ButALaterDateIsAgreedWithAReason()
    {
        await ThePlanIsAgreed((Priya, s_march2), (Callum, s_march9));
        var review = (await Steps())[0].Id;
        var moved = Reviews.Plan((Priya, s_march2), (Callum, new DateOnly(2026, 5, 1)));
        await Harriet.Saves(moved, review).IsRefused(RefusalKind.Invalid, "Agree a later date instead");
        await Harriet.Saves(Reviews.Plan((Priya, s_march2)), review).IsRefused(RefusalKind.Invalid, "stays in the plan");

        var task = await TaskAt("follow.doing#r2");
        ExtendClock To(DateOnly day, string reason, string key, Actor actor) => new(key, actor, task.Id, task.Revision, day, reason);
        await Callum.Applies((key, actor) => To(new DateOnly(2026, 4, 20), "Training is booked later.", key, actor)).IsRefused(RefusalKind.Forbidden);
        await Harriet.Applies((key, actor) => To(new DateOnly(2026, 4, 20), " ", key, actor)).IsRefused(RefusalKind.Invalid, "reason");
        await Harriet.Applies((key, actor) => To(new DateOnly(2026, 4, 20), "Training is booked later.", key, actor));
        (await Action(2)).ShouldSatisfyAllConditions(a => a.DueOn.ShouldBe(new DateOnly(2026, 4, 20)), a => a.FirstDueOn.ShouldBe(s_march9));
    }

    [Fact]
    public async Task AnOverdueAction_RemindsItsOwner_ThenTellsTheLeadAndAfterTwentyDaysTheGroupManager()
    {
        await ThePlanIsAgreed((Callum, s_march9));
        await TimePassesTo(London(2026, 3, 2, 10));
        (await NoticesTo(Callum)).ShouldContain(n => n.Template == "action-due");
        await TimePassesTo(London(2026, 3, 10, 9, 30));
        (await Alerts()).ShouldContain(a => a.Template == "action-overdue" && a.PersonIds.Contains(Harriet.Id) && a.PersonIds.Contains(Callum.Id));
        (await Alerts()).ShouldNotContain(a => a.PersonIds.Contains(Stuart.Id) && a.Template == "action-overdue");
        await TimePassesTo(London(2026, 4, 9, 9));
        (await Alerts()).ShouldContain(a => a.Template == "action-overdue" && a.PersonIds.Contains(Stuart.Id));
    }

    [Fact]
    public async Task NotAchievable_IsAgreedByTheLead_OrReturnedWithoutMoreTime()
    {
        await ThePlanIsAgreed((Callum, s_march9));
        await Callum.Does("finish", typed: Reviews.NotAchievable("r1"), at: "follow.doing#r1");
        (await Action(1)).State.ShouldBe(ActionState.Deciding);
        await Harriet.Does("return", new JsonObject { ["note"] = "Ask the other supplier first." }, at: "follow.deciding#r1");
        var task = await TaskAt("follow.doing#r1");
        (task.Note, task.DueAt).ShouldBe(("Ask the other supplier first.", London(2026, 3, 9, 17)));
        await Callum.Does("finish", at: "follow.doing#r1");
        await Callum.Does("agree", at: "follow.deciding#r1").IsRefused(RefusalKind.Forbidden);
        await Harriet.Does("agree", at: "follow.deciding#r1");
        (await Action(1)).State.ShouldBe(ActionState.NotAchievable);
    }

    [Fact]
    public async Task Impact_SomeWeeksAfterCompletion_IsCheckedByTheKeeper()
    {
        await ThePlanIsAgreed((Priya, s_march2), (Callum, s_march9));
        await TimePassesTo(London(2026, 3, 2, 10));
        await Completes(Priya, 1);
        var check = await TaskAt("follow.impact#r1");
        (check.AssigneeId, check.ScheduledFor).ShouldBe((Harriet.Id, new DateOnly(2026, 4, 8)));
        (await Action(1)).ImpactDueOn.ShouldBe(new DateOnly(2026, 4, 15));
        await TimePassesTo(London(2026, 4, 13, 9));
        await Harriet.Does("checked", at: "follow.impact#r1").IsRefused(RefusalKind.Invalid, "Choose whether the impact can be seen");
        await Harriet.Does("checked", typed: Reviews.Row("r1", new JsonObject { ["impactSeen"] = "Yes", ["impact"] = "No dose was missed since." }), at: "follow.impact#r1");
        (await Action(1)).ImpactCheckedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task ANewAction_AddedLater_HasANumberOfItsOwnAndIsGivenOut()
    {
        await ThePlanIsAgreed((Priya, s_march2));
        var plan = Reviews.Plan((Priya, s_march2));
        plan["plan"]["actions"]!.AsArray().Add(Reviews.Action("r2", "Buy a second medicine trolley", Callum, s_march9));
        await Harriet.Does("publish", typed: plan, at: "follow.plan");
        (await TaskAt("follow.doing#r2")).AssigneeId.ShouldBe(Callum.Id);
        (await Actions()).Select(a => a.Number).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task ARowTakenAwayBeforeThePlanIsAgreed_LeavesItsNumberUnused()
    {
        await ItIsRegistered();
        var review = (await Steps())[0].Id;
        await Priya.Saves(Reviews.Plan((Priya, s_march2), (Callum, s_march9)), review);
        await Priya.Saves(Reviews.Plan((Priya, s_march2)), review);
        var plan = Reviews.Plan((Priya, s_march2));
        plan["plan"]["actions"]!.AsArray().Add(Reviews.Action("r2", "Another", Dawn, s_march9));
        await Priya.Saves(plan, review);

        (await Actions()).Select(a => (a.Number, a.State)).ShouldBe([(1, ActionState.Planned), (2, ActionState.Removed), (3, ActionState.Planned)]);
        (await InTheReview("plan"))["actions"]!.AsArray().Select(r => (int)r!["no"]!).ShouldBe([1, 3]);
    }

    [Fact]
    public async Task ALeaversAction_StaysWithTheManagerAndKeepsItsDateWhenGivenOn()
    {
        await ThePlanIsAgreed((Callum, new DateOnly(2026, 4, 20)));
        await TimePassesTo(London(2026, 4, 1, 9));
        var lines = await Of(Dawn, ActionScope.Team);
        lines.ShouldHaveSingleItem().Row.OwnerId.ShouldBe(Callum.Id);
        var task = await TaskAt("follow.doing#r1");
        await Harriet.Applies((key, actor) => new ReassignTask(key, actor, task.Id, task.Revision, Dawn.Id, "Callum has left."));
        (await Action(1)).ShouldSatisfyAllConditions(a => a.OwnerId.ShouldBe(Dawn.Id), a => a.DueOn.ShouldBe(new DateOnly(2026, 4, 20)), a => a.FirstDueOn.ShouldBe(new DateOnly(2026, 4, 20)));
    }

    [Fact]
    public async Task TheList_ShowsEachPersonWhatIsTheirs()
    {
        await ThePlanIsAgreed((Priya, s_march2), (Callum, s_march9));
        (await Of(Callum, ActionScope.Mine)).Select(l => l.Row.Number).ShouldBe([2]);
        (await Of(Stuart, ActionScope.All)).Count.ShouldBe(2);
        (await Of(Tom, ActionScope.All)).ShouldBeEmpty();
        (await Of(Grace, ActionScope.All)).ShouldBeEmpty();
    }

    [Fact]
    public async Task AnOwner_WithoutAnotherPartInTheReview_ReadsTheOwnRowAlone()
    {
        await ThePlanIsAgreed((Priya, s_march2), (Callum, s_march9));
        await using var context = Context();
        var queries = new CaseQueries(context, Organisation, Definitions, Clock);
        var review = (await Steps())[0].Id;
        var view = (await queries.InstanceAsync(new Actor(Callum.Id), review)).ShouldNotBeNull();
        view.Documents["background"].Content.ShouldBe("{}");
        JsonNode.Parse(view.Documents["plan"].Content)!["actions"]!.AsArray().Select(r => r!["id"]!.ToString()).ShouldBe(["r2"]);
        view.Case.Tasks.ShouldAllBe(t => t.AssigneeId == Callum.Id);
        (await queries.TimelineAsync(new Actor(Callum.Id), CaseId)).ShouldBeNull();
        (await queries.VersionsAsync(new Actor(Callum.Id), review, "background")).ShouldBeNull();
        (await queries.InstanceAsync(new Actor(Harriet.Id), review)).ShouldNotBeNull().Documents["background"].Content.ShouldContain("overview");
    }

    [Fact]
    public async Task IssuesOfADispute_StandInTheSameRegister()
    {
        await ItIs(London(2026, 3, 27, 10));
        await Nadia.RaisesAConcernAbout("robin", new DateOnly(2026, 3, 27));
        await Nadia.WritesIssues(new DateOnly(2026, 4, 10), "Contact with his father", "Savings account");
        await Nadia.SendsTheRequestTo(Sian);
        await Sian.AnswersTheRequest("Nothing yet.", "Opened.");
        await Nadia.DecidesAndSigns("Proceed to dispute resolution", "Not resolved", "Resolved");
        (await Actions()).Select(a => (a.Text, a.State)).ShouldBe([("Contact with his father", ActionState.Open), ("Savings account", ActionState.Complete)]);
        await Nadia.Chooses("stage1");
        (await Action(1)).State.ShouldBe(ActionState.Ended);
    }

    private static IReadOnlyList<string> Progress(JsonNode? row) => [.. LogEntries.Read(row?["progress"]).Select(e => e.Text)];

    private async Task<IReadOnlyList<ActionLine>> Of(Colleague who, ActionScope scope) => await new ActionList(Source, Organisation, Clock).ReadAsync(new Actor(who.Id), scope);
}
