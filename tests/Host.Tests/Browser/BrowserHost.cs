using Microsoft.Playwright;
using ReviewFlow.Testing;
using Xunit;

namespace ReviewFlow.Host.Tests.Browser;

/// <summary>The whole host with the demo, and a browser to visit it with.</summary>
public sealed class BrowserHost : IAsyncLifetime
{
    private static readonly string[] s_quiet =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly RunningHost _host = new();
    private IPlaywright _playwright = null!;

    public IBrowser Chromium { get; private set; } = null!;

    public Uri Address => _host.Address;

    /// <summary>Another host on the same database.</summary>
    public Task<ReviewFlow.Host.Startup.ReviewFlowHost> StartAnotherAsync() => _host.StartAsync();

    public IServiceProvider Services => _host.Host.Services;

    public async Task InitializeAsync()
    {
        await _host.InitializeAsync();
        _playwright = await Playwright.CreateAsync();
        Chromium = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = "/usr/bin/chromium", Args = s_quiet });
    }

    public async Task DisposeAsync()
    {
        if (Chromium is not null) await Chromium.CloseAsync().WaitAsync(Patience.Longest);
        _playwright?.Dispose();
        await _host.DisposeAsync();
    }
}
