using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using ReviewFlow.Persistence;

namespace ReviewFlow.Host.Startup;

/// <summary>One running host: database first, then migrations, definitions and demo, then the pages. Stopped in reverse.</summary>
public sealed class ReviewFlowHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DatabaseStart _database;

    private ReviewFlowHost(WebApplication app, DatabaseStart database) => (_app, _database) = (app, database);

    /// <summary>Its services, for tests.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Starts everything. Does not return before the first page can be asked for.</summary>
    public static async Task<ReviewFlowHost> StartAsync(string[] args, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Host.UseDefaultServiceProvider(o => o.ValidateScopes = o.ValidateOnBuild = true);
        var options = ReviewFlowOptions.Read(builder.Configuration);
        Ports.EnsureFree(builder.Configuration);
        var warm = ReviewFlowDatabase.WarmUpAsync(cancellation);
        using var early = LoggerFactory.Create(logging => logging.AddConfiguration(builder.Configuration.GetSection("Logging")).AddSimpleConsole());
        var database = await DatabaseStart.StartAsync(
            options, builder.Environment.ContentRootPath, early.CreateLogger<DatabaseStart>(), options.MigrateAtStart, cancellation);
        try
        {
            builder.Services.AddReviewFlow(database.AppConnection, builder.Environment, builder.Configuration);
            var app = builder.Build();
            app.UseReviewFlow();
            await warm;
            await FirstSteps.RunAsync(app, cancellation);
            await ListenAsync(app, cancellation);
            var host = new ReviewFlowHost(app, database);
            Greeting.Print(app, host.Address);
            return host;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    private static async Task ListenAsync(WebApplication app, CancellationToken cancellation)
    {
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            throw Ports.Refused(Ports.Busy(app.Configuration) is [var port, ..] ? port : 0, taken);
        }
    }

    /// <summary>Serves until somebody asks the process to end.</summary>
    public Task RunUntilStoppedAsync(CancellationToken cancellation) => _app.WaitForShutdownAsync(cancellation);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }
}
