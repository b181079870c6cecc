using System.Net;
using System.Net.Security;
using System.Text.Json.Nodes;
using ReviewFlow.Host.Effects;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Effects;

/// <summary>Real requests to a server on this machine; and the ones that must never arrive.</summary>
public sealed class GuardedHttpTests : IAsyncLifetime
{
    private const string Host = "records.example.org";

    private readonly LoopbackHttps _server = new();

    public Task InitializeAsync() => _server.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task SendAsync_AllowedHost_GivesStatusContentAndHeaders()
    {
        using var http = Http(loopback: true);

        var answer = await http.SendAsync("id-7", Request("/json"), default);

        ((int)answer["statusCode"]!).ShouldBe(200);
        answer["parsedContent"]!["path"]!.ToString().ShouldBe("/json");
        answer["parsedContent"]!["key"]!.ToString().ShouldBe("id-7");
        answer["responseHeaders"]!["Content-Type"]!.ToString().ShouldStartWith("application/json");
        answer["responseHeaders"]!.AsObject().ContainsKey("Set-Cookie").ShouldBeFalse();
    }

    [Fact]
    public async Task SendAsync_Redirect_IsAnAnswerAndNotFollowed()
    {
        using var http = Http(loopback: true);

        var answer = await http.SendAsync("id", Request("/redirect"), default);

        ((int)answer["statusCode"]!).ShouldBe(302);
        _server.Asked.ShouldBe(["/redirect"]);
    }

    [Fact]
    public async Task SendAsync_NameLeadsToThisMachine_NothingConnects()
    {
        using var http = Http(loopback: false);

        var answer = await http.SendAsync("id", Request("/json"), default);

        answer["reason"]!.ToString().ShouldContain("an address that may not be asked");
        answer.ContainsKey("again").ShouldBeFalse();
        _server.Connections.ShouldBe(0);
    }

    [Fact]
    public async Task SendAsync_OneOfSeveralAddressesIsLocal_NothingConnects()
    {
        using var http = New(AddressRules.IsPublic, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("9.9.9.9"), IPAddress.Loopback]));

        (await http.SendAsync("id", Request("/json"), default))["failed"].ShouldNotBeNull();

        _server.Connections.ShouldBe(0);
    }

    [Fact]
    public async Task SendAsync_NameChangesItsMindAfterTheCheck_TheCheckedAddressIsAsked()
    {
        var lookUps = 0;
        using var http = New(a => a.Equals(IPAddress.Loopback), (_, _) => Task.FromResult<IPAddress[]>([++lookUps == 1 ? IPAddress.Loopback : IPAddress.Parse("127.0.0.2")]));

        (await http.SendAsync("id", Request("/json"), default))["statusCode"].ShouldNotBeNull();

        lookUps.ShouldBe(1, "looked up once: what was checked is what is connected to");
    }

    [Fact]
    public async Task SendAsync_EveryRefusedForm_NothingConnects()
    {
        using var http = Http(loopback: true);
        foreach (var url in RequestRulesTests.Forms)
        {
            var answer = await http.SendAsync("id", new JsonObject { ["url"] = url?.Replace("/", $":{_server.Port}/", StringComparison.Ordinal) }, default);
            answer["failed"].ShouldNotBeNull(url);
            (await http.SendAsync("id", new JsonObject { ["url"] = url }, default))["failed"].ShouldNotBeNull(url);
        }

        _server.Connections.ShouldBe(0);
    }

    [Fact]
    public async Task SendAsync_AnswerOverOneMebibyte_IsCutOff()
    {
        using var http = Http(loopback: true);

        (await http.SendAsync("id", Request("/large"), default))["reason"]!.ToString().ShouldBe("The answer is longer than 1 MiB.");
    }

    [Fact]
    public async Task SendAsync_NoAnswerInTime_IsATimeout()
    {
        using var http = Http(loopback: true, seconds: 1);

        (await http.SendAsync("id", Request("/silent"), default))["timeout"].ShouldNotBeNull();
    }

    [Fact]
    public async Task SendAsync_NobodyListens_MayBeTriedAgain()
    {
        using var http = Http(loopback: true);
        await _server.DisposeAsync();

        var answer = await http.SendAsync("id", Request("/json"), default);

        answer["again"].ShouldNotBeNull();
    }

    private GuardedHttp Http(bool loopback, int seconds = 10) =>
        New(a => !loopback ? AddressRules.IsPublic(a) : a.Equals(IPAddress.Loopback), (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]), seconds);

    private GuardedHttp New(Func<IPAddress, bool> mayConnect, Func<string, CancellationToken, Task<IPAddress[]>> resolve, int seconds = 10) => new(
        new HttpOptions { AllowedHosts = [$"{Host}:{_server.Port}"], TimeoutSeconds = seconds },
        TimeProvider.System,
        mayConnect,
        resolve,
        handler => handler.SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == _server.Thumbprint });

    private JsonObject Request(string path) => new() { ["url"] = $"https://{Host}:{_server.Port}{path}", ["method"] = "GET" };
}
