using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ReviewFlow.Host.Tests.Messages;

/// <summary>What a receiver was sent.</summary>
internal sealed record Received(string Delivery, string Event, string Signature, string Body);

/// <summary>Another system's web server on loopback, with TLS and a certificate from an authority of its own.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Received> _received = new();

    private WebhookReceiver(WebApplication app, string authority) => (_app, Authority) = (app, authority);

    /// <summary>File with the certificate of the authority.</summary>
    public string Authority { get; }

    public int Port => new Uri(_app.Urls.First()).Port;

    /// <summary>What it answers.</summary>
    public int Answer { get; set; } = 204;

    public IReadOnlyList<Received> Taken => [.. _received];

    public static async Task<WebhookReceiver> StartAsync(string name)
    {
        using var key = RSA.Create(2048);
        using var root = Certificate("CN=Receiver's authority", key, authority: true);
        using var leafKey = RSA.Create(2048);
        using var leaf = Leaf(name, leafKey, root, key);
        var authority = Path.Combine(Path.GetTempPath(), $"reviewflow-authority-{Guid.NewGuid():N}.pem");
        await File.WriteAllTextAsync(authority, root.ExportCertificatePem());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var served = X509CertificateLoader.LoadPkcs12(leaf.Export(X509ContentType.Pkcs12), null);
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.UseHttps(served)));
        var app = builder.Build();
        var receiver = new WebhookReceiver(app, authority);
        app.Run(receiver.TakeAsync);
        await app.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        File.Delete(Authority);
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var headers = context.Request.Headers;
        _received.Enqueue(new Received(headers["ReviewFlow-Delivery"]!, headers["ReviewFlow-Event"]!, headers["ReviewFlow-Signature"]!, await reader.ReadToEndAsync()));
        context.Response.StatusCode = Answer;
        if (Answer is >= 300 and < 400) context.Response.Headers.Location = $"https://127.0.0.1:{Port}/elsewhere";
    }

    private static X509Certificate2 Certificate(string name, RSA key, bool authority)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(authority, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(100));
    }

    private static X509Certificate2 Leaf(string name, RSA key, X509Certificate2 root, RSA rootKey)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(root.SubjectName, X509SignatureGenerator.CreateForRSA(rootKey, RSASignaturePadding.Pkcs1), DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(100), [1]);
        return signed.CopyWithPrivateKey(key);
    }
}
