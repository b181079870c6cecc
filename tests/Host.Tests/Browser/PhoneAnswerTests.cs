using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Schema.Rows;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Browser;

/// <summary>Ruling 12: from the mail's link through sign-in to the answer, on a phone, without JavaScript, in a handful of touches.</summary>
public sealed class PhoneAnswerTests(BrowserHost host) : IClassFixture<BrowserHost>
{
    /// <summary>Touches that are not writing: name, box, button; and room for one slip.</summary>
    private const int Touches = 4;

    [Fact]
    public async Task AManager_OnAPhone_AnswersFromTheMailsLinkInAFewTouches()
    {
        var task = await RequestAsync("sian-corley");
        await using var sian = await Visit.AsAsync(host, null, script: false, width: 375, height: 667);
        var touches = 0;
        async Task TouchAsync(ILocator what)
        {
            (await what.BoundingBoxAsync())!.Height.ShouldBeGreaterThanOrEqualTo(24, "a finger needs room");
            await what.ClickAsync();
            touches++;
        }

        await sian.GoAsync($"/work/{task}/answer");
        await TouchAsync(sian.Page.Locator("button.rf-person").Filter(new LocatorFilterOptions { HasText = "Sian Corley" }));
        new Uri(sian.Page.Url).AbsolutePath.ShouldBe($"/work/{task}/answer", "sign-in leads to what the mail asked for");
        await sian.LooksRightAsync("phone-answer");
        await NothingIsCutOffAsync(sian);
        var boxes = sian.Page.Locator("textarea[name$='.swUpdate']");
        for (var i = 0; i < await boxes.CountAsync(); i++)
        {
            await TouchAsync(boxes.Nth(i));
            await boxes.Nth(i).FillAsync("Both visits are made and written up.");
        }

        await TouchAsync(sian.Page.Locator("button[name=do][value='act:complete']"));
        (await sian.Page.Locator("h1").InnerTextAsync()).ShouldBe("Answered");
        await sian.LooksRightAsync("phone-answered");
        await NothingIsCutOffAsync(sian);
        touches.ShouldBeLessThanOrEqualTo(Touches);
        sian.IsClean();
    }

    private static async Task NothingIsCutOffAsync(Visit visit) =>
        (await visit.TooWideAsync()).ShouldBe(0);

    private async Task<string> RequestAsync(string person)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ReviewFlowDbContext>().WorkTasks
            .Where(t => t.AssigneeId == person && t.Kind == TaskKind.Request && t.Status == WorkTaskStatus.Open).Select(t => t.Id).FirstAsync();
    }
}
