using ReviewFlow.Host.Startup;

namespace ReviewFlow.Host.Verbs;

/// <summary>Database and services for a command that does not serve pages.</summary>
internal sealed class VerbSetting : IAsyncDisposable
{
    private readonly DatabaseStart _database;
    private readonly WebApplication _app;
    private readonly ReviewFlowOptions _options;

    private VerbSetting(DatabaseStart database, WebApplication app, ReviewFlowOptions options) => (_database, _app, _options) = (database, app, options);

    public IServiceProvider Services => _app.Services;

    public static async Task<VerbSetting> StartAsync(string[] args, bool migrate, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateBuilder(args);
        var options = ReviewFlowOptions.Read(builder.Configuration);
        using var early = LoggerFactory.Create(logging => logging.AddSimpleConsole());
        var database = await DatabaseStart.StartAsync(options, builder.Environment.ContentRootPath, early.CreateLogger<DatabaseStart>(), migrate, cancellation);
        builder.Services.AddReviewFlow(database.AppConnection, builder.Environment, builder.Configuration);
        return new VerbSetting(database, builder.Build(), options);
    }

    public Task PublishAsync(IServiceProvider services, CancellationToken cancellation) =>
        FirstSteps.PublishAsync(services, FirstSteps.DefinitionsRoot(_options, _app.Environment.ContentRootPath), cancellation);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }
}
