using System.Net;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Host.Tests.Cases;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Schema.Rows;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Clocks;

/// <summary>Somebody has left and still holds work .</summary>
public sealed class LeaverPageTests(CasePagesHost host) : IClassFixture<CasePagesHost>
{
    private const string Leaver = "sian-corley";

    [Fact]
    public async Task ALeaversWork_IsListedForAdministratorsByReferenceAlone_AndGivenOn()
    {
        await host.DbAsync(db => db.People.Where(p => p.Id == Leaver).ExecuteUpdateAsync(s => s.SetProperty(p => p.LeftOn, new DateOnly(2026, 6, 12))));
        ((OrganisationCache)host.Services.GetService(typeof(OrganisationCache))!).Forget();
        var open = await host.DbAsync(db => db.WorkTasks.Where(t => t.AssigneeId == Leaver && t.Status == WorkTaskStatus.Open).Select(t => t.Id).ToListAsync());
        open.ShouldNotBeEmpty();
        var sam = await host.AsAsync("sam-okoro");

        (await sam.PageAsync("/leavers")).QuerySelectorAll("main tbody tr").Single(r => r.TextContent.Contains("Sian Corley")).TextContent.ShouldContain($"{open.Count} to give to somebody else");
        var page = await sam.PageAsync($"/load/{Leaver}");
        page.QuerySelector("main")!.TextContent.ShouldContain("QAP-");
        page.QuerySelector("main")!.TextContent.ShouldNotContain("Linnet");
        page.QuerySelector("main tbody th a").ShouldBeNull("an administrator reads no case");
        (await (await host.AsAsync("marcus-hale")).PageAsync("/load")).QuerySelector("main")!.TextContent.ShouldContain("Left on 12 Jun");

        var box = page.QuerySelector("main input[name=work]")!.GetAttribute("value")!;
        using var given = await sam.PostAsync($"/load/{Leaver}", $"/load/{Leaver}", ("operation", "leaver"), ("to", "marcus-hale"), ("reason", "Sian has left."), ("work", box));
        (await given.Content.ReadAsStringAsync()).ShouldContain("1 of 1 given");
        var task = box.Split('|')[0];
        (await host.DbAsync(db => db.WorkTasks.Where(t => t.Id == task).Select(t => t.AssigneeId).SingleAsync())).ShouldBe("marcus-hale");
        (await (await host.AsAsync("grace-halloran")).GetAsync("/leavers")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
