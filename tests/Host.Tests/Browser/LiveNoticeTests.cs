using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Npgsql;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Workflows.Access;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Browser;

/// <summary>Two hosts on one database: what happens at one is seen on a page of the other, and what recurs is done by one of them.</summary>
public sealed class LiveNoticeTests(BrowserHost host) : IClassFixture<BrowserHost>
{
    private static readonly LocatorWaitForOptions s_hears = new() { State = WaitForSelectorState.Attached, Timeout = 15_000 };

    [Fact]
    public async Task Alert_RaisedAtAnotherHost_IsCountedOnAnOpenPage()
    {
        await using var other = await host.StartAnotherAsync();
        await using var sian = await Visit.AsAsync(host, "Sian Corley");
        await using var silent = await Visit.AsAsync(host, "Sian Corley", script: false);
        await sian.GoAsync("/my-work");
        await silent.GoAsync("/my-work");
        var before = await UnreadAsync(sian);
        var path = sian.Page.Url;

        await RaiseAsync(other.Services);

        await sian.Page.Locator($"[data-notices='{before + 1}']").WaitForAsync(s_hears);
        (await sian.Page.Locator("#notices-link").InnerTextAsync()).ShouldBe($"Notices ({before + 1})");
        (await sian.Page.Locator("#notices-said").TextContentAsync()).ShouldBe("1 new notice");
        sian.Page.Url.ShouldBe(path);
        await silent.GoAsync("/my-work");
        (await UnreadAsync(silent)).ShouldBe(before + 1, "without scripts the next page shows it");

        await sian.GoAsync("/notices");
        await Task.WhenAll(RaiseAsync(host.Services), sian.Page.Locator($"[data-notices='{before + 2}']").WaitForAsync(s_hears));
        (await sian.Page.Locator("#notices-link strong").InnerTextAsync()).ShouldBe($"Notices ({before + 2})");
        sian.IsClean();
        await HostsShareTheJobs();
    }

    [Theory]
    [InlineData("https://elsewhere.example", "cross-site")]
    [InlineData("https://elsewhere.example", "")]
    [InlineData("null", "same-site")]
    public async Task Connection_FromAnotherSite_IsRefused(string origin, string site)
    {
        using var client = new HttpClient { BaseAddress = host.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/live/notices");
        request.Headers.Add("Origin", origin);
        if (site.Length > 0) request.Headers.Add("Sec-Fetch-Site", site);

        using var answer = await client.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task<int> UnreadAsync(Visit visit) =>
        int.Parse((await visit.Page.Locator("[data-notices]").GetAttributeAsync("data-notices"))!, System.Globalization.CultureInfo.InvariantCulture);

    private static async Task RaiseAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ReviewFlowDbContext>();
        var open = await db.WorkTasks.Where(t => t.SubjectId == "robin" && t.Status == Persistence.Schema.Rows.WorkTaskStatus.Open).Select(t => t.CaseId).FirstAsync();
        var outcome = await services.GetRequiredService<CaseTransaction>().ApplyAsync(new RaiseImmediateConcern(
            Guid.NewGuid().ToString("N"), new Actor("nadia-petrov-lane"), open, "Emergency Duty Team", TimeProvider.System.GetUtcNow(), "Seen alone at night."));
        outcome.ShouldBeOfType<CaseOutcome.Done>();
    }

    // Two schedulers that know of each other, and jobs that one of them has carried out.
    private async Task HostsShareTheJobs()
    {
        var source = host.Services.GetRequiredService<NpgsqlDataSource>();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        while (await NumberAsync(source, "select count(distinct instance_name) from qrtz_scheduler_state", patience.Token) < 2
            || await NumberAsync(source, "select count(*) from qrtz_triggers where trigger_name = 'DigestJob' and prev_fire_time > 0", patience.Token) < 1)
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, patience.Token);
        (await NumberAsync(source, "select count(*) from qrtz_triggers", patience.Token)).ShouldBe(3, "each job has one trigger, however many hosts there are");
    }

    private static async Task<long> NumberAsync(NpgsqlDataSource source, string sql, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }
}
