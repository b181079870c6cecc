using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Lists;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Access;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Disputes;

/// <summary>The IRO asks that a manager may see a restricted child's episode; the IRO Manager decides (ruling 24; REQ-9).</summary>
public sealed class AccessRequestTests : DisputeStory
{
    private static readonly DateOnly s_friday = new(2026, 3, 27);
    private static readonly DateOnly s_until = new(2026, 4, 24);

    [Fact]
    public async Task Asked_ApprovedByTheIroManager_LetsTheRequestBeSentUntilTheLastDay()
    {
        await SkyesStageIsDrafted();
        await Nadia.SendsTheStageTo(Sian, s_friday).IsRefused(RefusalKind.Invalid, "no access");
        await Nadia.AsksForAccess(Sian, s_until);
        (await NoticesTo(Grace)).ShouldContain(n => n.Template == "access-asked");
        (await Sian.SeesTheCase()).ShouldBeFalse();
        (await ToDecide(Nadia)).ShouldBeEmpty();

        var asked = (await ToDecide(Grace)).ShouldHaveSingleItem();
        await Grace.DecidesAccess(asked.Row, approved: true);
        (await NoticesTo(Nadia)).ShouldContain(n => n.Template == "access-approved");
        (await NoticesTo(Sian)).ShouldContain(n => n.Template == "access-granted");
        await Nadia.SendsTheStageTo(Sian, s_friday);
        (await Sian.SeesTheCase()).ShouldBeTrue();

        await TimePassesTo(London(2026, 4, 25, 9));
        (await Sian.SeesTheCase()).ShouldBeFalse();
        (await Audited()).ShouldContain("access.asked");
        (await Audited()).ShouldContain("access.granted");
    }

    [Fact]
    public async Task Asked_Refused_NeedsTheReasonAndKeepsTheCaseHidden()
    {
        await SkyesStageIsDrafted();
        await Nadia.AsksForAccess(Sian, s_until);
        var asked = (await ToDecide(Grace)).ShouldHaveSingleItem().Row;
        await Grace.DecidesAccess(asked, approved: false).IsRefused(RefusalKind.Invalid, "why");
        await Grace.DecidesAccess(asked, approved: false, reason: "Her family knows the carers. Send it to Tom.");

        (await Sian.SeesTheCase()).ShouldBeFalse();
        (await NoticesTo(Nadia)).ShouldContain(n => n.Template == "access-refused");
        (await NoticesTo(Sian)).ShouldNotContain(n => n.Template == "access-granted");
        await Grace.DecidesAccess(asked, approved: true).IsRefused(RefusalKind.Conflict, "decided");
        (await ToDecide(Grace)).ShouldBeEmpty();
        await Nadia.AsksForAccess(Sian, s_until);
    }

    [Fact]
    public async Task Asking_WithoutNeedOrEnd_IsRefused()
    {
        await SkyesStageIsDrafted();
        await Nadia.AsksForAccess(Sian, s_until, reason: " ").IsRefused(RefusalKind.Invalid, "reason");
        await Nadia.AsksForAccess(Sian, new DateOnly(2026, 3, 26)).IsRefused(RefusalKind.Invalid, "past");
        await Nadia.AsksForAccess(Sian, new DateOnly(2027, 3, 26)).IsRefused(RefusalKind.Invalid, "6 months");
        await Nadia.AsksForAccess(Grace, s_until).IsRefused(RefusalKind.Conflict, "access already");
        await Nadia.AsksForAccess(Sian, s_until);
        await Nadia.AsksForAccess(Sian, s_until).IsRefused(RefusalKind.Conflict, "asked for already");
        await Marcus.AsksForAccess(Marcus, s_until).IsRefused(RefusalKind.NotFound);
    }

    [Fact]
    public async Task Asking_AboutAChildWhoIsNotRestricted_SaysThatNothingIsNeeded()
    {
        await ItIs(London(2026, 3, 27, 10));
        await Nadia.RaisesAConcernAbout("robin", s_friday);
        await Nadia.AsksForAccess(Sian, s_until).IsRefused(RefusalKind.Conflict, "not restricted");
        await Sian.AsksForAccess(Tom, s_until).IsRefused(RefusalKind.Forbidden);
    }

    [Fact]
    public async Task TheIroManager_WhoAskedInTheIrosPlace_CannotDecideIt()
    {
        await SkyesStageIsDrafted();
        await IsAway(Nadia, s_friday, s_until, Grace);
        await Grace.AsksForAccess(Sian, s_until).IsRefused(RefusalKind.Conflict, "Nobody who could decide");
        await MayAlsoSee("robin", Ruth);
        await IsHeadOfTheIroService(Ruth);
        await Grace.AsksForAccess(Sian, s_until);

        var row = await Asked();
        await Grace.DecidesAccess(row, approved: true).IsRefused(RefusalKind.Forbidden);
        await Nadia.DecidesAccess(row, approved: true).IsRefused(RefusalKind.Forbidden);
        await Ruth.DecidesAccess(row, approved: true);
    }

    [Fact]
    public async Task Asked_OnceMoreWithTheSameOperation_HasOneEffect()
    {
        await SkyesStageIsDrafted();
        var command = new AskForAccess("one-intent", new Actor(Nadia.Id), CaseId, Sian.Id, s_until, "Stage 1 is hers.");
        (await Cases.ApplyAsync(command)).ShouldBeOfType<CaseOutcome.Done>();
        (await Cases.ApplyAsync(command)).ShouldBeOfType<CaseOutcome.Done>();
        (await Audited()).Count(a => a == "access.asked").ShouldBe(1);
        (await Cases.ApplyAsync(command with { Reason = "Another." })).ShouldBeOfType<CaseOutcome.Refused>().Kind.ShouldBe(RefusalKind.Invalid);
    }

    private async Task SkyesStageIsDrafted()
    {
        await ItIs(London(2026, 3, 27, 10));
        await Nadia.RaisesAConcernAbout("robin", s_friday);
        await Nadia.TakesItToStage(1, Sian, s_friday);
        await IsRestricted("robin", Nadia, Grace);
    }

    private async Task<IReadOnlyList<AccessAsked>> ToDecide(Colleague who)
    {
        await using var context = Context();
        return await new AccessRequestList(context, Organisation, Clock).ToDecideAsync(new Actor(who.Id));
    }

    private async Task<AccessRequestRow> Asked()
    {
        await using var context = Context();
        return await context.AccessRequests.AsNoTracking().SingleAsync(r => r.CaseId == CaseId && r.DecidedAt == null);
    }
}
