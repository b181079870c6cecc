using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Actions;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Tests.Disputes;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Actions;
using Shouldly;

namespace ReviewFlow.Persistence.Tests.Plans;

/// <summary>An improvement plan told in its own words: the people of part 7, the shipped definitions, the Scottish calendar, a clock turned by hand.</summary>
public abstract class PlanStory : DisputeStory
{
    public Colleague Moira => new(this, "moira-sandilands");

    public Colleague Euan => new(this, "euan-pirie");

    public Colleague Catriona => new(this, "catriona-laing");

    public Colleague Gregor => new(this, "gregor-hume");

    public Colleague Alba => new(this, "alba-strachan");

    public Colleague Isla => new(this, "isla-main");

    public Colleague Rory => new(this, "rory-tait");

    /// <summary>Manager of another home.</summary>
    public Colleague Fergus => new(this, "fergus-baird");

    /// <summary>Manager of the respite home.</summary>
    public Colleague Una => new(this, "una-kerr");

    /// <summary>Tuesday 5 May 2026: Euan records what calls for a plan.</summary>
    public async Task ATriggerIsRecorded(Typed trigger, string home = "thistlebank-house")
    {
        if (CaseId.Length == 0) await ItIs(London(2026, 5, 5, 9));
        await Euan.Opens("pip", home);
        await Euan.Does("complete", typed: trigger, at: "record.open");
    }

    /// <summary>The same day: he confirms it and names Moira.</summary>
    public async Task ThePlanIsOpen(string home = "thistlebank-house", Typed? trigger = null, Colleague? lead = null, Colleague? second = null)
    {
        await ATriggerIsRecorded(trigger ?? Plans.Inspection(2), home);
        await Takes(Euan, "decide.open");
        await Euan.Does("open", typed: Plans.Opening(lead ?? Moira, Euan, second ?? Catriona), at: "decide.open");
    }

    /// <summary>Monday 18 May: everybody came; Gregor completes the plan, review on 15 June unless another day.</summary>
    public async Task TheMeetingIsHeld(DateOnly? review = null, Typed? held = null)
    {
        if (CaseId.Length == 0) await ThePlanIsOpen();
        await Moira.Does("arranged", typed: Plans.Invitation(new DateOnly(2026, 5, 18)), at: "arrange.open");
        await TimePassesTo(London(2026, 5, 18, 11));
        await Moira.Does("held", typed: held ?? Plans.Held(Gregor, review ?? new DateOnly(2026, 6, 22)), at: "hold.open");
    }

    /// <summary>Wednesday 20 May: Gregor shares the plan with the group.</summary>
    public async Task ThePlanIsShared(params JsonObject[] actions)
    {
        if (CaseId.Length == 0) await TheMeetingIsHeld();
        await TimePassesTo(London(2026, 5, 20, 10));
        await Gregor.Does("share", typed: Plans.Plan(this, actions.Length > 0 ? actions : [Plans.Action("r1", Gregor, new DateOnly(2026, 6, 30))]), at: "draft.open");
    }

    /// <summary>Everybody of the group confirms.</summary>
    public async Task TheGroupConfirms(params Colleague[] people)
    {
        foreach (var who in people.Length > 0 ? people : [Euan, Catriona, Moira, Gregor, Alba]) await who.Does("confirm", at: "confirm.asked");
    }

    public async Task ItIsInQualityAssurance(params JsonObject[] actions)
    {
        await ThePlanIsShared(actions);
        await TheGroupConfirms();
    }

    /// <summary>One of those who are named passes the plan.</summary>
    public Attempt Passes(Colleague who, string phase) => who.Does("sign", typed: Plans.Checked(phase), at: $"qa.{phase}");

    /// <summary>All three pass.</summary>
    public async Task ItIsFinalised(params JsonObject[] actions)
    {
        await ItIsInQualityAssurance(actions);
        await Passes(Moira, "lead");
        await Passes(Euan, "tactical");
        await Passes(Catriona, "second");
    }

    /// <summary>Version 1 is distributed; the plan is followed.</summary>
    public async Task ItIsMonitored(params JsonObject[] actions)
    {
        await ItIsFinalised(actions);
        await Distributes();
    }

    /// <summary>Moira sends the version to those who are in post in the groups.</summary>
    public async Task Distributes() => await Moira.Does("distribute", Plans.Recipients(("planningGroup", Gregor), ("planningGroup", Alba), ("planningGroup", Euan), ("chog", Isla), ("commissioning", Rory)), at: "distribute.open");

    /// <summary>Somebody whom the demo does not know comes to the partnership.</summary>
    public async Task<Colleague> Joins(string id, string role)
    {
        await using var context = Context();
        context.People.Add(new PersonRow { Id = id, Name = id, JobTitle = role, Email = $"{id}@fernshire.example", Demo = true });
        context.Memberships.Add(new MembershipRow { PersonId = id, UnitId = "glenmarrow", FromDay = new DateOnly(2024, 4, 1) });
        context.RoleGrants.Add(new RoleGrantRow { PersonId = id, Role = role, UnitId = "glenmarrow", FromDay = new DateOnly(2024, 4, 1) });
        await context.SaveChangesAsync();
        return new Colleague(this, id);
    }

    public async Task Takes(Colleague who, string at)
    {
        var task = (await OpenTasks()).Single(t => TaskFace.PhaseKey(t) == at);
        await who.Applies((key, actor) => new StartTask(key, actor, task.Id));
    }

    public async Task<string> Plan() => (await Steps())[0].Id;

    public async Task<ImprovementActionRow> Action(string number)
    {
        var parts = number.Split('.');
        await using var context = Context();
        return await context.ImprovementActions.AsNoTracking()
            .SingleAsync(a => a.CaseId == CaseId && a.SectionId == $"theme{parts[0]}" && a.Number == int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    /// <summary>How an action stands today.</summary>
    public async Task<RagStatus> Rag(string number) => PlanFields.StatusOf(await Action(number), UkWords.LocalDate(Clock.Now()));

    public async Task<JsonObject> Section(string section)
    {
        await using var context = Context();
        var plan = await Plan();
        return JsonNode.Parse((await context.Documents.AsNoTracking().SingleAsync(d => d.InstanceId == plan && d.SectionId == section)).Content)!.AsObject();
    }

    public async Task<WorkTaskRow> TaskAt(string phaseKey) => (await OpenTasks()).Where(t => TaskFace.PhaseKey(t) == phaseKey).ShouldHaveSingleItem();

    public async Task<IReadOnlyList<string>> OpenAt() => [.. (await OpenTasks()).Select(TaskFace.PhaseKey).Order(StringComparer.Ordinal)];

    public async Task<string?> State() => (await Case()).Stage;

    /// <summary>Who was refused, and whether they were told that it exists.</summary>
    public async Task<IReadOnlyList<(string Person, string Verdict)>> Refusals()
    {
        await using var context = Context();
        return [.. (await context.AccessLog.AsNoTracking().Where(l => l.CaseId == CaseId).OrderBy(l => l.Id).ToListAsync()).Select(l => (l.PersonId, l.Verdict))];
    }
}
