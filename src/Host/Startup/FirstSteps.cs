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
        await services.GetRequiredService<DefinitionStore>().PublishFolderAsync(DefinitionsRoot(options, app.Environment.ContentRootPath), clock.Now(), cancellation);
        var db = services.GetRequiredService<ReviewFlowDbContext>();
        if (options.Demo && app.Environment.IsDevelopment()) await DemoSeed.RunAsync(services, db, cancellation);
        else await SetupLink.PrintWhenNeededAsync(services, db, cancellation);
    }

    /// <summary>The folder of the shipped definitions.</summary>
    public static string DefinitionsRoot(ReviewFlowOptions options, string contentRoot) =>
        options.DefinitionsRoot.Length > 0 ? options.DefinitionsRoot : Path.Combine(DataPlaces.FindRoot(contentRoot), "workflows-json");
}
