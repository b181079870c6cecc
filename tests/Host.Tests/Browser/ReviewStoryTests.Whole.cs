using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Schema.Rows;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Browser;

public sealed partial class ReviewStoryTests
{
    /// <summary>From beginning to closing on the pages, with a return, a point, and what stops closing said on the way.</summary>
    [Fact]
    public async Task AWholeReview_OnThePages_ComesBackOnceIsAskedOnceAndIsClosed()
    {
        await using var priya = await Visit.AsAsync(host, "Priya Raman");
        await using var owen = await Visit.AsAsync(host, "Owen Tasker");
        await using var stuart = await Visit.AsAsync(host, "Stuart Ingram");
        await using var harriet = await Visit.AsAsync(host, "Harriet Boyle");
        await using var dawn = await Visit.AsAsync(host, "Dawn Okafor");
        await using var yasmin = await Visit.AsAsync(host, "Yasmin Delacroix");
        await BeginAsync(priya, script: true);
        var review = await NewestReviewAsync();
        await WriteReportAsync(priya);
        await priya.DoAsync("act:submit");

        await OpensAsync(owen, review, "register");
        await owen.PressAsync("Take this work");
        await owen.IsRefusedAsync(() => owen.DoAsync("act:return"), "note");
        await owen.Page.Locator("[id='note.return']").FillAsync("Section 6 says too little about what went well.");
        await owen.DoAsync("act:return");
        await OpensAsync(priya, review, "report");
        await priya.SeesAsync("Section 6 says too little");
        await priya.LooksRightAsync("imr-returned");
        await priya.FillAllAsync("observations.bestPractice", "The family was rung on the same day.");
        await priya.DoAsync("act:submit");
        await OpensAsync(owen, review, "register");
        await owen.PressAsync("Take this work");
        await owen.Page.Locator("[name='registration.checked'][type=checkbox]").CheckAsync();
        await owen.DoAsync("act:register");

        await OpensAsync(stuart, review, "look", "stuart-ingram");
        await stuart.IsRefusedAsync(() => stuart.DoAsync("act:clarify"), "Write at least one point");
        await stuart.DoAsync("add:points.points");
        await stuart.FillAllAsync(".point", "Who had the key at 21:00?");
        await stuart.DoAsync("act:clarify");
        await harriet.GoAsync($"/cases/{review}/closing");
        await harriet.SeesAsync("A point is not answered: “Who had the key at 21:00?”");
        await harriet.LooksRightAsync("imr-closing-blocks");
        await OpensAsync(priya, review, "answer");
        await priya.FillAllAsync(".answer", "The night lead.");
        await priya.DoAsync("act:complete");
        await OpensAsync(stuart, review, "accept", "stuart-ingram");
        await stuart.DoAsync("act:accept");
        await OpensAsync(yasmin, review, "look", "yasmin-delacroix");
        await yasmin.DoAsync("act:noPoints");

        await OpensAsync(priya, review, "theme");
        await priya.Page.Locator("[name='themes.themes'][value='communication']").CheckAsync();
        await priya.DoAsync("add:themes.learningPoints");
        foreach (var cell in new[] { ".learning", ".audience", ".how" }) await priya.FillAllAsync(cell, "Two people sign for every key");
        await priya.DoAsync("act:complete");
        await OpensAsync(priya, review, "plan");
        await priya.DoAsync("add:plan.actions");
        foreach (var cell in new[] { ".action", ".improvement", ".learning", ".impactMeasure" }) await priya.FillAllAsync(cell, "A book in which every key is signed for");
        await priya.FillAllAsync(".recommendation", "1");
        await priya.FillAllAsync(".targetDate", "ongoing");
        await priya.Page.Locator("select[name$='.owner']").SelectOptionAsync("dawn-okafor");
        await priya.IsRefusedAsync(() => priya.DoAsync("act:complete"), "must be a real date");
        await priya.FillAllAsync(".targetDate", "31 7 2026");
        await priya.LooksRightAsync("imr-plan");
        await priya.DoAsync("act:complete");
        await OpensAsync(harriet, review, "agree");
        await harriet.DoAsync("act:agree");

        await dawn.GoAsync("/my-work");
        await dawn.SeesAsync("A book in which every key is signed for");
        await OpensAsync(dawn, review, "follow", "dawn-okafor");
        await dawn.ChooseAllAsync(".status", "Complete");
        await dawn.FillAllAsync(".completedOn", "16 6 2026");
        await dawn.FillAllAsync(".evidence", "The key book of June");
        await dawn.DoAsync("act:finish");
        await OpensAsync(harriet, review, "closing");
        await harriet.SeesAsync("The key book of June");
        foreach (var part in new[] { "actionsCompleted", "residualRisk", "expectedOutcomes", "additionalQA", "evidenceOfImpact" }) await harriet.FillAllAsync($"closing.{part}", "Every key is signed for.");
        await harriet.ChooseAllAsync("closing.riskRating", "None");
        await harriet.LooksRightAsync("imr-closing");
        await harriet.DoAsync("act:sign");
        await harriet.LooksRightAsync("imr-sign");
        await harriet.SignAsync("Harriet Boyle", "Sign");
        await OpensAsync(owen, review, "accept");
        await owen.PressAsync("Take this work");
        await owen.Page.Locator("[name='acceptance.checked'][type=checkbox]").CheckAsync();
        await owen.DoAsync("act:sign");
        await owen.SignAsync("Owen Tasker", "Accept and close");
        await owen.GoAsync($"/cases/{review}/closing");
        await owen.SeesAsync("Nothing: the review is closed");
        await owen.GoAsync($"/cases/{review}/papers/c");
        await owen.LooksRightAsync("imr-paper-c-closed");
        await owen.GoAsync("/learning");
        await owen.SeesAsync("Two people sign for every key");
        foreach (var visit in new[] { priya, owen, stuart, yasmin, harriet, dawn }) visit.IsClean();
    }

