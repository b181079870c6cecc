using System.Net;
using System.Net.Sockets;

namespace ReviewFlow.Host.Effects;

/// <summary>Which addresses a process may reach: public ones, never this machine, its network or its cloud.</summary>
public static class AddressRules
{
    private static readonly IPNetwork[] s_closed =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "2001::/23", "2001:db8::/32", "2002::/16",
        }.Select(IPNetwork.Parse),
    ];

    // Global unicast; everything else in IPv6 is local, mapped, multicast or not given out.
    private static readonly IPNetwork s_given = IPNetwork.Parse("2000::/3");

    /// <summary>Whether it is a public address.</summary>
    public static bool IsPublic(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (plain.AddressFamily == AddressFamily.InterNetworkV6 && !s_given.Contains(plain)) return false;
        return !s_closed.Any(n => n.Contains(plain));
    }
}
