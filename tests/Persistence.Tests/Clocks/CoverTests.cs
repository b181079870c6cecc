using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Notices;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Tests.Disputes;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Clocks;

/// <summary>Cover that cannot break the rules, and work that is never with nobody (rulings 5 and 6; AC-X-04).</summary>
public sealed class CoverTests : DisputeStory
{
    private static readonly DateOnly s_first = new(2026, 4, 1);
    private static readonly DateOnly s_last = new(2026, 4, 10);

    [Fact]
    public async Task Cover_RecordedAfterTheWorkCame_DoesItAndGivesItBackWithTheLastDay()
    {
        await StageOneIsSent();
        await TimePassesTo(London(2026, 4, 1, 8));
        (await Records(Sian, new AbsencePlan(Sian.Id, s_first, s_last, Tom.Id))).Allowed.ShouldBeTrue();

        (await Tom.InboxRow()).ShouldNotBeNull().ForPersonId.ShouldBe(Sian.Id);
        await Tom.Saves(new Typed { ["actions"] = new() { ["managerResponse"] = "Sian has asked the carers." } });
        await using (var context = Context())
            (await context.AccessLog.AnyAsync(a => a.Action == "RecordAbsence" && a.PersonId == Sian.Id)).ShouldBeTrue();
        await TimePassesTo(London(2026, 4, 11, 9));
        (await Tom.InboxRow()).ShouldBeNull();
        (await Tom.SeesTheCase()).ShouldBeFalse();
        await Sian.Responds();
    }

    [Fact]
    public async Task AnAbsence_SavedTwiceByADoubleClick_IsRecordedAndToldOnce()
    {
        await StageOneIsSent();
        var plan = new AbsencePlan(Sian.Id, s_first, s_last, Tom.Id) { CoverByArea = new Dictionary<string, string> { ["improvement-plans"] = "liam-foss" } };
        await Records(Marcus, plan, "same");
        (await Records(Marcus, plan, "same")).Allowed.ShouldBeTrue();

        await using var context = Context();
        (await context.Absences.CountAsync(a => a.PersonId == Sian.Id)).ShouldBe(2, "one line for all processes, one for the one that is named");
        (await context.Notices.Where(n => n.Template == "cover-started").Select(n => n.PersonId).ToListAsync()).ShouldBe([Tom.Id, "liam-foss"], ignoreOrder: true);
        (await context.Notices.CountAsync(n => n.Template == "absence-recorded" && n.PersonId == Sian.Id)).ShouldBe(1, "somebody else recorded it");
    }

    [Fact]
    public async Task APlan_WithCoverThatMayNotDoTheWork_ShowsTheConflictsAndWhoCould()
    {
        await StageOneIsSent();
        var preview = await Previews(Grace, new AbsencePlan(Nadia.Id, s_first, s_last, Marcus.Id));

        preview.Answer.Allowed.ShouldBeTrue();
        var conflict = preview.Conflicts.ShouldHaveSingleItem();
        conflict.CoverId.ShouldBe(Marcus.Id);
        conflict.Why.ShouldContain("Managers of the child’s team cannot do the IRO’s part");
        preview.Free.Select(p => p.Id).ShouldBe([Dev.Id]);
        (await Previews(Grace, new AbsencePlan(Nadia.Id, s_first, s_last, Dev.Id))).Conflicts.ShouldBeEmpty();
        await using var context = Context();
        (await context.Absences.AnyAsync(a => a.PersonId == Nadia.Id)).ShouldBeFalse("looking changes nothing");
    }

    [Fact]
    public async Task APlan_ForTheIroManager_WithTheIroOfTheCaseAsCover_BreaksFourEyes()
    {
        await StageOneIsSent();
        await Sian.Responds();
        await Nadia.SignsTheStage();
        await Nadia.Chooses("stage2", note: "On to stage 2.");

        (await Previews(Grace, new AbsencePlan(Grace.Id, s_first, s_last, Nadia.Id))).Conflicts.ShouldHaveSingleItem().Why.ShouldContain("you did the work that it checks");
    }

