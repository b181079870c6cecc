using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Persistence.Work;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Cases;

[Collection(CasePages.Name)]
public sealed class DisputesPageTests(CasePagesHost host)
{
    [Fact]
    public async Task Get_Totals_AreCountedFromTheRowsShown()
    {
        var page = await (await host.AsAsync("grace-halloran")).PageAsync("/disputes");
        var rows = page.QuerySelectorAll("#rows tbody tr").Length;
        rows.ShouldBeGreaterThan(1);
        page.QuerySelectorAll(".rf-tiles b")[1].TextContent.ShouldBe($"{rows}");
        var first = await (await host.AsAsync("grace-halloran")).PageAsync("/disputes?stage=1");
        first.QuerySelectorAll("#rows tbody tr").Length.ShouldBeLessThan(rows);
        first.QuerySelector(".rf-filtered")!.TextContent.ShouldContain($"of {rows} shown");
    }

    [Fact]
    public async Task Get_Csv_HasTheSameRowsAndIsLogged()
    {
        var grace = await host.AsAsync("grace-halloran");
        var rows = (await grace.PageAsync("/disputes")).QuerySelectorAll("#rows tbody tr").Length;
        var answer = await grace.GetAsync("/disputes?format=csv");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        (await answer.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(rows + 2);
        (await host.DbAsync(db => db.AccessLog.AnyAsync(l => l.Action == "ExportDisputes"))).ShouldBeTrue();
    }

    [Fact]
    public async Task CasesVisibleTo_EveryPersonAndCase_SaysWhatTheDecisionSays()
    {
        await using var scope = host.Services.CreateAsyncScope();
        var (db, reader) = (scope.ServiceProvider.GetRequiredService<ReviewFlowDbContext>(), scope.ServiceProvider.GetRequiredService<CaseFactsReader>());
        var organisation = await scope.ServiceProvider.GetRequiredService<OrganisationCache>().GetAsync();
        var today = UkWords.LocalDate(scope.ServiceProvider.GetRequiredService<BusinessClock>().Now());
        var cases = new List<CaseFacts>();
        foreach (var id in await db.Cases.Select(c => c.Id).ToListAsync()) cases.Add((await reader.ReadAsync(id, null, CancellationToken.None))!);
        foreach (var person in organisation.People)
        {
            var actor = new Actor(person.Id);
            var listed = await db.CasesVisibleTo(Access.VisibleTo(organisation, actor, today), today).Select(c => c.Id).ToListAsync();
            var decided = cases.Where(c => !c.Technical && Access.Decide(organisation, actor, CaseAction.See, c, null, today).Allowed).Select(c => c.CaseId);
            listed.Order(StringComparer.Ordinal).ShouldBe(decided.Order(StringComparer.Ordinal), person.Id);
        }
    }
}
