using System.Net;
using Microsoft.Extensions.Options;
using ReviewFlow.Host.Effects;

namespace ReviewFlow.Host.Webhooks;

/// <summary>Whether an address may be told: by its name when it is written down, and by where the name leads whenever it is used.</summary>
public sealed class WebhookAddresses(IOptions<WebhookOptions> options)
{
    private readonly IPNetwork[] _own = [.. options.Value.AllowedNetworks.Select(n => IPNetwork.Parse(n))];

    /// <summary>What is wrong with an address, in words; null when it may be used.</summary>
    public string? Problem(string? address) =>
        address?.Contains('#', StringComparison.Ordinal) == true ? "The address must not have a part after #."
        : RequestRules.WhyNot(address?.Trim(), options.Value.AllowedHosts, $"{WebhookOptions.Section}:{nameof(WebhookOptions.AllowedHosts)}, a setting of the server");

    /// <summary>Whether a connection to where a name leads may be made.</summary>
    public bool MayReach(IPAddress address) =>
        AddressRules.IsPublic(address) || _own.Any(n => n.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address));
}
