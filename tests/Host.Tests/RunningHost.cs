using AngleSharp.Html.Parser;
using ReviewFlow.Host.Startup;
using Xunit;

namespace ReviewFlow.Host.Tests;

/// <summary>The real host with the demo in it, on a port of its own. As a fixture it serves one test class.</summary>
public sealed class RunningHost : IAsyncLifetime
{
    private ReviewFlowHost? _host;

    public DemoDatabase Database { get; } = new();

    /// <summary>Further settings of the host, as on the command line.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    public ReviewFlowHost Host => _host ?? throw new InvalidOperationException("The host was not started.");

    public Uri Address => Host.Address;

    public async Task InitializeAsync()
    {
        await Database.InitializeAsync();
        _host = await StartAsync();
    }

    /// <summary>A host on this database: the first, or another beside it.</summary>
    public Task<ReviewFlowHost> StartAsync() => StartAsync(Database.OwnerConnectionString, Database.AppConnectionString, Settings);

    /// <summary>A host on any database; the demo is played where it was not.</summary>
    public static Task<ReviewFlowHost> StartAsync(string owner, string app, IReadOnlyList<string> further) => ReviewFlowHost.StartAsync(
            [
                "--urls=http://127.0.0.1:0",
                "--environment=Development",
                "--applicationName=reviewflow",
                "--Logging:LogLevel:Default=Error",
                $"--ReviewFlow:OwnerConnection={owner}",
                $"--ReviewFlow:Connection={app}",
                "--ReviewFlow:Demo=true",
                "--ReviewFlow:Webhooks:AllowedHosts:0=receiver.fernshire.example",
                $"--ReviewFlow:Mail:PickupFolder={Path.Combine(Path.GetTempPath(), "reviewflow-mail", Guid.NewGuid().ToString("N"))}",
                $"--ReviewFlow:DefinitionsRoot={Definitions}",
                .. further,
            ],
            CancellationToken.None);

    /// <summary>Folder of the repository.</summary>
    public static string Repository { get; } = Find();

    /// <summary>Folder of the shipped definitions.</summary>
    public static string Definitions => Path.Combine(Repository, "workflows-json");

    /// <summary>A client that keeps its cookies and follows no redirect; nobody is signed in.</summary>
    public HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new() }) { BaseAddress = Address };

    /// <summary>A client in which a demo person has signed in, by the form.</summary>
    public Task<HttpClient> SignedInAsync(string personId) => SignInAsync(Client(), personId);

    /// <summary>Signs a demo person in, by the form.</summary>
    public static async Task<HttpClient> SignInAsync(HttpClient client, string personId)
    {
        using var page = new HtmlParser().ParseDocument(await client.GetStringAsync(new Uri("/sign-in", UriKind.Relative)));
        var form = page.QuerySelector($"form:has(input[name=person][value='{personId}'])") ?? throw new InvalidOperationException($"The sign-in page does not offer {personId}.");
        var token = form.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var typed = new FormUrlEncodedContent([new("person", personId), new("__RequestVerificationToken", token)]);
        using var answer = await client.PostAsync(new Uri("/sign-in?handler=Demo", UriKind.Relative), typed);
        return (int)answer.StatusCode == 302 ? client : throw new InvalidOperationException($"Signing in as {personId} gave {(int)answer.StatusCode}.");
    }

    public async Task DisposeAsync()
    {
        if (_host is not null) await _host.DisposeAsync();
        await Database.DisposeAsync();
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ReviewFlow.sln"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException("ReviewFlow.sln lies in no folder above the tests.");
    }
}
