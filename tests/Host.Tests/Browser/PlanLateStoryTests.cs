using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Browser;

/// <summary>Days go by, and nobody has done what was agreed.</summary>
public sealed class PlanLateStoryTests(BrowserHost host) : IClassFixture<BrowserHost>
{
    [Fact]
    public async Task AnActionThatBecomesLate_IsRed_AndToldToTheLead()
    {
        await using var moira = await Visit.AsAsync(host, "Moira Sandilands");
        var plan = await AskAsync(db => db.Cases.Where(c => c.SubjectId == "thistlebank-house").Select(c => c.Id).SingleAsync());
        await moira.GoAsync("/notices");
        (await moira.TextAsync()).ShouldNotContain("Hold a meeting for families");
        var due = await AskAsync(db => db.ImprovementActions.Where(a => a.CaseId == plan && a.OwnerId == "struan-petrie").Select(a => a.DueOn).SingleAsync());
        while (Today <= due) await moira.MoveOnAsync(1);

        await moira.GoAsync($"/plans/{plan}");
        var row = moira.Page.Locator("tr").Filter(new LocatorFilterOptions { HasText = "Hold a meeting for families" }).First;
        (await row.InnerTextAsync()).ShouldContain("Red – suggested, not yet confirmed");
        await moira.LooksRightAsync("pip-plan-late");
        (await AskAsync(db => db.Alerts.Where(a => a.CaseId == plan && a.Template == "pip-action-overdue").ToListAsync())).ShouldContain(a => a.PersonIds.Contains("struan-petrie") && a.PersonIds.Contains("moira-sandilands"));
        await moira.GoAsync("/notices");
        await moira.SeesAsync("overdue");
        await moira.LooksRightAsync("pip-notices");
        moira.IsClean();
    }

    private DateOnly Today => UkWords.LocalDate(host.Services.GetRequiredService<BusinessClock>().Now());

    private async Task<T> AskAsync<T>(Func<ReviewFlowDbContext, Task<T>> ask)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<ReviewFlowDbContext>());
    }
}
