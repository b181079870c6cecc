using System.Net;
using Microsoft.Extensions.Options;
using ReviewFlow.Host.Webhooks;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Messages;

/// <summary>Where a webhook may lead, and where never.</summary>
public sealed class WebhookAddressTests
{
    private static readonly WebhookAddresses s_addresses = new(Options.Create(new WebhookOptions
    {
        AllowedHosts = ["receiver.example", "other.example:8443", "127.0.0.1"],
        AllowedNetworks = ["10.1.2.0/24"],
    }));

    [Theory]
    [InlineData("https://receiver.example/hook")]
    [InlineData("https://RECEIVER.example:443/hook?x=1")]
    [InlineData("https://other.example:8443/")]
    public void Problem_OfAHostOnTheList_IsNone(string address) => s_addresses.Problem(address).ShouldBeNull();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("receiver.example")]
    [InlineData("/hook")]
    [InlineData("//receiver.example/")]
    [InlineData("http://receiver.example/")]
    [InlineData("ftp://receiver.example/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://receiver.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://receiver.example:8443/")]
    [InlineData("https://other.example/")]
    [InlineData("https://user@receiver.example/")]
    [InlineData("https://receiver.example:pass@elsewhere.example/")]
    [InlineData("https://elsewhere.example/?receiver.example")]
    [InlineData("https://receiver.example.elsewhere.example/")]
    [InlineData("https://elsewhere.example#receiver.example")]
    [InlineData("https://receiver.example/#x")]
    [InlineData("https://sub.receiver.example/")]
    [InlineData("https://receiver.example.:443/")]
    [InlineData("https://localhost/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://metadata.google.internal/")]
    [InlineData("https://0x7f.0.0.2/")]
    [InlineData("https://017700000002/")]
    [InlineData("https://2130706434/")]
    [InlineData("https://127.2/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://reсeiver.example/")] // a Cyrillic letter
    public void Problem_OfAnythingElse_IsSaid(string? address) => s_addresses.Problem(address).ShouldNotBeNullOrEmpty();

    [Theory]
    [InlineData("93.184.215.14")]
    [InlineData("2606:2800:21f:cb07:6820:80da:af6b:8b2c")]
    [InlineData("10.1.2.7")]
    public void MayReach_PublicOrOwnNetwork_Yes(string address) => s_addresses.MayReach(IPAddress.Parse(address)).ShouldBeTrue();

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.3.7")]
    [InlineData("10.255.0.1")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("192.0.0.8")]
    [InlineData("198.18.0.1")]
    [InlineData("203.0.113.9")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001::1")]
    [InlineData("2001:db8::1")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("fe80::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void MayReach_Inwards_No(string address) => s_addresses.MayReach(IPAddress.Parse(address)).ShouldBeFalse();
}
