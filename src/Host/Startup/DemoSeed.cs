using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Demo;
using ReviewFlow.Persistence.Organisations;

namespace ReviewFlow.Host.Startup;

/// <summary>Fills an empty database with the demo organisation and its cases, and goes on with a demo that was broken off. Any other database with people is left alone.</summary>
internal static class DemoSeed
{
    /// <summary>Adds and plays what is missing.</summary>
    /// <returns>False when there was nothing to do.</returns>
    public static async Task<bool> RunAsync(IServiceProvider services, ReviewFlowDbContext db, CancellationToken cancellation)
    {
        await DemoOrganisation.AddAsync(db, cancellation);
        if (!await DemoCases.IsUnfinishedAsync(db, cancellation)) return false;
        services.GetRequiredService<OrganisationCache>().Forget();
        await services.GetRequiredService<DemoCases>().PlayAsync(db, cancellation);
        return true;
    }
}
