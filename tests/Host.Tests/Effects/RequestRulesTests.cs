using System.Net;
using System.Text.Json.Nodes;
using ReviewFlow.Host.Effects;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Effects;

/// <summary>Which addresses a process may ask. Everything that is not an allowed name over https is refused before it is looked up.</summary>
public sealed class RequestRulesTests
{
    private static readonly string[] s_allowed = ["records.example.org", "other.example.org:8443"];

    public static readonly string?[] Forms =
    [
        null, "", " ", "records.example.org", "//records.example.org/", "/people", "ftp://records.example.org/", "file:///etc/passwd", "gopher://records.example.org/",
        "http://records.example.org/", "HTTP://records.example.org/", "ws://records.example.org/", "javascript:alert(1)", "data:text/plain,x", "jar:https://records.example.org/!/",
        "https://", "https:///people", "https://@records.example.org/", "https://user@records.example.org/", "https://user:word@records.example.org/",
        "https://records.example.org@evil.example.com/", "https://records.example.org:80@evil.example.com/", "https://evil.example.com/?records.example.org",
        "https://evil.example.com#records.example.org", "https://evil.example.com/records.example.org", "https://records.example.org.evil.example.com/",
        "https://xrecords.example.org/", "https://records.example.orgx/", "https://sub.records.example.org/", "https://example.org/", "https://records.example.org:444/",
        "https://records.example.org:8443/", "https://other.example.org/", "https://other.example.org:443/", "https://records.example.org./",
        "https://127.0.0.1/", "https://127.1/", "https://127.0.1/", "https://2130706433/", "https://0x7f000001/", "https://0x7f.0.0.1/", "https://017700000001/", "https://0177.0.0.1/",
        "https://127.0.0.1.nip.io/", "https://0/", "https://0.0.0.0/", "https://10.0.0.1/", "https://172.16.0.1/", "https://192.168.0.1/", "https://169.254.169.254/latest/meta-data/",
        "https://2852039166/", "https://100.100.100.200/", "https://metadata.google.internal/", "https://metadata/", "https://localhost/", "https://localhost:5432/", "https://LOCALHOST/",
        "https://localhost.localdomain/", "https://[::1]/", "https://[::]/", "https://[::ffff:127.0.0.1]/", "https://[::ffff:7f00:1]/", "https://[0:0:0:0:0:0:0:1]/", "https://[fe80::1]/",
        "https://[fc00::1]/", "https://[64:ff9b::7f00:1]/", "https://[2002:7f00:1::]/", "https://[::127.0.0.1]/", "https://[fe80::1%25eth0]/", "https://①②⑦.⓪.⓪.①/", "https://ⓛocalhost/",
        "https://records.example.org\\@evil.example.com/", "https:\\\\evil.example.com/", "https://evil.example.com\\.records.example.org/", "https://records%2eexample%2eorg.evil.example.com/",
        "https://records.example.org%00.evil.example.com/", "https://records.example.org\n.evil.example.com/", "https://records.example.org/\r\nHost: evil.example.com", "https://rеcords.example.org/",
        "https://records。example。org.evil.example.com/", "https://192.0.2.1/", "https://224.0.0.1/", "https://255.255.255.255/", "unix:///var/run/docker.sock", "https+unix://records.example.org/",
    ];

    public static TheoryData<string?> Refused => [.. Forms];

    [Fact]
    public void Refused_AreAtLeastEighty() => Forms.Length.ShouldBeGreaterThanOrEqualTo(80);

    [Theory]
    [MemberData(nameof(Refused))]
    public void WhyNot_AnythingElse_IsRefusedWithWords(string? url) => RequestRules.WhyNot(url, s_allowed).ShouldNotBeNullOrWhiteSpace();

    [Theory]
    [InlineData("https://records.example.org")]
    [InlineData("https://RECORDS.example.org/people/7?full=1")]
    [InlineData("https://records.example.org:443/")]
    [InlineData("https://other.example.org:8443/x")]
    public void WhyNot_AllowedHost_IsNull(string url) => RequestRules.WhyNot(url, s_allowed).ShouldBeNull();

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::127.0.0.1")]
    [InlineData("fe80::1")]
    [InlineData("fc00::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::1")]
    [InlineData("2001::1")]
    [InlineData("100::1")]
    public void IsPublic_LocalOrSpecial_IsNot(string address) => AddressRules.IsPublic(IPAddress.Parse(address)).ShouldBeFalse();

    [Theory]
    [InlineData("9.9.9.9")]
    [InlineData("172.32.0.1")]
    [InlineData("2606:4700::1111")]
    [InlineData("::ffff:9.9.9.9")]
    public void IsPublic_Elsewhere_Is(string address) => AddressRules.IsPublic(IPAddress.Parse(address)).ShouldBeTrue();

    [Fact]
    public void Message_HeadersOfTheConnection_AreOursAlone()
    {
        var headers = new JsonObject { ["X-Plan"] = "7", ["Host"] = "evil", ["Cookie"] = "a=b", ["Proxy-Authorization"] = "x", ["Transfer-Encoding"] = "chunked" };

        using var message = RequestRules.Message("id-1", new JsonObject { ["url"] = "https://records.example.org/", ["method"] = "post", ["content"] = new JsonObject { ["a"] = 1 }, ["requestHeaders"] = headers });

        message.Headers.Select(h => h.Key).ShouldBe(["X-Plan", "Idempotency-Key"]);
        message.Content!.Headers.ContentType!.MediaType.ShouldBe("application/json");
        Should.Throw<ArgumentException>(() => RequestRules.Message("i", new JsonObject { ["url"] = "https://records.example.org/", ["requestHeaders"] = new JsonObject { ["X"] = "a\r\nHost: evil" } }));
        Should.Throw<ArgumentException>(() => RequestRules.Message("i", new JsonObject { ["url"] = "https://records.example.org/", ["method"] = "CONNECT" }));
    }
}
