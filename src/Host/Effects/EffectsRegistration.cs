using Microsoft.Extensions.Options;
using ReviewFlow.Persistence.Effects;

namespace ReviewFlow.Host.Effects;

/// <summary>What processes ask of other systems: the queue is in Persistence, the sending here.</summary>
public static class EffectsRegistration
{
    public static IServiceCollection AddEffects(this IServiceCollection services)
    {
        services.AddOptions<HttpOptions>().BindConfiguration(HttpOptions.Section);
        services.AddSingleton(provider => new GuardedHttp(provider.GetRequiredService<IOptions<HttpOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SendRequest>(provider => provider.GetRequiredService<GuardedHttp>().SendAsync);
        services.AddSingleton<RequestSweep>();
        services.AddSingleton<EmailSweep>();
        return services.AddHostedService<RequestWorker>();
    }
}
