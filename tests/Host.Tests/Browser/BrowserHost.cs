using Microsoft.Playwright;
using Xunit;

namespace ReviewFlow.Host.Tests.Browser;

/// <summary>The running host, and a browser to visit it with.</summary>
public sealed class BrowserHost : IAsyncLifetime
{
    private static readonly string[] s_quiet =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly RunningHost _host = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public IBrowser Browser => _browser ?? throw new InvalidOperationException("The browser was not started.");

    public Uri Address => _host.Address;

    public async Task InitializeAsync()
    {
        await _host.InitializeAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = "/usr/bin/chromium", Args = s_quiet });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.CloseAsync();
        _playwright?.Dispose();
        await _host.DisposeAsync();
    }
}
