using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Cases;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Disputes;

/// <summary>Calm escalation: what somebody has taken notice of climbs no further (ruling 2; X-32).</summary>
public sealed class EscalationTests : DisputeStory
{
    [Fact]
    public async Task AMiss_AcknowledgedByOneOfThoseTold_DoesNotClimb()
    {
        await StageOneIsMissed();
        await Marcus.Acknowledges((await Alerts()).Single());
        await TimePassesTo(London(2026, 4, 20, 18));

        (await Alerts()).ShouldHaveSingleItem().AcknowledgedBy.ShouldBe(Marcus.Id);
        (await NoticesTo(Sian)).ShouldContain(n => n.Template == "drp-overdue" && n.CreatedAt > London(2026, 4, 9, 17), "repetitions for the digest go on");
    }

    [Fact]
    public async Task AMiss_ActedOnByTheHolder_CountsAsAcknowledged()
    {
        await StageOneIsMissed();
        await TimePassesTo(London(2026, 4, 9, 10));
        await Sian.Saves(new Typed { ["actions"] = new() { ["managerResponse"] = "I have asked the carers." } });
        await TimePassesTo(London(2026, 4, 20, 18));

        (await Alerts()).ShouldHaveSingleItem().AcknowledgedBy.ShouldBe(Sian.Id);
    }

    [Fact]
    public async Task AMiss_OfTheDateAgreedLater_ClimbsAgain()
    {
        await StageOneIsMissed();
        await Grace.Acknowledges((await Alerts()).Single());
        var mine = await TaskWith("recordNoResponse");
        await Nadia.Applies((key, actor) => new ExtendClock(key, actor, mine.Id, mine.Revision, new DateOnly(2026, 4, 15), "Sian was ill."));
        await TimePassesTo(London(2026, 4, 17, 18));

        (await Alerts()).Select(a => (a.RaisedAt, Ruth: a.PersonIds.Contains(Ruth.Id)))
            .ShouldBe([(London(2026, 4, 8, 17), false), (London(2026, 4, 15, 17), false), (London(2026, 4, 16, 17), true)]);
    }

    [Fact]
    public async Task TheAmberOfTheWholeClock_Acknowledged_DoesNotHoldBackTheRed()
    {
        await StageOneIsSent();
        await Sian.Responds();
        await Nadia.SignsTheStage();
        await TimePassesTo(London(2026, 4, 22, 9));
        await Grace.Acknowledges((await Alerts()).Single(a => a.Template == "drp-total-clock"));
        await TimePassesTo(London(2026, 4, 29, 18));
        (await Alerts()).Count(a => a.Template == "drp-total-clock").ShouldBe(2);
    }

    [Fact]
    public async Task Acknowledging_ByAStrangerOrTwice_IsRefused()
    {
        await StageOneIsMissed();
        var alert = (await Alerts()).Single();
        await Tom.Acknowledges(alert).IsRefused(RefusalKind.NotFound);
        await Sam.Acknowledges(alert).IsRefused(RefusalKind.NotFound);
        await Marcus.Acknowledges(alert);
        await Sian.Acknowledges(alert).IsRefused(RefusalKind.Conflict, "before");
    }

    [Fact]
    public async Task Chasing_WhileTheManagerIsAsked_RemindsThatManagerAlone()
    {
        await StageOneIsSent();
        await TimePassesTo(London(2026, 4, 1, 10));
        await Sian.Reminds().IsRefused(RefusalKind.Forbidden);
        await Nadia.Reminds();

        (await NoticesTo(Sian)).ShouldContain(n => n.Template == "drp-reminder" && n.CreatedAt == London(2026, 4, 1, 10));
        (await NoticesTo(Marcus)).ShouldNotContain(n => n.Template == "drp-reminder");
        (await Timeline()).ShouldContain(e => e.Kind == "reminded");
        (await OpenTasks()).ShouldAllBe(t => t.DueAt == London(2026, 4, 8, 17));
    }

    [Fact]
    public async Task LadderMail_OfAMiss_WaitsForNineOnTheNextWorkingDayUnlessItIsCritical()
    {
        await StageOneIsMissed();
        await Nadia.Applies((key, actor) => new RaiseImmediateConcern(key, actor, CaseId, "Emergency Duty Team", Clock.Now(), null));
        await using var context = Context();
        var mail = await context.Outbox.AsNoTracking().Where(m => m.CaseId == CaseId && m.CreatedAt == London(2026, 4, 8, 17) && m.Kind == "mail").ToListAsync();
        mail.Where(m => m.Body.Contains("drp-overdue")).ShouldAllBe(m => m.NotBefore == London(2026, 4, 9, 9));
        mail.Where(m => m.Body.Contains("immediate-concern")).ShouldAllBe(m => m.NotBefore == London(2026, 4, 8, 17));
        mail.Count(m => m.Body.Contains("immediate-concern")).ShouldBeGreaterThan(2);
    }

    private async Task StageOneIsMissed()
    {
        await StageOneIsSent();
        await TimePassesTo(London(2026, 4, 8, 17));
    }
}
