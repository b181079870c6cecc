using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using ReviewFlow.Testing;
using Shouldly;

namespace ReviewFlow.Host.Tests.Browser;

/// <summary>One person at a browser of their own. Everything that a page does wrong is noted.</summary>
public sealed class Visit : IAsyncDisposable
{
    private static readonly string s_pictures = Path.Combine(RunningHost.Repository, "artifacts", "pictures");

    private readonly IBrowserContext _context;
    private readonly Uri _address;
    private readonly List<string> _wrong = [];

    private Visit(IBrowserContext context, IPage page, Uri address, bool script) => (_context, Page, _address, Script) = (context, page, address, script);

    public IPage Page { get; }

    public bool Script { get; }

    /// <summary>What went wrong in the browser: errors on the console, requests to elsewhere, faults of the server.</summary>
    public IReadOnlyList<string> Wrong => _wrong;

    /// <summary>Opens a browser; as a demo person when one is named.</summary>
    public static async Task<Visit> AsAsync(BrowserHost host, string? person, bool script = true, int width = 1280, int height = 900)
    {
        var context = await host.Chromium.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = host.Address.ToString(),
            JavaScriptEnabled = script,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            Locale = "en-GB",
        });
        context.SetDefaultTimeout(30_000);
        var visit = new Visit(context, await context.NewPageAsync(), host.Address, script);
        visit.Watch();
        if (person is null) return visit;
        await visit.GoAsync("/sign-in");
        await visit.Page.Locator("button.rf-person").Filter(new LocatorFilterOptions { HasText = person }).ClickAsync();
        return visit;
    }

    public async Task GoAsync(string path) => await Page.GotoAsync(path);

    /// <summary>Presses a button or follows a link with this name.</summary>
    public Task PressAsync(string name) => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name }).First.ClickAsync();

    public Task FollowAsync(string name) => Page.Locator("a").Filter(new LocatorFilterOptions { HasText = name }).First.ClickAsync();

    public Task TypeAsync(string label, string text) => Page.GetByLabel(label).First.FillAsync(text);

    public Task TickAsync(string label) => Page.GetByLabel(label).First.CheckAsync();

    public async Task<string> TextAsync() => await Page.Locator("body").InnerTextAsync();

    /// <summary>Demands that the page says this, in capitals or not, once it has come.</summary>
    public Task SeesAsync(string words) =>
        Assertions.Expect(Page.Locator("body")).ToContainTextAsync(words, new LocatorAssertionsToContainTextOptions { IgnoreCase = true, UseInnerText = true, Timeout = 10_000 });

    /// <summary>Keeps a picture, and demands that the page is accessible.</summary>
    public async Task LooksRightAsync(string picture)
    {
        await PictureAsync(picture, whole: true);
        await File.WriteAllTextAsync(Path.Combine(s_pictures, $"{picture}.html"), await Page.ContentAsync().WaitAsync(Patience.Longest));
        await IsAccessibleAsync(picture);
    }

    /// <summary>Keeps a picture of what is seen, or of the whole page.</summary>
    public Task PictureAsync(string picture, bool whole = false) =>
        Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Directory.CreateDirectory(s_pictures).FullName, $"{picture}.png"), FullPage = whole });

    /// <summary>Keeps a picture of the page as it goes to paper; <paramref name="wide"/> on the long side of an A4 sheet.</summary>
    public async Task PrintedAsync(string picture, bool wide = false)
    {
        var screen = Page.ViewportSize!;
        await Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await Page.SetViewportSizeAsync(wide ? 1010 : 690, wide ? 690 : 980);
        await PictureAsync(picture, whole: true);
        (await TooWideAsync()).ShouldBe(0, $"{picture} is cut off at the edge of the sheet");
        await Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Screen });
        await Page.SetViewportSizeAsync(screen.Width, screen.Height);
    }

    /// <summary>How many pixels of the page lie beside the screen or the sheet.</summary>
    public Task<int> TooWideAsync() => AsksAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

    /// <summary>What a script on the page says.</summary>
    public Task<T> AsksAsync<T>(string script) => Page.EvaluateAsync<T>(script).WaitAsync(Patience.Longest);

    /// <summary>Notes whatever is serious or critical for the accessibility checker.</summary>
    public async Task IsAccessibleAsync(string page)
    {
        if (!Script) return; // the checker is a script
        var result = await Page.RunAxe(new AxeRunOptions()).WaitAsync(Patience.Longest);
        foreach (var violation in result.Violations.Where(v => v.Impact is "serious" or "critical"))
            _wrong.Add($"{page}: {violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Select(n => n.Html))}");
    }

    /// <summary>Does what the page must refuse, with these words; the browser's own note of the refusal is then no fault.</summary>
    public async Task IsRefusedAsync(Func<Task> deed, string words)
    {
        var before = _wrong.Count;
        await deed();
        await SeesAsync(words);
        _wrong.Skip(before).ShouldContain(w => w.StartsWith("422 POST", StringComparison.Ordinal));
        _wrong.RemoveAll(w => w.StartsWith("422 POST", StringComparison.Ordinal) || w.Contains("status of 422", StringComparison.Ordinal));
    }

    /// <summary>Demands that nothing went wrong in this browser.</summary>
    public void IsClean() => _wrong.ShouldBeEmpty();

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _context.CloseAsync().WaitAsync(TimeSpan.FromSeconds(20));
        }
        catch (TimeoutException)
        {
            // Now and then the browser never answers. What is still open then ends with it.
        }
    }

    private void Watch()
    {
        Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") _wrong.Add($"console on {Page.Url}: {message.Text}");
        };
        Page.PageError += (_, error) => _wrong.Add($"script on {Page.Url}: {error}");
        Page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is var url && url.Scheme is "http" or "https" && url.Authority != _address.Authority) _wrong.Add($"request to elsewhere: {request.Url}");
        };
        Page.Response += (_, response) =>
        {
            if (response.Status >= 400) _wrong.Add($"{response.Status} {response.Request.Method} {response.Url}");
        };
    }
}
