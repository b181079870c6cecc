using System.Net;
using System.Net.Sockets;

namespace ReviewFlow.Host.Startup;

/// <summary>Whether the addresses that the host is to listen on are free. Asked before the database is started.</summary>
internal static class Ports
{
    private const string Default = "http://localhost:5000";

    /// <summary>Refuses to start when somebody else listens there.</summary>
    /// <exception cref="StartRefusedException">The message names the port and another one to try.</exception>
    public static void EnsureFree(IConfiguration configuration)
    {
        if (Busy(configuration) is [var port, ..]) throw Refused(port, null);
    }

    /// <summary>The ports of the configuration's addresses that somebody else listens on.</summary>
    public static IReadOnlyList<int> Busy(IConfiguration configuration) =>
        [.. (configuration["urls"] ?? (configuration["http_ports"] is null && !configuration.GetSection("Kestrel:Endpoints").Exists() ? Default : "")).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(BindingAddress.Parse).Where(a => a.Port > 0 && !a.IsUnixPipe && IsBusy(a)).Select(a => a.Port).Distinct()];

    /// <summary>What is said when the port was taken after all.</summary>
    public static StartRefusedException Refused(int port, Exception? inner) => new(
        $"Port {port} is in use by another program, perhaps another ReviewFlow.",
        $"end that one, or start this one elsewhere, for instance with --urls=http://localhost:{port + 1}",
        inner);

    private static bool IsBusy(BindingAddress address)
    {
        IPAddress[] places = address.Host is "localhost" ? [IPAddress.Loopback, IPAddress.IPv6Loopback]
            : IPAddress.TryParse(address.Host.Trim('[', ']'), out var single) ? [single] : [IPAddress.Any];
        return places.Any(place => IsTaken(place, address.Port));
    }

    private static bool IsTaken(IPAddress place, int port)
    {
        if (place.AddressFamily == AddressFamily.InterNetworkV6 && !Socket.OSSupportsIPv6) return false;
        try
        {
            using var socket = new Socket(place.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(place, port));
            socket.Listen();
            return false;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.AddressAlreadyInUse;
        }
    }
}
