using System.Net;
using System.Net.Sockets;

namespace ReviewFlow.Host.Effects;

/// <summary>
/// The only way out of the machine for what processes and webhooks send: a name is looked up once, every address that it
/// leads to is checked, and what is connected to is an address that was checked.
/// </summary>
/// <param name="mayConnect">Whether an address may be reached.</param>
/// <param name="resolve">Finds the addresses of a name.</param>
public sealed class GuardedConnection(Func<IPAddress, bool> mayConnect, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    /// <summary>A handler that connects so, and follows no redirects, proxies, cookies or credentials.</summary>
    public SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        Credentials = null,
        PreAuthenticate = false,
        ActivityHeadersPropagator = null,
        AutomaticDecompression = DecompressionMethods.None,
        MaxResponseHeadersLength = 64,
        PooledConnectionLifetime = TimeSpan.Zero,
        ConnectCallback = ConnectAsync,
    };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var addresses = await resolve(context.DnsEndPoint.Host, cancel);

        // One address that is not public is enough: the name is not what it seems.
        if (addresses.Length == 0 || !addresses.All(mayConnect)) throw new AddressRefusedException(context.DnsEndPoint.Host);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A name leads to where nothing may be sent.</summary>
internal sealed class AddressRefusedException(string host) : IOException($"{host} leads to an address that may not be asked.");
