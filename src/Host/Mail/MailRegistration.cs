using Microsoft.Extensions.Options;
using ReviewFlow.Host.Pages.Messages;
using ReviewFlow.Host.Startup;
using ReviewFlow.Persistence.EmbeddedServer;
using ReviewFlow.Persistence.Notices;

namespace ReviewFlow.Host.Mail;

/// <summary>Mail: the rules are in Workflows, the queue in Persistence, the post here.</summary>
public static class MailRegistration
{
    public static IServiceCollection AddMail(this IServiceCollection services, IHostEnvironment environment)
    {
        services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IOptions<MailOptions>>(provider => Options.Create(WithPickup(provider, environment)));
        services.AddSingleton<Administration>();
        services.AddSingleton<SmtpPost>();
        services.AddSingleton<DeliverMail>(provider => provider.GetRequiredService<SmtpPost>().DeliverAsync);
        services.AddSingleton(provider => new PublicAddress(provider.GetRequiredService<IOptions<ReviewFlowOptions>>().Value.PublicAddress.TrimEnd('/')));
        services.AddSingleton<MailSweep>();
        services.AddHostedService<MailWorker>();
        return services;
    }

    // On a developer's machine mail goes into a folder, so that it can be read and reaches nobody.
    private static MailOptions WithPickup(IServiceProvider provider, IHostEnvironment environment)
    {
        var set = provider.GetRequiredService<IOptionsMonitor<MailOptions>>().CurrentValue;
        if (!environment.IsDevelopment() || set.Host.Length > 0 || set.PickupFolder.Length > 0) return set;
        var dataRoot = provider.GetRequiredService<IOptions<ReviewFlowOptions>>().Value.DataRoot;
        var root = dataRoot.Length > 0 ? dataRoot : DataPlaces.DataRoot(environment.ContentRootPath);
        return new MailOptions { PickupFolder = Path.Combine(root, "mail"), From = set.From, TimeoutSeconds = set.TimeoutSeconds };
    }
}
