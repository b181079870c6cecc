using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Browser;

/// <summary>Improvement plans as people see them: one that goes through from the trigger to the hand-back, and what does not go through.</summary>
public sealed partial class PlanStoryTests(BrowserHost host) : IClassFixture<BrowserHost>
{
    [Fact]
    public async Task AWholePlan_OnThePages_FromTheTriggerToTheHandBack()
    {
        await using var euan = await Visit.AsAsync(host, "Euan Pirie");
        await using var moira = await Visit.AsAsync(host, "Moira Sandilands");
        await using var rhona = await Visit.AsAsync(host, "Rhona Gilmour");
        await using var alba = await Visit.AsAsync(host, "Alba Strachan");
        await using var isla = await Visit.AsAsync(host, "Isla Main");
        await TheHomeClosesItsOldPlanAsync(rhona);
        var plan = await ATriggerIsRecordedAsync(euan);
        await TheGroupMeetsAsync(moira, plan, Days(30), "pip-first");

        await TheDraftAsync(rhona, plan);
        await rhona.IsRefusedAsync(() => rhona.DoAsync("act:share"), "must be a real date");
        await rhona.FillAllAsync(".timescale", Typed(Days(10)));
        await rhona.LooksRightAsync("pip-draft");
        await rhona.DoAsync("act:share");
        await TheVersionGoesOutAsync(moira, euan, [euan, moira, rhona, alba], plan, 1);

        await ProgressAsync(rhona, plan);
        await moira.MoveOnAsync(1);
        await OpensAsync(moira, plan, "monitor");
        await moira.LooksRightAsync("pip-monitor");
        await moira.DoAsync("act:meet");
        await TheGroupMeetsAsync(moira, plan, Days(60), "pip-review");
        await OpensAsync(rhona, plan, "draft");
        (await rhona.Page.Locator("[name='header.review']").InputValueAsync()).ShouldContain(Days(60).Year.ToString(CultureInfo.InvariantCulture), customMessage: "the date that was agreed is offered, not the last one");
        await rhona.DoAsync("act:share");
        await TheVersionGoesOutAsync(moira, euan, [euan, moira, rhona, alba], plan, 2);
        await moira.GoAsync($"/cases/{plan}/versions");
        await moira.LooksRightAsync("pip-versions");

        await ItIsConcludedAsync(moira, isla, [euan, rhona, alba], plan);
        foreach (var visit in new[] { euan, moira, rhona, alba, isla }) visit.IsClean();
    }

    private async Task TheHomeClosesItsOldPlanAsync(Visit rhona)
    {
        await OpensAsync(rhona, await PlanOfAsync("lochside-court"), "home");
        await rhona.IsRefusedAsync(() => rhona.DoAsync("act:close"), "note");
        await rhona.Page.Locator("[id='note.close']").FillAsync("The improvements last.");
        await rhona.DoAsync("act:close");
    }

    private async Task<string> ATriggerIsRecordedAsync(Visit euan)
    {
        await euan.GoAsync("/plans");
        await euan.LooksRightAsync("pip-plans");
        await euan.Page.Locator("summary").Filter(new LocatorFilterOptions { HasText = "Record an inspection result" }).ClickAsync();
        await euan.Page.Locator("#home-B").SelectOptionAsync("lochside-court");
        await euan.PressAsync("Record a trigger");
        await euan.IsRefusedAsync(() => euan.DoAsync("act:complete"), "Choose what calls for the plan");
        await euan.Page.Locator("[name='trigger.kinds'][value='assuranceVisit']").CheckAsync();
        await euan.FillAllAsync("trigger.detail", "New members of staff had no induction; seen on the visit.");
        await euan.LooksRightAsync("pip-trigger");
        await euan.DoAsync("act:complete");
        var plan = await PlanOfAsync("lochside-court");
        await OpensAsync(euan, plan, "decide");
        await euan.PressAsync("Take this work");
        await euan.Page.Locator("[name='opening.lead']").SelectOptionAsync("moira-sandilands");
        await euan.Page.Locator("[name='opening.tactical']").SelectOptionAsync("euan-pirie");
        await euan.LooksRightAsync("pip-decide");
        await euan.DoAsync("act:open");
        return plan;
    }

