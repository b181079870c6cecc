using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ReviewFlow.Host.Webhooks;
using ReviewFlow.Persistence.Messages;
using ReviewFlow.Persistence.Tests.Disputes;
using ReviewFlow.Workflows.Events;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Messages;

/// <summary>A dispute told by web to a system with TLS, which checks the signature.</summary>
public sealed class WebhookTests : DisputeStory, IAsyncLifetime
{
    private const string Name = "receiver.fernshire.example";

    private readonly WebhookSecrets _secrets = new(new EphemeralDataProtectionProvider());
    private readonly List<IDisposable> _kept = [];
    private WebhookReceiver _receiver = null!;
    private string _secret = "";

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        _receiver = await WebhookReceiver.StartAsync(Name);
        await ItIs(London(2026, 3, 30, 10));
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await _receiver.DisposeAsync();
        _kept.ForEach(k => k.Dispose());
        await DisposeAsync();
    }

    [Fact]
    public async Task Dispute_Told_IsSignedAndComesOnce()
    {
        await MakeAsync();
        await Nadia.RaisesAConcernAbout("robin", new DateOnly(2026, 3, 30));

        await Task.WhenAll(Sweep().RunAsync(), Sweep().RunAsync());

        await using var context = Context();
        var told = await context.Outbox.AsNoTracking().Where(o => o.EventName != null && o.CaseId == CaseId).OrderBy(o => o.Number).ToListAsync();
        _receiver.Taken.Select(r => r.Delivery).ShouldBe(told.Select(t => t.MessageId), ignoreOrder: true);
        foreach (var came in _receiver.Taken)
        {
            came.Body.ShouldBe(told.Single(t => t.MessageId == came.Delivery).Body);
            var moment = came.Signature.Split(',')[0]["t=".Length..];
            var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(_secret), Encoding.UTF8.GetBytes($"{moment}.{came.Body}")));
            came.Signature.ShouldBe($"t={moment},v1={expected}");
        }
    }

    [Fact]
    public async Task Receiver_AwayForAnHour_GetsEverythingAfterwardsWithTheSameIds()
    {
        await MakeAsync("task.opened", "task.completed");
        _receiver.Answer = 503;
        await Nadia.RaisesAConcernAbout("robin", new DateOnly(2026, 3, 30));
        for (var minute = 0; minute < 60; minute += 5)
        {
            await TimePassesTo(Clock.Now().AddMinutes(5));
            await Sweep().RunAsync();
        }

        var before = _receiver.Taken.Select(r => r.Delivery).Distinct().ToList();
        _receiver.Taken.Count.ShouldBeLessThan(before.Count * 12, "it is asked less and less often");
        _receiver.Answer = 200;
        await TimePassesTo(Clock.Now().AddHours(2));
        await Sweep().RunAsync();

        await using var context = Context();
        var deliveries = await context.WebhookDeliveries.AsNoTracking().ToListAsync();
        deliveries.ShouldNotBeEmpty();
        deliveries.ShouldAllBe(d => d.State == DeliveryState.Delivered && d.Answer == 200);
        deliveries.Select(d => d.EventName).Distinct().ShouldBeSubsetOf(["task.opened", "task.completed"]);
        before.ShouldBeSubsetOf(deliveries.Select(d => d.MessageId));
    }

    [Fact]
    public async Task Receiver_ThatNeverTakes_IsGivenUpAfterThreeDaysAndCanBeSentAgain()
    {
        await MakeAsync("case.opened");
        _receiver.Answer = 500;
        await Nadia.RaisesAConcernAbout("robin", new DateOnly(2026, 3, 30));
        for (var hour = 0; hour <= 84; hour += 6)
        {
            await Sweep().RunAsync();
            await Clock.MoveToAsync(Clock.Now().AddHours(7));
        }

        await using var context = Context();
        var dead = await context.WebhookDeliveries.AsNoTracking().FirstAsync(d => d.EventName == "case.opened");
        (dead.State, dead.Answer).ShouldBe((DeliveryState.Dead, 500));
        _receiver.Answer = 200;
        (await Queue.SendAgainAsync(dead.WebhookId, dead.MessageId)).ShouldBeTrue();
        await Sweep().RunAsync();
        (await context.WebhookDeliveries.AsNoTracking().SingleAsync(d => d.MessageId == dead.MessageId)).State.ShouldBe(DeliveryState.Delivered);
    }

    [Theory]
    [InlineData(302, "redirects are not followed")]
    [InlineData(410, "did not take")]
    public async Task Receiver_ThatAnswersSoOrSo_HasNotTakenIt(int answer, string words)
    {
        await MakeAsync("case.opened");
        _receiver.Answer = answer;
        await Nadia.RaisesAConcernAbout("robin", new DateOnly(2026, 3, 30));

        await Sweep().RunAsync();

        (await FailureAsync()).ShouldContain(words);
        _receiver.Taken.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Name_ThatLeadsInwards_IsNotReached()
    {
        await MakeAsync("case.opened");
        await Nadia.RaisesAConcernAbout("robin", new DateOnly(2026, 3, 30));

        await Sweep(networks: []).RunAsync();

        (await FailureAsync()).ShouldContain("may not be asked");
        _receiver.Taken.ShouldBeEmpty();
    }

    [Fact]
    public async Task Name_ThatLeadsOutwardsAndInwards_IsNotReached()
    {
        await MakeAsync("case.opened");
        await Nadia.RaisesAConcernAbout("robin", new DateOnly(2026, 3, 30));

        await Sweep(networks: [], leadsTo: [IPAddress.Parse("93.184.215.14"), IPAddress.Loopback]).RunAsync();

        (await FailureAsync()).ShouldContain("may not be asked");
        _receiver.Taken.ShouldBeEmpty();
    }

    [Fact]
    public async Task Certificate_OfAnUnknownAuthority_IsRefused()
    {
        await MakeAsync("case.opened");
        await Nadia.RaisesAConcernAbout("robin", new DateOnly(2026, 3, 30));

        await Sweep(authority: "").RunAsync();

        (await FailureAsync()).ShouldNotBeEmpty();
        _receiver.Taken.ShouldBeEmpty();
    }

    private WebhookQueue Queue => new(Source, Clock, TimeProvider.System);

    private IOptions<WebhookOptions> Set(string[]? networks, string? authority) => Options.Create(new WebhookOptions
    {
        AllowedHosts = [$"{Name}:{_receiver.Port}"],
        AllowedNetworks = networks ?? ["127.0.0.0/8"],
        CertificateAuthority = authority ?? _receiver.Authority,
    });

    private WebhookSweep Sweep(string[]? networks = null, string? authority = null, IPAddress[]? leadsTo = null)
    {
        var set = Set(networks, authority);
        var addresses = new WebhookAddresses(set);
        var client = new WebhookClient(addresses, (_, _) => Task.FromResult(leadsTo ?? [IPAddress.Loopback]), set, TimeProvider.System);
        _kept.Add(client);
        return new WebhookSweep(Queue, Clock, new WebhookPost(client, addresses, _secrets, TimeProvider.System).SendAsync);
    }

    private async Task MakeAsync(params string[] events)
    {
        await using var context = Context();
        var desk = new WebhookDesk(context, new WebhookAddresses(Set(null, null)), _secrets, Clock, NullLogger<WebhookDesk>.Instance);
        var (_, secret, problem) = await desk.MakeAsync($"https://{Name}:{_receiver.Port}/hook", events, "sam-okoro", default);
        problem.ShouldBeNull();
        _secret = secret!;
    }

    private async Task<string> FailureAsync()
    {
        await using var context = Context();
        var row = await context.WebhookDeliveries.AsNoTracking().FirstAsync();
        row.State.ShouldBe(DeliveryState.Waiting);
        return row.Error.ShouldNotBeNull();
    }
}
