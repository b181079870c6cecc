using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Messages;
using ReviewFlow.Workflows.Events;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Browser;

/// <summary>Administrators decide which systems are told, and see what these have told us.</summary>
public sealed class OtherSystemsPageTests(BrowserHost host) : IClassFixture<BrowserHost>
{
    [Theory]
    [InlineData(true, 1280)]
    [InlineData(false, 320)]
    public async Task Webhook_MadeSeenAndStopped(bool script, int width)
    {
        await using var sam = await Visit.AsAsync(host, "Sam Okoro", script, width);
        await sam.GoAsync("/messages/webhooks");
        await sam.TypeAsync("Address", "https://elsewhere.example/hook");
        await sam.IsRefusedAsync(() => sam.PressAsync("Make the webhook"), "elsewhere.example is not among the hosts that may be asked");
        (await sam.Page.GetByLabel("Address").First.InputValueAsync()).ShouldBe("https://elsewhere.example/hook", "what was typed is kept");
        await sam.TypeAsync("Address", "https://receiver.fernshire.example/hook");
        await sam.TickAsync("task.opened");
        await sam.PressAsync("Make the webhook");
        var secret = await sam.Page.Locator("#secret").InnerTextAsync();
        secret.Length.ShouldBe(64);
        await sam.LooksRightAsync($"webhooks-{width}");
        await sam.GoAsync("/messages/webhooks");
        (await sam.TextAsync()).ShouldNotContain(secret);

        await sam.FollowAsync("https://receiver.fernshire.example/hook");
        await sam.SeesAsync("It was told nothing yet.");
        await sam.GoAsync("/messages/webhooks");
        await sam.PressAsync("Stop");
        await sam.SeesAsync("stopped");
        await OverflowsNowhere(sam);
        sam.IsClean();
    }

    [Fact]
    public async Task Message_ThatNothingWaitsFor_IsShownAndTriedAgain()
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ReviewFlowDbContext>();
        await scope.ServiceProvider.GetRequiredService<InboxDesk>().TakeAsync(new InboundEvent("police-9", "police.decision", "QAP-2026-9999", "Robin must not be shown"));
        await db.InboxMessages.ExecuteUpdateAsync(s => s.SetProperty(m => m.State, InboxState.Kept).SetProperty(m => m.Error, "There is no case with this id or reference."));
        await using var sam = await Visit.AsAsync(host, "Sam Okoro");
        await sam.GoAsync("/messages/inbound");
        await sam.SeesAsync("police.decision");
        (await sam.TextAsync()).ShouldNotContain("Robin");
        await sam.LooksRightAsync("inbound");

        await sam.PressAsync("Try again");

        await sam.SeesAsync("It is tried again now.");
        (await db.InboxMessages.AsNoTracking().SingleAsync()).State.ShouldBe(InboxState.Waiting);
        sam.IsClean();
    }

    private static async Task OverflowsNowhere(Visit visit)
    {
        if (!visit.Script) return;
        (await visit.TooWideAsync()).ShouldBe(0);
    }
}
