using Microsoft.EntityFrameworkCore;
using ReviewFlow.Activities;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Audits;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Demo;
using ReviewFlow.Persistence.Disputes;
using ReviewFlow.Persistence.EmbeddedServer;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Persistence.Timers;
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
        await using var source = ReviewFlowDataSource.Create(_database.AppConnectionString);
        var clock = new BusinessClock(source, TimeProvider.System);
        using var definitions = new DefinitionStore(source, TimeProvider.System);
        using var organisation = new OrganisationCache(source, TimeProvider.System);
        using var facts = new FactsCache(source, TimeProvider.System);
        var engine = new WorkflowEngine(ReviewFlowActivities.AddTo(BuiltInActivities.AddTo(new ActivityCatalog())));
        var cases = new CaseTransaction(source, engine, definitions, organisation, facts, clock, TimeProvider.System, new CaseOptions(DemoSignatures: true));
        var stage = new DemoStage(source, cases, new TimerSweep(source, cases, clock), new StimulusSweep(source, cases, clock), definitions, organisation, clock, TimeProvider.System);
        await using var context = new ReviewFlowDbContext(ReviewFlowDatabase.Options(_database.OwnerConnectionString));
        await DemoOrganisation.AddAsync(context, CancellationToken.None);
        await definitions.PublishFolderAsync(Path.Combine(DataPlaces.FindRoot(AppContext.BaseDirectory), "workflows-json"), clock.Now());

        await new DemoCases(stage, clock, source).PlayAsync();

        (await context.Incidents.Select(i => i.Message).ToListAsync()).ShouldBeEmpty();
        (await new AuditVerifier(source).VerifyAsync()).ShouldBeEmpty();
        clock.Now().ShouldBeInRange(DemoCases.Opening, DemoCases.Opening.AddMinutes(5));
        (await context.Cases.CountAsync()).ShouldBe(8);
        (await context.Cases.CountAsync(c => c.Status == CaseStatus.Ended)).ShouldBe(1);
        var inbox = new InboxQueries(source, organisation, facts, clock);
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
}
