using System.Text.Json.Nodes;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Actions;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Plans;

/// <summary>Actions of a plan: numbers that stay, responsible people, dates that are kept, reminders.</summary>
public sealed class ActionTests : PlanStory
{
    private static readonly DateOnly s_june30 = new(2026, 6, 30);

    [Fact]
    public async Task ARemovedAction_KeepsItsNumberWithTheReason_AndTheOthersKeepTheirs()
    {
        await ThePlanIsBackInDrafting();
        await Gregor.Applies(await Removes("2.2", " ")).IsRefused(RefusalKind.Invalid, "Write");
        await Gregor.Applies(await Removes("2.2", "It is part of 2.1."));

        var section = await Section("theme2");
        section["actions"]!.AsArray().Select(a => (int)a!["no"]!).ShouldBe([1, 3]);
        var removed = section["removed"]!.AsArray().Single()!;
        (removed["number"]!.ToString(), removed["reason"]!.ToString()).ShouldBe(("2.2", "It is part of 2.1."));
        (await Action("2.2")).State.ShouldBe(ActionState.Removed);
        (await OpenAt()).ShouldNotContain("follow.doing-theme2#r2");

        var rows = section["actions"]!.AsArray().Select(a => a!.AsObject()).Append(Plans.Action("r4", Gregor, s_june30)).ToArray();
        await Gregor.Saves(Plans.Plan(this, rows), await Plan());
        (await Section("theme2"))["actions"]!.AsArray().Select(a => (int)a!["no"]!).ShouldBe([1, 3, 4]);
        (await Section("theme2"))["removed"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task ARowLeftOut_IsNotTakenAwayWithoutAWord()
    {
        await ThePlanIsBackInDrafting();
        await Gregor.Saves(Plans.Plan(this, Plans.Action("r1", Gregor, s_june30)), await Plan()).IsRefused(RefusalKind.Invalid, "Action 2.2 has its number and stays in the list");
        (await Section("theme2"))["actions"]!.AsArray().Count.ShouldBe(3);
    }

    [Fact]
    public async Task OnlyTheCompleterAndTheLead_TakeActionsOut_AndNotOutOfASignedPlan()
    {
        await ThePlanIsBackInDrafting();
        var removes = await Removes("2.2", "Not needed.");
        await Alba.Applies(removes).IsRefused(RefusalKind.Forbidden);
        await Fergus.Applies(removes).IsRefused(RefusalKind.NotFound);
        await Moira.Applies(removes);

        await Gregor.Does("share", at: "draft.returned");
        await TheGroupConfirms();
        await Passes(Moira, "lead");
        await Moira.Applies(await Removes("2.3", "Not needed.")).IsRefused(RefusalKind.Conflict, "confirmed and signed");
    }

    [Fact]
    public async Task EachResponsiblePerson_HasATaskWithTheDate_FromTheMomentThePlanIsShared()
    {
        await ThePlanIsShared(Plans.Action("r1", Gregor, s_june30), Plans.Action("r2", Alba, new DateOnly(2026, 7, 10)));
        var task = await TaskAt("follow.doing-theme2#r2");
        (task.AssigneeId, task.DueAt, task.Title).ShouldBe((Alba.Id, London(2026, 7, 10, 17), "Action 2.2: Supervise every member of staff (r2)"));
        (await NoticesTo(Alba)).ShouldContain(n => n.Template == "pip-action-assigned");
    }

    [Fact]
    public async Task AnAction_IsRemindedFiveWorkingDaysBefore_AndToldToTheLeadWhenItIsLate()
    {
        await ItIsMonitored();
        await TimePassesTo(London(2026, 6, 23, 10));
        (await NoticesTo(Gregor)).ShouldContain(n => n.Template == "pip-action-due");
        await TimePassesTo(London(2026, 6, 30, 17, 1));
        (await Alerts()).ShouldContain(a => a.Template == "pip-action-overdue" && a.PersonIds.Contains(Gregor.Id) && a.PersonIds.Contains(Moira.Id));
    }

    [Fact]
    public async Task ALaterDate_IsAgreedByTheLeadWithAReason_TheFirstStays_AndRedMayGoBackToAmber()
    {
        await ItIsMonitored();
        await TimePassesTo(London(2026, 7, 2, 9));
        (await Rag("2.1")).Counts.ShouldBe(RagColour.Red);
        await Gregor.Does("askLater", at: "follow.doing-theme2#r1").IsRefused(RefusalKind.Invalid, "note");
        await Gregor.Does("askLater", Plans.Note("The trainer is ill."), at: "follow.doing-theme2#r1");
        (await NoticesTo(Moira)).ShouldContain(n => n.Template == "pip-action-later");

        await Gregor.Applies(await Extends("A month more")).IsRefused(RefusalKind.Forbidden);
        await Euan.Applies(await Extends("A month more")).IsRefused(RefusalKind.Forbidden);
        await Moira.Applies(await Extends(" ")).IsRefused(RefusalKind.Invalid, "reason");
        await Moira.Applies(await Extends("The trainer is ill."));
        (await Action("2.1")).ShouldSatisfyAllConditions(a => a.FirstDueOn.ShouldBe(s_june30), a => a.DueOn.ShouldBe(new DateOnly(2026, 7, 17)));
        (await Rag("2.1")).Counts.ShouldBe(RagColour.Amber);
    }

    [Fact]
    public async Task AnAgreedDate_IsNotTypedOver()
    {
        await ThePlanIsBackInDrafting();
        var rows = (await Section("theme2"))["actions"]!.AsArray().Select(a => (JsonObject)a!.DeepClone()).ToArray();
        rows[0]["timescale"] = "2026-09-30";
        await Gregor.Saves(Plans.Plan(this, rows), await Plan()).IsRefused(RefusalKind.Invalid, "Agree a later date instead");
    }

    [Fact]
    public async Task ADateSetByAnotherBody_IsLocked()
    {
        var action = Plans.Action("r1", Gregor, s_june30);
        action["setBy"] = "Care Inspectorate";
        await TheMeetingIsHeld();
        await Gregor.Saves(Plans.Plan(this, action), await Plan());
        var moved = (JsonObject)action.DeepClone();
        moved["timescale"] = "2026-09-30";
        await Gregor.Saves(Plans.Plan(this, moved), await Plan()).IsRefused(RefusalKind.Invalid, "set by Care Inspectorate and is locked to that");
        await Gregor.Does("share", at: "draft.open");
        await Moira.Applies(await Extends("Later.")).IsRefused(RefusalKind.Conflict, "Care Inspectorate");
    }

    [Fact]
    public async Task AnActionThatConcernsSeveralThemes_NamesTheOthers()
    {
        var action = Plans.Action("r1", Gregor, s_june30);
        action["crossRef"] = new JsonArray("T3", "T5");
        await ThePlanIsShared(action);
        (await Section("theme2"))["actions"]![0]!["crossRef"]!.AsArray().Select(t => t!.ToString()).ShouldBe(["T3", "T5"]);
    }

    [Fact]
    public async Task AnotherResponsiblePerson_GetsTheTaskWhenThePlanSaysSo()
    {
        await ThePlanIsBackInDrafting();
        var task = await TaskAt("follow.doing-theme2#r1");
        await Moira.Applies((key, actor) => new ReassignTask(key, actor, task.Id, task.Revision, Alba.Id, "Gregor is on leave."));
        (await Action("2.1")).OwnerId.ShouldBe(Alba.Id);
    }

    [Fact]
    public async Task SomebodyFromOutside_GetsAnActionOfTheirOwnHome_AndOfNoOther()
    {
        await ItIsMonitored();
        var task = await TaskAt("follow.doing-theme2#r1");
        Func<string, Actor, CaseCommand> GivenTo(string person) => (key, actor) => new ReassignTask(key, actor, task.Id, task.Revision, person, "She leads the training.");
        await using (var context = Context())
        {
            context.People.Add(new PersonRow { Id = "mo-other", Name = "Mo Other", JobTitle = "Manager", Email = "mo@kirkfold.example", Demo = true });
            context.ExternalAccounts.Add(new ExternalAccountRow { PersonId = "mo-other", Role = "homeManager", SubjectId = "kirkfold-home", InvitedBy = Moira.Id, CreatedAt = Clock.Now() });
            await context.SaveChangesAsync();
        }

        await Moira.Applies(GivenTo("mo-other")).IsRefused(RefusalKind.Invalid);
        await Moira.Applies(GivenTo("ishbel-tervit"));
        (await Action("2.1")).OwnerId.ShouldBe("ishbel-tervit");
    }

    [Fact]
    public async Task TheImpact_IsCheckedSomeWeeksLater()
    {
        await ItIsMonitored();
        await Gregor.Saves(Plans.Row("r1", ("rag", "Green"), ("completedOn", "2026-05-20")), await Plan());
        (await Action("2.1")).ImpactDueOn.ShouldBe(new DateOnly(2026, 7, 3));
        await Moira.Does("checked", at: "follow.impact-theme2#r1").IsRefused(RefusalKind.Invalid, "impact can be seen");
        await Moira.Does("checked", typed: Plans.Row("r1", ("impactSeen", "Yes"), ("impact", "People say that staff have time")), at: "follow.impact-theme2#r1");
        (await Action("2.1")).ImpactCheckedAt.ShouldNotBeNull();
    }

    /// <summary>Three actions, shared; Alba asked for an amendment.</summary>
    private async Task ThePlanIsBackInDrafting()
    {
        await ThePlanIsShared([.. Enumerable.Range(1, 3).Select(n => Plans.Action($"r{n}", Gregor, s_june30))]);
        await Alba.Does("amend", Plans.Note("2.2 is doubtful."), at: "confirm.asked");
    }

    private async Task<Func<string, Actor, CaseCommand>> Removes(string number, string reason)
    {
        var (plan, action) = (await Plan(), await Action(number));
        return (key, actor) => new RemoveAction(key, actor, plan, action.Id, reason);
    }

    private async Task<Func<string, Actor, CaseCommand>> Extends(string reason)
    {
        var task = await TaskAt("follow.doing-theme2#r1");
        return (key, actor) => new ExtendClock(key, actor, task.Id, task.Revision, new DateOnly(2026, 7, 17), reason);
    }
}
