using Microsoft.Extensions.Options;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.EmbeddedServer;
using ReviewFlow.Persistence.Time;

namespace ReviewFlow.Host.Startup;

/// <summary>What has to be there before the first page: published definitions, the business clock, in Development the demo.</summary>
internal static class FirstSteps
{
    public static async Task RunAsync(WebApplication app, CancellationToken cancellation)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var options = services.GetRequiredService<IOptions<ReviewFlowOptions>>().Value;
        var clock = services.GetRequiredService<BusinessClock>();
        await clock.RefreshAsync(cancellation);
        await PublishAsync(services, DefinitionsRoot(options, app.Environment.ContentRootPath), cancellation);
        var db = services.GetRequiredService<ReviewFlowDbContext>();
        if (options.Demo && app.Environment.IsDevelopment()) await DemoSeed.RunAsync(services, db, cancellation);
        else await SetupLink.PrintWhenNeededAsync(services, db, cancellation);
    }

    /// <summary>Publishes the shipped definitions.</summary>
    /// <exception cref="StartRefusedException">One of them is wrong; every problem is named.</exception>
    public static async Task PublishAsync(IServiceProvider services, string folder, CancellationToken cancellation)
    {
        var facts = await services.GetRequiredService<FactsCache>().GetAsync(cancellation);
        try
        {
            await services.GetRequiredService<DefinitionStore>()
                .PublishFolderAsync(folder, services.GetRequiredService<BusinessClock>().Now(), PersistenceRegistration.Catalog(), facts, cancellation);
        }
        catch (InvalidDataException wrong)
        {
            throw new StartRefusedException($"The definitions in {folder} cannot be published:{Environment.NewLine}{wrong.Message}", "mend these files, or take them out of the folder.", wrong);
        }
    }

    /// <summary>The folder of the shipped definitions.</summary>
    public static string DefinitionsRoot(ReviewFlowOptions options, string contentRoot) =>
        options.DefinitionsRoot.Length > 0 ? options.DefinitionsRoot : Path.Combine(DataPlaces.FindRoot(contentRoot), "workflows-json");
}
