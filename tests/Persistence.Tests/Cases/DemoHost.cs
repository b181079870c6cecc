using Npgsql;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Demo;
using ReviewFlow.Persistence.EmbeddedServer;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Persistence.Timers;

namespace ReviewFlow.Persistence.Tests.Cases;

/// <summary>A host as far as the demo needs one: a second on the same database is the first one started again.</summary>
internal sealed class DemoHost : IAsyncDisposable
{
    private DemoHost(CaseDatabase database)
    {
        Source = ReviewFlowDataSource.Create(database.AppConnectionString);
        Clock = new BusinessClock(Source, TimeProvider.System);
        Definitions = new DefinitionStore(Source, TimeProvider.System);
        Organisation = new OrganisationCache(Source, TimeProvider.System);
        Facts = new FactsCache(Source, TimeProvider.System);
        Cases = new CaseTransaction(
            Source, new WorkflowEngine(PersistenceRegistration.Catalog()), Definitions, Organisation, Facts, Clock, TimeProvider.System, new CaseOptions(DemoSignatures: true));
        Demo = new DemoCases(new DemoStage(Source, Cases, new TimerSweep(Source, Cases, Clock), new StimulusSweep(Source, Cases, Clock), Definitions, Organisation, Clock, TimeProvider.System), Clock);
        Context = new ReviewFlowDbContext(ReviewFlowDatabase.Options(database.OwnerConnectionString));
    }

    public NpgsqlDataSource Source { get; }

    public BusinessClock Clock { get; }

    public DefinitionStore Definitions { get; }

    public OrganisationCache Organisation { get; }

    public FactsCache Facts { get; }

    public CaseTransaction Cases { get; }

    public DemoCases Demo { get; }

    public ReviewFlowDbContext Context { get; }

    public static async Task<DemoHost> StartAsync(CaseDatabase database)
    {
        var host = new DemoHost(database);
        await DemoOrganisation.AddAsync(host.Context, CancellationToken.None);
        await host.Definitions.PublishFolderAsync(Path.Combine(DataPlaces.FindRoot(AppContext.BaseDirectory), "workflows-json"), host.Clock.Now(), PersistenceRegistration.Catalog(), await host.Facts.GetAsync());
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        Definitions.Dispose();
        Organisation.Dispose();
        Facts.Dispose();
        await Context.DisposeAsync();
        await Source.DisposeAsync();
    }
}