    private async Task TheGroupMeetsAsync(Visit moira, string plan, DateOnly review, string picture)
    {
        await OpensAsync(moira, plan, "arrange");
        await moira.FillAllAsync("invitation.on", Typed(Today));
        await moira.FillAllAsync("invitation.place", "The day room");
        await moira.DoAsync("act:arranged");
        await OpensAsync(moira, plan, "hold");
        foreach (var who in new[] { "manager", "lead", "tactical" }) await moira.ChooseAllAsync($"attendance.{who}Came", "Yes");
        await moira.ChooseAllAsync("attendance.ownerCame", "No");
        await moira.Page.Locator("[name='agreed.completer']").SelectOptionAsync("rhona-gilmour");
        await moira.FillAllAsync("agreed.reviewDate", Typed(review));
        await moira.IsRefusedAsync(() => moira.DoAsync("act:held"), "The director or owner did not take part: write the reason");
        await moira.ChooseAllAsync("attendance.ownerAbsence", "Apology");
        await moira.FillAllAsync("attendance.ownerWhy", "On leave");
        await moira.LooksRightAsync($"{picture}-meeting");
        await moira.DoAsync("act:held");
        await OpensAsync(moira, plan, "minutes");
        await moira.FillAllAsync("minutes.decisions", "The induction comes first.");
        await moira.DoAsync("act:complete");
    }

    private async Task TheDraftAsync(Visit rhona, string plan)
    {
        await OpensAsync(rhona, plan, "draft");
        await rhona.FillAllAsync("header.registeredManager", "Rhona Gilmour");
        await rhona.Page.Locator("[name='header.typeOfService']").SelectOptionAsync("Residential Care Home for Older Adults");
        await rhona.Page.Locator("[name='theme3.sources'][value='Assurance Visits']").CheckAsync();
        await rhona.FillAllAsync("theme3.context", "Seen on the assurance visit.");
        await rhona.DoAsync("add:theme3.actions");
        await rhona.FillAllAsync(".outcome", "New members of staff know the home");
        await rhona.FillAllAsync(".action", "Write an induction of two weeks");
        await rhona.FillAllAsync(".measure", "0 of 6 new members of staff now, 6 of 6 by the date");
        await rhona.Page.Locator("select[name$='.owner']").SelectOptionAsync("rhona-gilmour");
        await rhona.FillAllAsync(".timescale", "ongoing");
    }

    private async Task TheVersionGoesOutAsync(Visit moira, Visit euan, IReadOnlyList<Visit> group, string plan, int version)
    {
        foreach (var (member, id) in group.Zip(["euan-pirie", "moira-sandilands", "rhona-gilmour", "alba-strachan"]))
        {
            await OpensAsync(member, plan, "confirm", id);
            if (version == 1 && id == "alba-strachan") await member.LooksRightAsync("pip-confirm");
            await member.DoAsync("act:confirm");
        }

        foreach (var (checker, phase, id, name) in new[] { (moira, "Lead", "moira-sandilands", "Moira Sandilands"), (euan, "Tactical", "euan-pirie", "Euan Pirie") })
        {
            await OpensAsync(checker, plan, "qa", id);
            if (version == 1) await SigningIsRefusedAsync(checker, name, "or return the plan");
            var boxes = checker.Page.Locator($"input[type=checkbox][name^='check{phase}.']");
            for (var i = 0; i < await boxes.CountAsync(); i++) await boxes.Nth(i).CheckAsync();
            if (version == 1) await checker.LooksRightAsync($"pip-check-{phase.ToLowerInvariant()}");
            await checker.DoAsync("act:sign");
            await checker.SignAsync(name, "Sign");
        }

        await OpensAsync(moira, plan, "distribute");
        await moira.IsRefusedAsync(() => moira.PressAsync($"Send version {version}"), "names of residents");
        await moira.Page.Locator("#checked").CheckAsync();
        await moira.LooksRightAsync($"pip-distribute-{version}");
        await moira.PressAsync($"Send version {version}");
        await moira.SeesAsync("On its way");
    }

