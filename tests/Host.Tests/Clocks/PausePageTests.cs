using System.Net;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Host.Tests.Cases;
using ReviewFlow.Host.Tests.Steps;
using ReviewFlow.Persistence.Schema.Rows;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Clocks;

/// <summary>Pausing a clock from the page of the work, and letting it run again.</summary>
public sealed class PausePageTests(CasePagesHost host) : IClassFixture<CasePagesHost>
{
    [Fact]
    public async Task APause_FromThePage_ShowsOnTheClockWithItsReasonUntilItRunsAgain()
    {
        var nadia = await host.AsAsync("nadia-petrov-lane");
        var work = await OutAsync();
        var form = StepForm.Of(await nadia.PageAsync($"/work/{work}/pause"));

        using var unsaid = await form.PressAsync(nadia, "pause");
        unsaid.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var paused = await form.With("reason", "Skye is in hospital.").PressAsync(nadia, "pause");
        paused.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var step = (await nadia.PageAsync($"/work/{work}")).QuerySelector("section[aria-label='Clocks of this step']")!.TextContent;
        step.ShouldContain("Paused on day");
        step.ShouldContain("With Ruth Adeyemi (Service Director) since Thu 11 Jun 2026, 9am.");
        step.ShouldContain("Skye is in hospital. (Nadia Petrov-Lane)");

        var again = StepForm.Of(await nadia.PageAsync($"/work/{work}/pause"));
        using var resumed = await again.With("reason", "Home again.").PressAsync(nadia, "resume");
        resumed.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await nadia.PageAsync($"/work/{work}")).QuerySelector("section[aria-label='Clocks of this step']")!.TextContent.ShouldNotContain("Paused on day");
    }

    // Dev's request of stage 3 is out; Nadia covers for him this week.
    private Task<string> OutAsync() => host.DbAsync(db => db.WorkTasks
        .Where(t => t.Status == WorkTaskStatus.Open && t.SubjectId == "skye" && t.AssigneeId == "dev-chandra" && t.WaitsFor.Length > 0)
        .Select(t => t.Id).SingleAsync());
}
