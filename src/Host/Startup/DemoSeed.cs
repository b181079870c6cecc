using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Demo;
using ReviewFlow.Persistence.Organisations;

namespace ReviewFlow.Host.Startup;

/// <summary>
/// Fills an empty database with the demo organisation and its cases. A database with people is left alone, unless a host
/// was killed while it played the demo: that one is played to its end.
/// </summary>
internal static class DemoSeed
{
    /// <summary>Adds and plays what is missing.</summary>
    /// <returns>False when there was nothing to do.</returns>
    public static async Task<bool> RunAsync(IServiceProvider services, ReviewFlowDbContext db, CancellationToken cancellation)
    {
        if (!await DemoOrganisation.AddAsync(db, cancellation) && !await DemoOrganisation.IsUnfinishedAsync(db, cancellation)) return false;
        services.GetRequiredService<OrganisationCache>().Forget();
        await services.GetRequiredService<DemoCases>().PlayAsync(cancellation);
        await DemoOrganisation.FinishAsync(db, cancellation);
        return true;
    }
}