    private async Task ProgressAsync(Visit rhona, string plan)
    {
        var action = await AskAsync(db => db.ImprovementActions.Where(a => a.CaseId == plan).Select(a => a.Id).SingleAsync());
        await rhona.GoAsync($"/plans/{plan}/update?action={Uri.EscapeDataString(action)}");
        await rhona.Page.Locator("#progress").FillAsync("The induction is written; 3 of 6 have had it.");
        await rhona.Page.Locator("#rag-Green").CheckAsync();
        await rhona.IsRefusedAsync(() => rhona.PressAsync("Save"), "Enter the day on which it was completed");
        await rhona.LooksRightAsync("pip-update-refused");
        await rhona.Page.Locator("#completedOn").FillAsync(Typed(Today));
        await rhona.PressAsync("Save");
        await rhona.SeesAsync("Green");
        await rhona.LooksRightAsync("pip-plan-green");
    }

    private async Task ItIsConcludedAsync(Visit moira, Visit isla, IReadOnlyList<Visit> group, string plan)
    {
        await OpensAsync(moira, plan, "monitor");
        await moira.DoAsync("act:conclude");
        await OpensAsync(moira, plan, "propose");
        await SigningIsRefusedAsync(moira, "Moira Sandilands", "Write why the formal meetings can end");
        await moira.FillAllAsync("proposal.reasons", "Everybody has had the induction; the next visit found no concern.");
        await moira.LooksRightAsync("pip-propose");
        await moira.DoAsync("act:sign");
        await moira.SignAsync("Moira Sandilands", "Sign");
        foreach (var (member, id) in group.Zip(["euan-pirie", "rhona-gilmour", "alba-strachan"]))
        {
            await OpensAsync(member, plan, "group", id);
            await member.DoAsync("act:confirm");
        }

        await OpensAsync(isla, plan, "chog");
        if (await isla.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Take this work" }).CountAsync() > 0) await isla.PressAsync("Take this work");
        await isla.LooksRightAsync("pip-chog");
        await isla.DoAsync("act:sign");
        await isla.SignAsync("Isla Main", "Agree and sign");
        await isla.GoAsync("/plans");
        await isla.SeesAsync("Handed back");
        await isla.LooksRightAsync("pip-handed-back");
    }

    /// <summary>What is missing is said where it is signed; then back to the step.</summary>
    private static async Task SigningIsRefusedAsync(Visit visit, string name, string words)
    {
        var step = visit.Page.Url;
        await visit.DoAsync("act:sign");
        await visit.IsRefusedAsync(() => visit.SignAsync(name, "Sign"), words);
        await visit.GoAsync(step);
    }

    private DateOnly Today => UkWords.LocalDate(host.Services.GetRequiredService<BusinessClock>().Now());

    /// <summary>A working day so many days from now, or the next one.</summary>
    private DateOnly Days(int days)
    {
        var day = Today.AddDays(days);
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) day = day.AddDays(1);
        return day;
    }

    private static string Typed(DateOnly day) => day.ToString("d M yyyy", CultureInfo.InvariantCulture);

    private Task<string> PlanOfAsync(string home) =>
        AskAsync(db => db.Cases.Where(c => c.SubjectId == home && c.Area == "plans").OrderByDescending(c => c.OpenedAt).ThenByDescending(c => c.Id).Select(c => c.Id).FirstAsync());

    private async Task OpensAsync(Visit visit, string plan, string activity, string? holder = null)
    {
        var task = await AskAsync(db => db.WorkTasks.Where(t => t.CaseId == plan && t.ActivityId == activity && t.Status == WorkTaskStatus.Open && (holder == null || t.AssigneeId == holder))
            .OrderBy(t => t.Phase).Select(t => t.Id).FirstAsync());
        await visit.GoAsync($"/work/{task}");
    }

    private async Task<T> AskAsync<T>(Func<ReviewFlowDbContext, Task<T>> ask)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<ReviewFlowDbContext>());
    }
}
