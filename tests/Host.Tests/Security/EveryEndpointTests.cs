using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Security;

/// <summary>Walks the host's own list of endpoints: a new one is met by these tests without being asked.</summary>
public sealed class EveryEndpointTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const string Sam = "sam-okoro";

    // What anybody may ask for. A page added here is a decision; the gallery of parts exists in Development only, the calendar feed asks for its secret word, what processes ask and answer for a signature.
    private static readonly string[] s_open = ["/health/", "/sign-in", "/set-password", "/invitation", "/sign-out", "/problem", "/not-allowed", "/accessibility", "/dev/gallery", "/calendar/", "/endpoints/", "/background-tasks/"];

    [Fact]
    public async Task Get_SignedOut_ShowsNothingButTheOpenPages()
    {
        using var nobody = host.Client();
        var shown = new List<string>();
        foreach (var path in Paths("GET"))
        {
            using var answer = await nobody.GetAsync(new Uri(path, UriKind.Relative));
            if (answer.StatusCode == HttpStatusCode.OK && !s_open.Any(o => path.StartsWith(o, StringComparison.OrdinalIgnoreCase))) shown.Add(path);
        }

        shown.ShouldBeEmpty();
    }

    [Fact]
    public async Task Get_AsAdministrator_HasTheSecurityHeadersAndNeverFails()
    {
        using var sam = await host.SignedInAsync("sam-okoro");
        var wrong = new List<string>();
        var paths = Paths("GET");
        foreach (var path in (string[])[.. paths, "/no-such-page", "/lib/no-such-file.css", "/css/reviewflow.css"])
        {
            using var answer = await sam.GetAsync(new Uri(path, UriKind.Relative));
            if ((int)answer.StatusCode >= 500) wrong.Add($"{path}: {(int)answer.StatusCode}");
            wrong.AddRange(MissingHeaders(path, answer).Select(header => $"{path}: {header}"));
        }

        wrong.ShouldBeEmpty();
        paths.Count.ShouldBeGreaterThan(25);
    }

    [Fact]
    public async Task Post_FromAnotherSite_IsRefusedEverywhere()
    {
        using var sam = await host.SignedInAsync(Sam);
        sam.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        sam.DefaultRequestHeaders.Add("Origin", "https://elsewhere.example");
        var accepted = new List<string>();
        foreach (var path in Paths("POST").Where(p => !p.StartsWith("/health/", StringComparison.Ordinal)))
        {
            using var form = new FormUrlEncodedContent([new("note", "x")]);
            using var answer = await sam.PostAsync(new Uri(path, UriKind.Relative), form);
            if ((int)answer.StatusCode is not (400 or 403 or 404 or 405 or 415)) accepted.Add($"{path}: {(int)answer.StatusCode}");
        }

        accepted.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    [InlineData("javascript:alert(1)")]
    public async Task SignIn_WithAForeignReturnAddress_StaysHere(string address)
    {
        using var client = host.Client();
        using var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await client.GetStringAsync(new Uri($"/sign-in?returnUrl={Uri.EscapeDataString(address)}", UriKind.Relative)));
        var token = page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var typed = new FormUrlEncodedContent([new("person", Sam), new("__RequestVerificationToken", token), new("ReturnUrl", address)]);

        using var answer = await client.PostAsync(new Uri("/sign-in?handler=Demo", UriKind.Relative), typed);

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.OriginalString.ShouldBe("/my-work");
    }

    [Theory]
    [InlineData("/css/../appsettings.json")]
    [InlineData("/css/..%2f..%2fappsettings.json")]
    [InlineData("/..%5c..%5cappsettings.json")]
    [InlineData("/lib/%2e%2e/%2e%2e/data/database.json")]
    public async Task Get_OutsideTheWebRoot_FindsNothing(string path)
    {
        using var sam = await host.SignedInAsync(Sam);
        using var answer = await sam.GetAsync(new Uri(host.Address, path));

        ((int)answer.StatusCode).ShouldBeOneOf(400, 404);
    }

    [Fact]
    public void EveryPage_OpenToAnybody_IsOnTheList()
    {
        var open = Endpoints().Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null && e.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is null)
            .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).Distinct().ToList();

        open.ShouldAllBe(path => s_open.Any(o => path.StartsWith(o, StringComparison.OrdinalIgnoreCase)));
        open.ShouldNotBeEmpty();
    }

    private IEnumerable<RouteEndpoint> Endpoints() => host.Host.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>();

    private List<string> Paths(string method) =>
    [
        .. Endpoints().Where(e => e.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is null)
            .Where(e => e.Metadata.GetMetadata<IHttpMethodMetadata>() is not { HttpMethods.Count: > 0 } methods || methods.HttpMethods.Contains(method))
            .Select(e => Filled(e.RoutePattern)).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal),
    ];

    private static string Filled(Microsoft.AspNetCore.Routing.Patterns.RoutePattern pattern) =>
        "/" + string.Join('/', pattern.PathSegments.Select(s => string.Concat(s.Parts.Select(p => p switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "code" } => "404",
            _ => "robin",
        }))));

    private static IEnumerable<string> MissingHeaders(string path, HttpResponseMessage answer)
    {
        string Value(string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : "";
        var policy = Value("Content-Security-Policy");
        // The designer alone is WebAssembly.
        if (path == "/studio" || path.StartsWith("/studio/", StringComparison.Ordinal)) policy = policy.Replace("'wasm-unsafe-eval'", "", StringComparison.Ordinal);
        if (!policy.Contains("frame-ancestors", StringComparison.Ordinal) || policy.Contains("unsafe-eval", StringComparison.Ordinal)) yield return "Content-Security-Policy";
        if (Value("X-Content-Type-Options") != "nosniff") yield return "X-Content-Type-Options";
        if (Value("Referrer-Policy") != "same-origin") yield return "Referrer-Policy";
        if (Value("Permissions-Policy").Length == 0) yield return "Permissions-Policy";
        if (Value("Cross-Origin-Opener-Policy") != "same-origin") yield return "Cross-Origin-Opener-Policy";
        var type = answer.Content.Headers.ContentType?.MediaType;
        if (type is "text/html" or "application/json" or "application/problem+json" && !Value("Cache-Control").Contains("no-store", StringComparison.Ordinal)) yield return "Cache-Control";
    }
}
