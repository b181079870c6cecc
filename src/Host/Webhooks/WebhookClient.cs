using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace ReviewFlow.Host.Webhooks;

/// <summary>Finds the addresses of a name.</summary>
public delegate Task<IPAddress[]> FindAddresses(string host, CancellationToken cancel);

/// <summary>
/// The only way out to webhooks: resolves a name once, checks every address it leads to, and connects to the one that
/// was checked. No redirects, no proxy, no cookies, no accounts of the machine.
/// </summary>
public sealed class WebhookClient : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly WebhookAddresses _addresses;
    private readonly FindAddresses _find;
    private readonly HttpMessageInvoker _way;

    public WebhookClient(WebhookAddresses addresses, FindAddresses find, IOptions<WebhookOptions> options)
    {
        (_addresses, _find) = (addresses, find);
        _way = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            Credentials = null,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = s_patience,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = 64 * 1024,
            ConnectCallback = ConnectAsync,
            SslOptions = Trust(options.Value.CertificateAuthority),
        });
    }

    /// <summary>Sends one request; gives up after 10 seconds. Nothing of the answer but its status is read.</summary>
    public async Task<HttpStatusCode> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(s_patience);
        using var answer = await _way.SendAsync(request, patience.Token);
        return answer.StatusCode;
    }

    public void Dispose() => _way.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var found = await _find(context.DnsEndPoint.Host, cancel);
        if (found.Length == 0) throw new HttpRequestException($"{context.DnsEndPoint.Host} leads nowhere.");
        if (found.FirstOrDefault(a => !_addresses.MayReach(a)) is { } closed)
            throw new HttpRequestException($"{context.DnsEndPoint.Host} leads to {closed}, which may not be reached from here.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(found, context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static SslClientAuthenticationOptions Trust(string authority)
    {
        if (authority.Length == 0) return new SslClientAuthenticationOptions();
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(authority);
        return new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
    }
}
