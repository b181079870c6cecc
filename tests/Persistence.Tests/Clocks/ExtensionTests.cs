using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Tests.Disputes;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Clocks;

/// <summary>A date moves once and not far; the old one stays visible, a miss stays counted (WD-9, ruling 4).</summary>
public sealed class ExtensionTests : DisputeStory
{
    [Fact]
    public async Task ADate_MovedOnce_ShowsTheOldOneAndMovesAgainByTheIroManagerAlone()
    {
        await StageOneIsSent();
        await Extends(Nadia, new DateOnly(2026, 4, 15));
        (await OpenTasks()).ShouldAllBe(t => t.DueAt == London(2026, 4, 15, 17) && t.FirstDueAt == London(2026, 4, 8, 17));
        (await Timeline()).ShouldContain(e => e.Kind == "extended" && e.Text.Contains("Wed 15 Apr 2026, extended from Wed 8 Apr 2026"));

        await Extends(Nadia, new DateOnly(2026, 4, 17)).IsRefused(RefusalKind.Forbidden, "moved once already. Only the IRO Manager");
        await Extends(Grace, new DateOnly(2026, 4, 17));
        (await OpenTasks()).ShouldAllBe(t => t.DueAt == London(2026, 4, 17, 17) && t.FirstDueAt == London(2026, 4, 8, 17));
    }

    [Fact]
    public async Task ADate_MovedTooFar_IsRefusedWithTheLatestThatCanBeAgreed()
    {
        await StageOneIsSent();
        await Extends(Nadia, new DateOnly(2026, 5, 8)).IsRefused(RefusalKind.Invalid, "up to Thu 7 May 2026, which is 20 working days");
        await Extends(Nadia, new DateOnly(2026, 4, 8)).IsRefused(RefusalKind.Invalid, "must be after Wed 8 Apr 2026");
        await Extends(Grace, new DateOnly(2029, 4, 9)).IsRefused(RefusalKind.Invalid, "Check the year");
        await Extends(Sian, new DateOnly(2026, 4, 15)).IsRefused(RefusalKind.Forbidden);
        await Extends(Nadia, new DateOnly(2026, 5, 7));
    }

    [Fact]
    public async Task ADate_MovedAfterTheMiss_KeepsTheMissOnRecord()
    {
        await StageOneIsSent();
        await TimePassesTo(London(2026, 4, 9, 10));
        await Extends(Nadia, new DateOnly(2026, 4, 15));

        (await Alerts()).ShouldHaveSingleItem().DueAt.ShouldBe(London(2026, 4, 8, 17));
        (await OpenTasks()).ShouldAllBe(t => t.DueAt == London(2026, 4, 15, 17) && t.FirstDueAt == London(2026, 4, 8, 17));
        (await Sian.InboxRow())!.Overdue.ShouldBeFalse();
    }

    private Attempt Extends(Colleague who, DateOnly day) => new(async () =>
    {
        var mine = await TaskWith("recordNoResponse");
        return await Cases.ApplyAsync(new ExtendClock(Guid.NewGuid().ToString("N"), new(who.Id), mine.Id, mine.Revision, day, "The carers were away."));
    });
}
