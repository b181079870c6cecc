using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using ReviewFlow.Host.Effects;

namespace ReviewFlow.Host.Webhooks;

/// <summary>Finds the addresses of a name.</summary>
public delegate Task<IPAddress[]> FindAddresses(string host, CancellationToken cancel);

/// <summary>Sends to webhooks by the guarded way out; nothing of the answer but its status is read.</summary>
public sealed class WebhookClient : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _system;
    private readonly HttpMessageInvoker _way;

    public WebhookClient(WebhookAddresses addresses, FindAddresses find, IOptions<WebhookOptions> options, TimeProvider system)
    {
        _system = system;
        var handler = new GuardedConnection(addresses.MayReach, (host, cancel) => find(host, cancel)).Handler();
        handler.SslOptions = Trust(options.Value.CertificateAuthority);
        _way = new HttpMessageInvoker(handler);
    }

    /// <summary>Sends one request; gives up after 10 seconds.</summary>
    public async Task<HttpStatusCode> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(s_patience, _system);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        using var answer = await _way.SendAsync(request, both.Token);
        return answer.StatusCode;
    }

    public void Dispose() => _way.Dispose();

    private static SslClientAuthenticationOptions Trust(string authority)
    {
        if (authority.Length == 0) return new SslClientAuthenticationOptions();
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(authority);
        return new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
    }
}
