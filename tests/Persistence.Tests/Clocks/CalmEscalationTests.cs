using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Tests.Disputes;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Clocks;

/// <summary>Five working days over a change of the clocks and into a Friday evening.</summary>
public sealed class CalmEscalationTests : DisputeStory
{
    [Fact]
    public async Task ARequest_SentBeforeTheClocksGoForward_IsDueAtFiveLocalTime()
    {
        await StageOneIsSentOn(new DateOnly(2026, 3, 26));

        (await OpenTasks()).ShouldAllBe(t => t.DueAt == new DateTimeOffset(2026, 4, 2, 16, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task ARequest_SentBeforeTheClocksGoBack_IsDueAtFiveLocalTime()
    {
        await StageOneIsSentOn(new DateOnly(2026, 10, 22));

        (await OpenTasks()).ShouldAllBe(t => t.DueAt == new DateTimeOffset(2026, 10, 29, 17, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task AMiss_OnFridayAtFive_ShowsAtOnceAndIsMailedOnMondayAtNine()
    {
        await StageOneIsSentOn(new DateOnly(2026, 6, 12));
        await TimePassesTo(London(2026, 6, 19, 17));

        (await Alerts()).ShouldHaveSingleItem().RaisedAt.ShouldBe(London(2026, 6, 19, 17));
        await using var context = Context();
        var mail = await context.Mails.AsNoTracking().Where(m => m.CaseId == CaseId && m.AlertId != null).ToListAsync();
        mail.ShouldNotBeEmpty();
        mail.ShouldAllBe(m => m.NotBefore == London(2026, 6, 22, 9) && !m.Critical);
        await TimePassesTo(London(2026, 6, 21, 20));
        (await Alerts()).Count.ShouldBe(1, "nothing climbs over a weekend");
    }

    private async Task StageOneIsSentOn(DateOnly day)
    {
        await ItIs(London(day.Year, day.Month, day.Day, 10));
        await Nadia.RaisesAConcernAbout("robin", day);
        await Nadia.TakesItToStage(1, Sian, day);
        await TimePassesTo(London(day.Year, day.Month, day.Day, 16, 45));
        await Nadia.SendsTheStageTo(Sian, day);
    }
}
