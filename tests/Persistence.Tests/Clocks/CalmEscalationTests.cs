using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Cases;
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
        await TimePassesTo(London(2026, 6, 22, 17));
        (await Alerts())[^1].ShouldSatisfyAllConditions(a => a.RaisedAt.ShouldBe(London(2026, 6, 22, 17)), a => a.PersonIds.ShouldContain(Ruth.Id));
        await TimePassesTo(London(2026, 6, 26, 18));
        (await Alerts()).Count.ShouldBe(2, "one rung, not the whole ladder");
    }

    [Fact]
    public async Task AConcern_OnFridayAtFive_IsMailedAtOnceAndClimbsInTheEvening()
    {
        await StageOneIsSentOn(new DateOnly(2026, 6, 12));
        await TimePassesTo(London(2026, 6, 19, 17, 5));
        await Nadia.Applies((key, actor) => new RaiseImmediateConcern(key, actor, CaseId, "Emergency Duty Team", Clock.Now(), "He has not come home."));
        await TimePassesTo(London(2026, 6, 19, 17, 40));

        var critical = (await Alerts()).Where(a => a.Critical).Select(a => a.RaisedAt).ToList();
        critical.ShouldBe([London(2026, 6, 19, 17, 5), London(2026, 6, 19, 17, 35)]);
        await using var context = Context();
        (await context.Mails.AsNoTracking().Where(m => m.CaseId == CaseId && m.Critical && m.AlertId != null).ToListAsync()).ShouldAllBe(m => m.NotBefore == m.CreatedAt);
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
