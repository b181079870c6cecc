using Xunit;

namespace ReviewFlow.Host.Tests.Browser;

/// <summary>Somebody falls sick on the demo's morning: the manager looks who holds what, sets cover, and an administrator closes the offices.</summary>
public sealed class CoverStoryTests(BrowserHost host) : IClassFixture<BrowserHost>
{
    [Theory]
    [InlineData(true, 1280)]
    [InlineData(false, 375)]
    public async Task ATeamManager_FallsSick_TheServiceManagerSetsCover(bool script, int width)
    {
        await using var marcus = await Visit.AsAsync(host, "Marcus Hale", script, width);
        await marcus.GoAsync("/load");
        await marcus.SeesAsync("Who holds how much");
        await marcus.LooksRightAsync($"load-{width}");
        await marcus.FollowAsync("Sian Corley");
        await marcus.LooksRightAsync($"load-person-{width}");
        await marcus.FollowAsync("Set cover for Sian");
        // Other days in each of the two visits: the days of the first are taken.
        await marcus.TypeAsync("First day", script ? "22 6 2026" : "6 7 2026");
        await marcus.TypeAsync("Last day", script ? "24 6 2026" : "8 7 2026");
        await marcus.Page.SelectOptionAsync("#cover", "dev-chandra");
        await marcus.PressAsync("See what comes of it");
        await marcus.SeesAsync("cannot be done by the cover you named");
        await marcus.LooksRightAsync($"time-away-conflicts-{width}");
        await marcus.Page.SelectOptionAsync("#cover", "tom-reyes");
        await marcus.PressAsync("See what comes of it");
        await marcus.PressAsync("Save");
        await marcus.SeesAsync("Recorded: Sian Corley is away");
        await marcus.LooksRightAsync($"time-away-{width}");
        marcus.IsClean();
    }

    [Fact]
    public async Task AnAdministrator_ClosesTheOffices_AfterSeeingWhatMoves()
    {
        await using var sam = await Visit.AsAsync(host, "Sam Okoro");
        await sam.GoAsync("/calendars");
        await sam.LooksRightAsync("calendars");
        await sam.TypeAsync("Day, or first day", "22 6 2026");
        await sam.TypeAsync("Last day of a closure", "23 6 2026");
        await sam.TypeAsync("Why it is off", "Council offices closed");
        await sam.PressAsync("See what moves");
        await sam.SeesAsync("Check before you save");
        await sam.LooksRightAsync("calendars-preview");
        await sam.PressAsync("Save");
        await sam.SeesAsync("those who hold them are told");
        await sam.GoAsync("/leavers");
        await sam.LooksRightAsync("leavers");
        sam.IsClean();
    }

    [Fact]
    public async Task TheIro_PausesAClock_AndTheCardSaysWhy()
    {
        await using var nadia = await Visit.AsAsync(host, "Nadia Petrov-Lane");
        await nadia.GoAsync("/my-work?folder=waiting");
        await nadia.FollowAsync("Skye");
        await nadia.SeesAsync("acting for Dev Chandra");
        await nadia.LooksRightAsync("step-acting-for");
        await nadia.FollowAsync("Pause the clock");
        await nadia.TypeAsync("Why", "Skye is in hospital.");
        await nadia.LooksRightAsync("pause");
        await nadia.PressAsync("Pause the clock");
        await nadia.SeesAsync("Paused on day 3 of 5");
        await nadia.SeesAsync("Skye is in hospital.");
        nadia.IsClean();
    }
}
