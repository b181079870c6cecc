using System.Net;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Host.Tests.Steps;
using ReviewFlow.Persistence.Schema.Rows;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Cases;

/// <summary>Ruling 24 on the pages: asked by the IRO, decided by the IRO Manager, each in words; and the audit's page.</summary>
public sealed class AccessPagesTests(CasePagesHost host) : IClassFixture<CasePagesHost>
{
    [Fact]
    public async Task AskForAccess_DecidedByTheIroManager_OpensTheCaseToTheColleague()
    {
        var path = $"/cases/{await CaseAsync("skye")}";
        var (nadia, grace, paul) = (await host.AsAsync("dev-chandra"), await host.AsAsync("grace-halloran"), await host.AsAsync("tom-reyes"));
        (await paul.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var asked = await StepForm.Of(await nadia.PageAsync($"{path}/ask-access?person=tom-reyes")).With("reason", "He answers for stage 1.").PressAsync(nadia, "ask");
        asked.StatusCode.ShouldBe(HttpStatusCode.Redirect, await asked.Content.ReadAsStringAsync());
        (await nadia.PageAsync($"{path}/access-requests")).Body!.TextContent.ShouldContain("Not decided yet");
        (await grace.PageAsync("/notices")).QuerySelectorAll($"a[href='{path}/access-requests']").ShouldNotBeEmpty();

        var page = await grace.PageAsync($"{path}/access-requests");
        page.Body!.TextContent.ShouldContain("He answers for stage 1.");
        var refused = await StepForm.Of(page).With("decision", "no").With("reason", "").PressAsync(grace, "decide");
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var again = StepForm.Of(await StepForm.ReadAsync(refused));
        again.Value("decision").ShouldBe("no");
        (await again.With("decision", "yes").PressAsync(grace, "decide")).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await paul.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await nadia.PageAsync($"{path}/access-requests")).Body!.TextContent.ShouldContain("Given by Grace Halloran");
    }

    [Fact]
    public async Task Audit_OfACase_SaysWhoDidWhatAndThatTheChainHolds()
    {
        var id = await CaseAsync("robin");
        var nadia = await host.AsAsync("nadia-petrov-lane");

        var page = await nadia.PageAsync($"/cases/{id}/audit");

        var text = page.QuerySelector("main")!.TextContent;
        text.ShouldContain("Unbroken.");
        text.ShouldContain("Signed");
        text.ShouldContain("Nadia Petrov-Lane");
        var keys = await host.DbAsync(db => db.WorkTasks.Where(t => t.CaseId == id && t.Outcome != null).Select(t => t.Outcome!).Distinct().ToListAsync());
        keys.Where(k => k.Any(char.IsUpper)).ShouldNotBeEmpty();
        foreach (var key in keys.Where(k => k.Any(char.IsUpper))) text.ShouldNotContain(key, Case.Sensitive, "keys of definitions are not words");
        page.QuerySelectorAll("tbody tr").Length.ShouldBe(Math.Min(50, await host.DbAsync(db => db.Audit.CountAsync(a => a.CaseId == id))));
        var sam = await host.AsAsync("sam-okoro");
        (await sam.GetAsync($"/cases/{id}/audit")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private Task<string> CaseAsync(string child) => host.DbAsync(db => db.Cases
        .Where(c => c.SubjectId == child && c.Status == CaseStatus.Open).OrderByDescending(c => c.OpenedAt).Select(c => c.Id).FirstAsync());
}
