using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace ReviewFlow.Host.Webhooks;

/// <summary>Whether an address may be told: by its name when it is written down, and by where the name leads whenever it is used.</summary>
public sealed class WebhookAddresses(IOptions<WebhookOptions> options)
{
    // Everything that is not the public internet, or leads back from it (RFC 6890 and the ways to write IPv4 in IPv6).
    private static readonly IPNetwork[] s_closed =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(n => IPNetwork.Parse(n)),
    ];

    private readonly IPNetwork[] _own = [.. options.Value.AllowedNetworks.Select(n => IPNetwork.Parse(n))];

    /// <summary>What is wrong with an address, in words; null when it may be used.</summary>
    public string? Problem(string? address)
    {
        if (!Uri.TryCreate(address?.Trim(), UriKind.Absolute, out var uri)) return "Write a whole address, like https://receiver.example/path.";
        if (uri.Scheme != Uri.UriSchemeHttps) return "The address must begin with https://.";
        if (uri.UserInfo.Length > 0) return "The address must not hold a user name or password.";
        if (uri.Fragment.Length > 0) return "The address must not have a part after #.";
        if (!options.Value.AllowedHosts.Any(a => IsHost(a, uri))) return $"{uri.IdnHost}:{uri.Port} is not on the list of hosts that may be told. Whoever runs the server keeps that list (ReviewFlow:Webhooks:AllowedHosts).";
        return null;
    }

    /// <summary>Whether a connection to where a name leads may be made.</summary>
    public bool MayReach(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (_own.Any(n => n.Contains(address))) return true;
        return address.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6 && !s_closed.Any(n => n.Contains(address));
    }

    private static bool IsHost(string allowed, Uri uri)
    {
        var at = allowed.LastIndexOf(':');
        var (name, port) = at > 0 && int.TryParse(allowed.AsSpan(at + 1), out var number) ? (allowed[..at], number) : (allowed, 443);
        return port == uri.Port && string.Equals(name, uri.IdnHost, StringComparison.OrdinalIgnoreCase);
    }
}
