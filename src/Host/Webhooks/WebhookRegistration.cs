using System.Net;
using Microsoft.Extensions.Options;
using ReviewFlow.Persistence.Messages;

namespace ReviewFlow.Host.Webhooks;

/// <summary>Webhooks: the queue is in Persistence, the way out here.</summary>
public static class WebhookRegistration
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.AddOptions<WebhookOptions>().BindConfiguration(WebhookOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<WebhookOptions>, WebhookSettings>();
        services.AddSingleton<WebhookAddresses>();
        services.AddSingleton<FindAddresses>((host, cancel) => Dns.GetHostAddressesAsync(host, cancel));
        services.AddSingleton<WebhookClient>();
        services.AddSingleton<WebhookSecrets>();
        services.AddSingleton<WebhookPost>();
        services.AddSingleton<PostWebhook>(provider => provider.GetRequiredService<WebhookPost>().SendAsync);
        services.AddSingleton<WebhookSweep>();
        services.AddScoped<WebhookDesk>();
        return services;
    }
}

/// <summary>A wrong setting stops the start with its name, not the first delivery.</summary>
public sealed class WebhookSettings : IValidateOptions<WebhookOptions>
{
    public ValidateOptionsResult Validate(string? name, WebhookOptions options)
    {
        if (options.AllowedNetworks.FirstOrDefault(n => !IPNetwork.TryParse(n, out _)) is { } network)
            return ValidateOptionsResult.Fail($"{WebhookOptions.Section}:AllowedNetworks has {network}, which is no network like 10.1.2.0/24.");
        if (options.CertificateAuthority.Length > 0 && !File.Exists(options.CertificateAuthority))
            return ValidateOptionsResult.Fail($"{WebhookOptions.Section}:CertificateAuthority names a file that does not exist.");
        return ValidateOptionsResult.Success;
    }
}
