using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Tests.Disputes;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Clocks;

/// <summary>A paused clock counts no days, says why, and lets nobody be chased.</summary>
public sealed class PauseTests : DisputeStory
{
    [Fact]
    public async Task ThePausedStage_OverItsOldDate_IsNotMissedAndEndsLaterByTheDaysLeftOut()
    {
        await StageOneIsSent();
        await TimePassesTo(London(2026, 4, 1, 10));
        await Pauses("The child is in hospital.");
        await TimePassesTo(London(2026, 4, 9, 10));

        (await Alerts()).ShouldBeEmpty();
        await Resumes("Home again.");

        // Left out: 1, 2, 7 and 8 April. 3 and 6 April are bank holidays.
        (await OpenTasks()).ShouldAllBe(t => t.DueAt == London(2026, 4, 14, 17));
        await TimePassesTo(London(2026, 4, 14, 16, 59));
        (await Alerts()).ShouldBeEmpty();
        await TimePassesTo(London(2026, 4, 14, 17));
        (await Alerts()).ShouldHaveSingleItem().DueAt.ShouldBe(London(2026, 4, 14, 17));
    }

    [Fact]
    public async Task Pausing_AndResuming_StaysOnRecordWithItsReasonAndTellsTheHolder()
    {
        await StageOneIsSent();
        await TimePassesTo(London(2026, 4, 1, 10));
        await Pauses("The child is in hospital.");
        await TimePassesTo(London(2026, 4, 2, 18));
        await Resumes("Home again.");

        (await Timeline()).ShouldContain(e => e.Kind == "paused" && e.Text.Contains("in hospital"));
        (await Timeline()).ShouldContain(e => e.Kind == "resumed" && e.Text.Contains("Home again."));
        (await Audited()).ShouldContain("clock.paused");
        (await Audited()).ShouldContain("clock.resumed");
        (await NoticesTo(Sian)).Select(n => n.Template).ShouldContain("clock-paused");
        (await NoticesTo(Sian)).Select(n => n.Template).ShouldContain("clock-resumed");
        (await TheClock())["pauses"]!.AsArray().ShouldHaveSingleItem()!["reason"]!.ToString().ShouldBe("The child is in hospital.");
    }

    [Fact]
    public async Task TheWholeClock_WhileAStageIsPaused_GoesOn()
    {
        await StageOneIsSent();
        var due = (await Case()).TotalClockDue;
        await TimePassesTo(London(2026, 4, 1, 10));
        await Pauses("The child is in hospital.");
        await TimePassesTo(London(2026, 4, 2, 18));
        await Resumes("Home again.");

        due.ShouldNotBeNull();
        (await Case()).TotalClockDue.ShouldBe(due);
    }

    [Fact]
    public async Task Pausing_TwiceOrWithoutReasonOrByTheOneAskedOrAfterTheMiss_IsRefused()
    {
        await StageOneIsSent();
        var mine = await TaskWith("recordNoResponse");
        await Nadia.Applies((key, actor) => new PauseClock(key, actor, mine.Id, mine.Revision, " ")).IsRefused(RefusalKind.Invalid);
        await Sian.Applies((key, actor) => new PauseClock(key, actor, mine.Id, mine.Revision, "I need more time.")).IsRefused(RefusalKind.Forbidden);
        await Nadia.Applies((key, actor) => new ResumeClock(key, actor, mine.Id, mine.Revision, "Nothing to resume.")).IsRefused(RefusalKind.Conflict, "not paused");
        await Pauses("The child is in hospital.");
        mine = await TaskWith("recordNoResponse");
        await Nadia.Applies((key, actor) => new PauseClock(key, actor, mine.Id, mine.Revision, "Again.")).IsRefused(RefusalKind.Conflict, "paused already");
        await Resumes("Home again.");
        await TimePassesTo(London(2026, 4, 9, 10));
        mine = await TaskWith("recordNoResponse");
        await Nadia.Applies((key, actor) => new PauseClock(key, actor, mine.Id, mine.Revision, "Too late.")).IsRefused(RefusalKind.Invalid, "undoes no miss");
    }

    private async Task Pauses(string reason)
    {
        var mine = await TaskWith("recordNoResponse");
        await Nadia.Applies((key, actor) => new PauseClock(key, actor, mine.Id, mine.Revision, reason));
    }

    private async Task Resumes(string reason)
    {
        var mine = await TaskWith("recordNoResponse");
        await Nadia.Applies((key, actor) => new ResumeClock(key, actor, mine.Id, mine.Revision, reason));
    }

    private async Task<JsonObject> TheClock()
    {
        var mine = await TaskWith("recordNoResponse");
        await using var context = Context();
        return JsonNode.Parse(await context.Timers.Where(t => t.BookmarkId == mine.Id).Select(t => t.Clock).SingleAsync())!.AsObject();
    }
}