    [Fact]
    public async Task APlan_MadeByAManagerWhoMayNotSeeTheRecord_KeepsItsReferenceToItself()
    {
        await StageOneIsSent();
        await IsRestricted("robin", Nadia, Grace, Sian);
        var preview = await Previews(Marcus, new AbsencePlan(Sian.Id, s_first, s_last, Nadia.Id));

        preview.Conflicts.ShouldHaveSingleItem().Reference.ShouldBe("Work that you may not see");
        preview.Restricted.ShouldBe(0);
    }

    [Fact]
    public async Task APlan_ThatCannotBe_IsRefusedInWords()
    {
        await StageOneIsSent();
        async Task<string> Why(Colleague who, AbsencePlan plan) => (await Records(who, plan)).Message;

        (await Why(Joel, new AbsencePlan(Sian.Id, s_first, s_last, Tom.Id))).ShouldContain("Only the person, their managers");
        (await Why(Sian, new AbsencePlan(Sian.Id, s_last, s_first, Tom.Id))).ShouldContain("must not be before the first");
        (await Why(Sian, new AbsencePlan(Sian.Id, s_first, s_last, Sian.Id))).ShouldContain("somebody else");
        (await Why(Sian, new AbsencePlan(Sian.Id, new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 6), Tom.Id))).ShouldContain("These days are over");
        (await Why(Sian, new AbsencePlan(Sian.Id, s_first, s_last.AddYears(2), Tom.Id))).ShouldContain("Check the year");
        await Records(Sian, new AbsencePlan(Sian.Id, s_first, s_last, Tom.Id));
        (await Why(Sian, new AbsencePlan(Sian.Id, s_last, s_last.AddDays(3), Tom.Id))).ShouldContain("recorded as away");
    }

    [Fact]
    public async Task WorkAlreadyHeld_WhenItsHolderFallsSickWithoutCover_IsToldToTheLineManagerOnce()
    {
        await StageOneIsSent();
        await TimePassesTo(London(2026, 4, 1, 8));
        await Records(Marcus, new AbsencePlan(Sian.Id, s_first, s_last, null));
        (await NoticesTo(Marcus)).Count(n => n.Template == "uncovered").ShouldBe(1);

        (await Round().RunAsync()).ShouldBe(0);
        await TimePassesTo(London(2026, 4, 2, 9));
        (await Round().RunAsync()).ShouldBe(0, "the same absence is told once");
        (await NoticesTo(Marcus)).Count(n => n.Template == "uncovered").ShouldBe(1);
    }

    [Fact]
    public async Task UncoveredWork_WhoseLineManagerIsAwayToo_IsToldToTheirCoverOrGoesUp()
    {
        await StageOneIsSent();
        await IsAway(Marcus, s_first, s_last);
        await IsAway(Sian, s_first, s_last);
        await TimePassesTo(London(2026, 4, 1, 9));
        await Round().RunAsync();

        (await NoticesTo(Ruth)).ShouldContain(n => n.Template == "uncovered");
        (await NoticesTo(Marcus)).ShouldNotContain(n => n.Template == "uncovered");
    }

    [Fact]
    public async Task WorkOfALeaver_IsNeverLost_ItIsToldToTheLastLineManager()
    {
        await StageOneIsSent();
        await LeavesThePost(Sian, s_first);
        await TimePassesTo(London(2026, 4, 2, 9));
        await Round().RunAsync();
        (await NoticesTo(Marcus)).ShouldContain(n => n.Template == "leaver-work");

        await using var scope = Context();
        var held = await new HeldWork(scope, new CaseFactsReader(scope)).OfAsync(Sian.Id);
        held.ShouldHaveSingleItem().Item.TaskId.ShouldBe((await TaskWith("complete")).Id);
        var task = await TaskWith("complete");
        await Sam.Applies((key, actor) => new ReassignTask(key, actor, task.Id, task.Revision, Tom.Id, "Sian has left."));
        (await TaskWith("complete")).ShouldSatisfyAllConditions(t => t.AssigneeId.ShouldBe(Tom.Id), t => t.DueAt.ShouldBe(London(2026, 4, 8, 17)));
        (await Round().RunAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task AnAbsence_EndedEarlier_HandsBackAndTellsTheCover()
    {
        await StageOneIsSent();
        await TimePassesTo(London(2026, 4, 1, 8));
        await Records(Sian, new AbsencePlan(Sian.Id, s_first, s_last, Tom.Id));
        await TimePassesTo(London(2026, 4, 7, 9));
        await using var context = Context();
        (await Desk(context).EndAsync(new Actor(Sian.Id), Sian.Id, s_first, s_last, new DateOnly(2026, 4, 6))).Allowed.ShouldBeTrue();

        (await Tom.InboxRow()).ShouldBeNull();
        (await context.Notices.AnyAsync(n => n.Template == "cover-ended" && n.PersonId == Tom.Id)).ShouldBeTrue();
        (await Desk(context).EndAsync(new Actor(Sian.Id), Sian.Id, s_first, s_last, new DateOnly(2026, 4, 5))).Message.ShouldContain("changed or ended already");
    }

    [Fact]
    public async Task Cover_ChangedWhileAway_PassesToTheNewOneFromThatDayAndKeepsWhatWas()
    {
        await StageOneIsSent();
        await TimePassesTo(London(2026, 4, 1, 8));
        await Records(Marcus, new AbsencePlan(Sian.Id, s_first, s_last, null));
        await TimePassesTo(London(2026, 4, 2, 9));
        var change = new AbsencePlan(Sian.Id, new DateOnly(2026, 4, 2), s_last, Tom.Id) { Replaces = new AbsenceDays(s_first, s_last) };
        (await Records(Marcus, change with { From = s_first })).Message.ShouldContain("from today on");
        (await Records(Marcus, change)).Allowed.ShouldBeTrue();

        (await Tom.InboxRow()).ShouldNotBeNull().ForPersonId.ShouldBe(Sian.Id);
        (await Records(Marcus, change with { CoverId = Joel.Id })).Message.ShouldContain("changed or ended already");
        await using var context = Context();
        (await context.Absences.Where(a => a.PersonId == Sian.Id).OrderBy(a => a.FromDay).Select(a => new { a.CoverId, a.FromDay, a.ToDay }).ToListAsync())
            .ShouldBe([new { CoverId = (string?)null, FromDay = s_first, ToDay = s_first }, new { CoverId = (string?)Tom.Id, FromDay = new DateOnly(2026, 4, 2), ToDay = s_last }]);
    }

    [Fact]
    public async Task TheDayAfterAnAbsence_TellsBothThatItIsHandedBack()
    {
        await StageOneIsSent();
        await IsAway(Sian, s_first, s_last, Tom);
        await TimePassesTo(London(2026, 4, 11, 9));
        await Round().RunAsync();
        await Round().RunAsync();

        await using var context = Context();
        (await context.Notices.Where(n => n.Template == "cover-back").Select(n => n.PersonId).ToListAsync()).ShouldBe([Sian.Id]);
        (await context.Notices.Where(n => n.Template == "cover-ended").Select(n => n.PersonId).ToListAsync()).ShouldBe([Tom.Id]);
    }

    private async Task<RuleAnswer> Records(Colleague who, AbsencePlan plan, string? key = null)
    {
        await using var context = Context();
        return await Desk(context).SaveAsync(key ?? Guid.NewGuid().ToString("N"), new Actor(who.Id), plan);
    }

    private async Task<AbsencePreview> Previews(Colleague who, AbsencePlan plan)
    {
        await using var context = Context();
        return await Desk(context).PreviewAsync(new Actor(who.Id), plan);
    }

    private CoverDesk Desk(ReviewFlowDbContext context) =>
        new(Source, new HeldWork(context, new CaseFactsReader(context)), Organisation, Notices, Uncovered, Clock);

    private ServiceNotices Notices => new(Source, Organisation, Clock);

    private UncoveredWork Uncovered => new(Source, Organisation, Cases, Clock);

    private CoverRound Round() => new(Organisation, Facts, Uncovered, Notices, Clock);
}