    [Fact]
    public async Task AChronology_FromASpreadsheet_IsLookedAtFirst_AndWhatIsWrongStaysInTheBox()
    {
        await using var priya = await Visit.AsAsync(host, "Priya Raman");
        await BeginAsync(priya, script: true);
        await priya.FillAllAsync("period.from", "1 4 2026");
        await priya.FillAllAsync("period.to", "30 4 2026");
        await priya.ChooseAllAsync("period.extended", "Yes");
        await priya.Page.Locator("button[name=do][value=save]:visible").ClickAsync();
        await priya.DoAsync("import:chronology.events");
        await priya.IsRefusedAsync(() => priya.PressAsync("Look at the rows"), "Paste the rows, or choose a file");
        await priya.Page.Locator("#rows").FillAsync("Date\tTime\tEvent\tWard\n01/04/2026\t21:00\tThe key was handed over\tBlue\n31/02/2026\t\tThe key was missed\tBlue");
        await priya.PressAsync("Look at the rows");
        await priya.SeesAsync("“31/02/2026” is not a real date");
        await priya.SeesAsync("left out: Ward");
        await priya.LooksRightAsync("imr-import");
        await priya.PressAsync("Add 1 row");
        (await priya.Page.Locator("#rows").InputValueAsync()).ShouldContain("The key was missed");
        await priya.FollowAsync("Back without adding");
        await priya.SeesAsync("The key was handed over");
        await priya.LooksRightAsync("imr-chronology");
        priya.IsClean();
    }

    [Fact]
    public async Task ANamedColleague_ChecksTheFactsOfTheOwnPassages_OnAPhone()
    {
        await using var priya = await Visit.AsAsync(host, "Priya Raman");
        await using var callum = await Visit.AsAsync(host, "Tom Reyes", width: 375);
        await BeginAsync(priya, script: true);
        await priya.PressAsync("Ask a colleague about the facts");
        await priya.IsRefusedAsync(() => priya.DoAsync("act:hand"), "Choose the colleague");
        await priya.Page.Locator("[name='passage.colleague']").SelectOptionAsync("tom-reyes");
        await priya.Page.Locator("[name='passage.about']").SelectOptionAsync("5. Details of incident");
        await priya.FillAllAsync("passage.passages", "He rang the family at 21:30.");
        await priya.LooksRightAsync("imr-facts-ask");
        await priya.DoAsync("act:hand");
        await callum.GoAsync("/my-work");
        await callum.Page.Locator("tr").Filter(new LocatorFilterOptions { HasText = "are the facts right" }).GetByRole(AriaRole.Link).First.ClickAsync();
        await callum.SeesAsync("He rang the family at 21:30.");
        (await callum.TextAsync()).ShouldNotContain("A key was lost at handover");
        await callum.ChooseAllAsync("answer.verdict", "Yes, the facts are right");
        await callum.LooksRightAsync("imr-facts-answer-phone");
        await callum.DoAsync("act:answer");
        foreach (var visit in new[] { priya, callum }) visit.IsClean();
    }

    [Fact]
    public async Task AnAdministrator_KeepsTheListOfThemes()
    {
        await using var sam = await Visit.AsAsync(host, "Sam Okoro");
        await sam.GoAsync("/lists");
        await sam.LooksRightAsync("lists");
        await sam.Page.Locator("[id='label.new']").FillAsync("Keys and access");
        await sam.IsRefusedAsync(() => sam.DoAsync("add:"), "Write why");
        await sam.Page.Locator("[id='reason.new']").FillAsync("Three reviews were about keys.");
        await sam.DoAsync("add:");
        await sam.SeesAsync("“Keys and access” was added");
        await sam.GoAsync("/lists?list=qapCategories");
        await sam.LooksRightAsync("lists-categories");
        sam.IsClean();
    }

    private async Task<string> NewestReviewAsync()
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ReviewFlowDbContext>().Cases.Where(c => c.Area == "management-reviews").OrderByDescending(c => c.Id).Select(c => c.Id).FirstAsync();
    }

    private async Task OpensAsync(Visit visit, string review, string activity, string? holder = null)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var task = await scope.ServiceProvider.GetRequiredService<ReviewFlowDbContext>().WorkTasks
            .Where(t => t.CaseId == review && t.ActivityId == activity && t.Status == WorkTaskStatus.Open && (holder == null || t.AssigneeId == holder)).OrderBy(t => t.OpenedAt).Select(t => t.Id).FirstAsync();
        await visit.GoAsync($"/work/{task}");
    }
}
