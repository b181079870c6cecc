using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Audits;
using ReviewFlow.Persistence.Demo;
using ReviewFlow.Persistence.Disputes;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Work;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Work;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Cases;

/// <summary>The demo is the longest story that is played: what it shows must be there, and nothing may have gone wrong on the way.</summary>
public sealed class DemoTests : IAsyncLifetime
{
    private readonly CaseDatabase _database = new();

    public Task InitializeAsync() => _database.InitializeAsync();

    public Task DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task PlayAsync_FromEmptyDatabase_ShowsEveryState()
    {
        await using var host = await DemoHost.StartAsync(_database);
        await host.Demo.PlayAsync(host.Context);

        await ShowsEverythingAsync(host);
        (await DemoCases.IsUnfinishedAsync(host.Context)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(40)]
    public async Task PlayAsync_BrokenOffBetweenTwoCommits_GoesOnWhereItStopped(int alarms)
    {
        await using (var host = await DemoHost.StartAsync(_database))
        {
            using var crash = new CancellationTokenSource();
            host.Cases.AlarmSet = _ =>
            {
                if (--alarms == 0) crash.Cancel();
            };
            await Should.ThrowAsync<OperationCanceledException>(host.Demo.PlayAsync(host.Context, crash.Token));
            (await DemoCases.IsUnfinishedAsync(host.Context)).ShouldBeTrue();
        }

        await using var next = await DemoHost.StartAsync(_database);
        await next.Demo.PlayAsync(next.Context);

        await ShowsEverythingAsync(next);
    }

    private static async Task ShowsEverythingAsync(DemoHost host)
    {
        var (context, source, organisation, clock) = (host.Context, host.Source, host.Organisation, host.Clock);

        (await context.Incidents.Select(i => i.Message).ToListAsync()).ShouldBeEmpty();
        (await new AuditVerifier(source).VerifyAsync()).ShouldBeEmpty();
        (await context.Settings.CountAsync(s => s.Key.StartsWith("ring."))).ShouldBeGreaterThanOrEqualTo(3, "whom to ring (ruling 1)");
        clock.Now().ShouldBeInRange(DemoCases.Opening, DemoCases.Opening.AddMinutes(5));
        (await context.Cases.CountAsync(c => c.Area == "disputes")).ShouldBe(8);
        (await context.Cases.CountAsync(c => c.Status == CaseStatus.Ended)).ShouldBe(1);
        var reviews = await context.Cases.Where(c => c.Area == "management-reviews").Select(c => new { c.Reference, c.Stage }).ToListAsync();
        reviews.Select(r => (r.Reference, r.Stage)).ShouldBe([("IMR-2025-0001", "Closed"), ("IMR-2025-0002", "Awaiting closure"), ("IMR-2026-0001", "Open"), ("IMR-2026-0002", "Registered"), (null, "Draft")], ignoreOrder: true);
        await ShowsPlansAsync(context);
        (await context.ImprovementActions.CountAsync(a => a.State == ReviewFlow.Workflows.Actions.ActionState.Open && a.DueOn < new DateOnly(2026, 6, 16))).ShouldBeGreaterThanOrEqualTo(2);
        var inbox = new InboxQueries(source, organisation, host.Facts, clock);
        var nadia = (await inbox.PageAsync(new Actor("nadia-petrov-lane"), new InboxQuery(null))).Rows;
        nadia.ShouldContain(r => r.State.Kind == WorkStateKind.Returned);
        nadia.ShouldContain(r => r.State.Kind == WorkStateKind.Waiting && r.Overdue);
        nadia.ShouldContain(r => r.State.Kind == WorkStateKind.Ready && r.State.CameBack);
        nadia.ShouldContain(r => r.State.Words.StartsWith("Waiting for Grace Halloran", StringComparison.Ordinal) && r.Folder == InboxFolder.IncompleteWork);
        var counts = await inbox.CountsAsync(new Actor("nadia-petrov-lane"));
        nadia.Count(r => r.State.Kind == WorkStateKind.Waiting).ShouldBe(counts.Waiting);
        nadia.Count(r => r.State.CameBack).ShouldBe(counts.CameBack);
        nadia.Count(r => r.Overdue).ShouldBe(counts.Overdue);
        foreach (var (folder, count) in new[] { (InboxFolder.IncomingWork, counts.IncomingWork), (InboxFolder.IncompleteWork, counts.IncompleteWork), (InboxFolder.IncomingRequests, counts.IncomingRequests) })
            nadia.Count(r => r.Folder == folder).ShouldBe(count, $"{folder}");
        (await inbox.PageAsync(new Actor("grace-halloran"), new InboxQuery(null))).Rows.ShouldContain(r => r.Reference!.EndsWith("/S2", StringComparison.Ordinal));
        var disputes = await new DisputesList(source, organisation, clock).ReadAsync(new Actor("grace-halloran"));
        disputes.ShouldContain(d => d.Stage == 1 && d.NoResponse && d.WhyLate != null);
        (await new DisputesList(source, organisation, clock).ReadAsync(new Actor("marcus-hale"))).ShouldNotContain(d => d.SubjectId == "skye");
    }

    // Domain, part 7: Thistlebank has version 3, with 2 Red, 4 Amber and 5 Green.
    private static async Task ShowsPlansAsync(ReviewFlowDbContext context)
    {
        var plans = await context.Cases.Where(c => c.Area == "plans").OrderBy(c => c.OpenedAt).Select(c => new { c.Id, c.Reference, c.Stage, c.SubjectId }).ToListAsync();
        plans.Select(p => (p.SubjectId, p.Stage)).ShouldBe(
        [
            ("lochside-court", "Handed back"), ("thistlebank-house", "Monitoring"), ("birchgrove-house", "Escalated to CHOG"), ("rowanlea-respite", "In-house"), ("kirkfold-home", "Drafting"),
        ]);
        var thistlebank = plans.Single(p => p.SubjectId == "thistlebank-house").Id;
        (await context.FrozenVersions.CountAsync(v => v.CaseId == thistlebank)).ShouldBe(3);
        var actions = await context.ImprovementActions.Where(a => a.CaseId == thistlebank).ToListAsync();
        var colours = actions.Select(a => Persistence.Actions.PlanFields.StatusOf(a, new DateOnly(2026, 6, 16)).Counts).ToList();
        new[] { "Red", "Amber", "Green" }.Select(c => colours.Count(k => k.ToString() == c)).ShouldBe([2, 4, 5]);
    }
}
