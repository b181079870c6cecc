using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ReviewFlow.Host.Tests.Effects;

/// <summary>Another system, on this machine, with a certificate of its own. Counts whoever connects.</summary>
internal sealed class LoopbackHttps : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly X509Certificate2 _certificate = Certificate();
    private WebApplication? _app;
    private int _connections;

    public int Port { get; private set; }

    public int Connections => _connections;

    public IReadOnlyList<string> Asked => [.. _asked];

    public string Thumbprint => _certificate.GetCertHashString();

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, Listen));
        _app = builder.Build();
        _app.Run(AnswerAsync);
        await _app.StartAsync();
        var address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Port = new Uri(address).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is { } app)
        {
            _app = null;
            await app.StopAsync(new CancellationToken(canceled: true));
            await app.DisposeAsync();
        }
    }

    private void Listen(ListenOptions options)
    {
        options.Use(next => connection =>
        {
            Interlocked.Increment(ref _connections);
            return next(connection);
        });
        options.UseHttps(_certificate);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        _asked.Enqueue(context.Request.Path);
        switch (context.Request.Path)
        {
            case "/redirect":
                context.Response.Redirect($"https://records.example.org:{Port}/json");
                break;
            case "/large":
                await context.Response.Body.WriteAsync(new byte[ReviewFlow.Host.Effects.GuardedHttp.LongestAnswer + 1]);
                break;
            case "/silent":
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
                break;
            default:
                context.Response.Cookies.Append("session", "secret");
                await context.Response.WriteAsJsonAsync(new { path = context.Request.Path.Value, key = context.Request.Headers["Idempotency-Key"].ToString() });
                break;
        }
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=records.example.org", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
