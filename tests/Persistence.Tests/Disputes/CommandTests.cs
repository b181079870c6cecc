using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Workflows.Access;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Disputes;

/// <summary>What is done beside the steps: who may not, when not, and that a repeated submit has one effect.</summary>
public sealed class CommandTests : DisputeStory
{
    private static readonly DateOnly s_friday = new(2026, 3, 27);
    private static readonly DateOnly s_later = new(2026, 4, 15);

    [Fact]
    public async Task Voiding_ByOthersTooLateOrTwice_IsRefused()
    {
        await ItIs(London(2026, 3, 27, 10));
        await Nadia.RaisesAConcernAbout("robin", s_friday);
        await Nadia.TakesItToStage(1, Sian, s_friday);
        var (qap, stage) = ((await Steps())[1].Id, (await Steps())[^1].Id);
        await Sian.Applies((key, actor) => new VoidInstance(key, actor, stage, "x")).IsRefused(RefusalKind.Forbidden);
        await Tom.Applies((key, actor) => new VoidInstance(key, actor, stage, "x")).IsRefused(RefusalKind.NotFound);
        await Grace.Applies((key, actor) => new VoidInstance(key, actor, qap, "x")).IsRefused(RefusalKind.Conflict, "ended already");
        await Nadia.SendsTheStageTo(Sian, s_friday);
        await Nadia.Applies((key, actor) => new VoidInstance(key, actor, stage, "x")).IsRefused(RefusalKind.Forbidden, "sent already");
        await Sian.Responds();
        await Nadia.Applies((key, actor) => new VoidInstance(key, actor, stage, "x")).IsRefused(RefusalKind.Forbidden, "sent already");
        await HasOneEffect(new VoidInstance("void", new Actor(Grace.Id), stage, "Opened for the wrong child."));
        await Grace.Applies((key, actor) => new VoidInstance(key, actor, stage, "Again.")).IsRefused(RefusalKind.Conflict, "ended already");
        (await Timeline()).ShouldContain(e => e.Kind == "voided" && e.Text.Contains("wrong child"));
    }

    [Fact]
    public async Task Voiding_ByTheIroBeforeAnythingWasSent_IsAllowed()
    {
        await ItIs(London(2026, 3, 27, 10));
        await Nadia.RaisesAConcernAbout("robin", s_friday);
        await Nadia.Applies((key, actor) => new VoidInstance(key, actor, CaseId + "-9", "x")).IsRefused(RefusalKind.Forbidden);
        var qap = (await Steps())[^1].Id;
        await Nadia.Applies((key, actor) => new VoidInstance(key, actor, qap, " ")).IsRefused(RefusalKind.Invalid, "why");
        await Nadia.Applies((key, actor) => new VoidInstance(key, actor, qap, "Entered for the wrong child."));
        (await Steps())[^1].VoidReason.ShouldBe("Entered for the wrong child.");
    }

    [Fact]
    public async Task Reassigning_ByOthersStaleOrFinished_IsRefused()
    {
        await StageOneIsSent();
        var task = await TaskWith("complete");
        ReassignTask To(Colleague who, string key, string actor, int? revision = null) => new(key, new Actor(actor), task.Id, revision ?? task.Revision, who.Id, "In court all week.");
        await Nadia.Applies((key, actor) => To(Tom, key, actor.PersonId)).IsRefused(RefusalKind.Forbidden);
        await Tom.Applies((key, actor) => To(Tom, key, actor.PersonId)).IsRefused(RefusalKind.NotFound);
        await Sian.Applies((key, actor) => To(Tom, key, actor.PersonId, task.Revision + 1)).IsRefused(RefusalKind.Conflict, "changed");
        await Sian.Applies((key, actor) => To(Sian, key, actor.PersonId)).IsRefused(RefusalKind.Conflict, "already");
        await HasOneEffect(To(Tom, "once", Sian.Id));
        (await NoticesTo(Tom)).Count(n => n.Template == "task-reassigned").ShouldBe(1);
        (await NoticesTo(Sian)).Count(n => n.Template == "task-reassigned").ShouldBe(1);
        await Tom.Responds();
        var done = (await AllTasks()).Single(t => t.Id == task.Id);
        await Grace.Applies((key, actor) => To(Sian, key, actor.PersonId, done.Revision)).IsRefused(RefusalKind.Conflict, "Tom Reyes finished this");
    }

    [Fact]
    public async Task Reassigning_ARestrictedChildsRequest_GoesOnlyToThoseOnTheList()
    {
        await StageOneIsSent();
        await IsRestricted("robin", Nadia, Sian, Grace);
        var task = await TaskWith("complete");
        await Sian.Applies((key, actor) => new ReassignTask(key, actor, task.Id, task.Revision, Tom.Id, "In court.")).IsRefused(RefusalKind.Forbidden, "no access");
    }

    [Fact]
    public async Task Extending_ByTheManagerToNoDateOrStale_IsRefused()
    {
        await StageOneIsSent();
        var mine = await TaskWith("recordNoResponse");
        ExtendClock To(DateOnly day, string key, string actor, int? revision = null) => new(key, new Actor(actor), mine.Id, revision ?? mine.Revision, day, "Sian was ill.");
        await Sian.Applies((key, actor) => To(s_later, key, actor.PersonId)).IsRefused(RefusalKind.Forbidden);
        await Tom.Applies((key, actor) => To(s_later, key, actor.PersonId)).IsRefused(RefusalKind.NotFound);
        await Nadia.Applies((key, actor) => To(new DateOnly(2026, 4, 8), key, actor.PersonId)).IsRefused(RefusalKind.Invalid, "after");
        await Nadia.Applies((key, actor) => To(new DateOnly(2062, 4, 8), key, actor.PersonId)).IsRefused(RefusalKind.Invalid, "year");
        await Nadia.Applies((key, actor) => To(s_later, key, actor.PersonId, mine.Revision - 1)).IsRefused(RefusalKind.Conflict, "changed");
        await HasOneEffect(To(s_later, "once", Nadia.Id));
        (await Timeline()).Count(e => e.Kind == "extended").ShouldBe(1);
    }

    [Fact]
    public async Task TheDateOfDispute_InTheFutureOrByOthers_IsRefused()
    {
        await StageOneIsSent();
        await Sam.Applies((key, actor) => new ChangeDateOfDispute(key, actor, CaseId, s_friday, "x")).IsRefused(RefusalKind.NotFound);
        await Sian.Applies((key, actor) => new ChangeDateOfDispute(key, actor, CaseId, s_friday, "x")).IsRefused(RefusalKind.Forbidden);
        await Grace.Applies((key, actor) => new ChangeDateOfDispute(key, actor, CaseId, s_later, "x")).IsRefused(RefusalKind.Invalid, "future");
        await HasOneEffect(new ChangeDateOfDispute("once", new Actor(Grace.Id), CaseId, s_friday, "Typed wrongly."));
        (await Timeline()).Count(e => e.Kind == "date-of-dispute").ShouldBe(1);
    }

    [Fact]
    public async Task ACafcassReferral_OnAnOpenQap_IsRecordedOnceAndNeverOnAnythingElse()
    {
        await ItIs(London(2026, 3, 27, 10));
        await Nadia.RaisesAConcernAbout("robin", s_friday);
        var (review, qap) = ((await Steps())[0].Id, (await Steps())[1].Id);
        RecordCafcassReferral On(string instance, string key, string actor, string how = "By telephone", int minutes = 0) => new(key, new Actor(actor), instance, Clock.Now().AddMinutes(minutes), how);
        await Nadia.Applies((key, actor) => On(review, key, actor.PersonId)).IsRefused(RefusalKind.Conflict, "open quality assurance");
        await Nadia.Applies((key, actor) => On(qap, key, actor.PersonId, minutes: 5)).IsRefused(RefusalKind.Invalid, "future");
        await Nadia.Applies((key, actor) => On(qap, key, actor.PersonId, how: " ")).IsRefused(RefusalKind.Invalid, "how");
        await Grace.Applies((key, actor) => On(qap, key, actor.PersonId)).IsRefused(RefusalKind.Forbidden);
        await Dev.Applies((key, actor) => On(qap, key, actor.PersonId)).IsRefused(RefusalKind.NotFound);
        await HasOneEffect(On(qap, "once", Nadia.Id));
        (await NoticesTo(Paul)).Count(n => n.Template == "drp-cafcass").ShouldBe(1);
        (await NoticesTo(Grace)).Count(n => n.Template == "drp-cafcass").ShouldBe(1);
    }

    [Fact]
    public async Task AttachingAFile_NotOnesOwnTwiceOrByStrangers_IsRefused()
    {
        await StageOneIsSent();
        AttachFile Of(string upload, string key, string actor) => new(key, new Actor(actor), CaseId, upload, "letter.pdf", "application/pdf", "correspondence");
        var upload = await Uploads(Nadia);
        await Sian.Applies((key, actor) => Of(upload, key, actor.PersonId)).IsRefused(RefusalKind.Invalid, "not uploaded completely");
        await Nadia.Applies((key, actor) => Of("nothing", key, actor.PersonId)).IsRefused(RefusalKind.Invalid, "not uploaded completely");
        await Joel.Applies((key, actor) => Of(upload, key, actor.PersonId)).IsRefused(RefusalKind.Forbidden);
        await Tom.Applies((key, actor) => Of(upload, key, actor.PersonId)).IsRefused(RefusalKind.NotFound);
        await HasOneEffect(Of(upload, "once", Nadia.Id));
        await Nadia.Applies((key, actor) => Of(upload, key, actor.PersonId)).IsRefused(RefusalKind.Invalid);
        var theirs = await Uploads(Sian);
        await Sian.Applies((key, actor) => Of(theirs, key, actor.PersonId));

        (await AuditPayloads()).ShouldContain(p => p.Contains("letter.pdf") && p.Contains("sha256"));
        await using var context = Context();
        (await context.Attachments.CountAsync(a => a.CaseId == CaseId)).ShouldBe(2);
    }

    [Fact]
    public async Task GrantingAccess_WithoutEndToOneselfOrByOthers_IsRefused()
    {
        await StageOneIsSent();
        GrantAccess To(Colleague who, DateOnly until, string key, string actor) => new(key, new Actor(actor), CaseId, who.Id, until, "Stage 2 is his.");
        await Sian.Applies((key, actor) => To(Tom, s_later, key, actor.PersonId)).IsRefused(RefusalKind.Forbidden);
        await Tom.Applies((key, actor) => To(Tom, s_later, key, actor.PersonId)).IsRefused(RefusalKind.NotFound);
        await Grace.Applies((key, actor) => To(Grace, s_later, key, actor.PersonId)).IsRefused(RefusalKind.Forbidden, "own access");
        await Grace.Applies((key, actor) => To(Tom, s_friday, key, actor.PersonId)).IsRefused(RefusalKind.Invalid, "past");
        await Grace.Applies((key, actor) => To(Tom, new DateOnly(2036, 1, 1), key, actor.PersonId)).IsRefused(RefusalKind.Invalid, "6 months");
        (await Tom.SeesTheCase()).ShouldBeFalse();
        await HasOneEffect(To(Tom, s_later, "once", Grace.Id));
        (await Tom.SeesTheCase()).ShouldBeTrue();
    }

    [Fact]
    public async Task AnImmediateConcern_OnAClosedCase_IsNotHeldBack()
    {
        await ItIs(London(2026, 3, 27, 10));
        await Nadia.RaisesAConcernAbout("robin", s_friday);
        await Nadia.WritesIssues(s_later, "Contact");
        await Nadia.SendsTheRequestTo(Sian);
        await Sian.AnswersTheRequest("Arranged.");
        await Nadia.DecidesAndSigns("Issues resolved", "Resolved");
        await Nadia.Chooses("qapComplete");
        RaiseImmediateConcern By(string key, string actor) => new(key, new Actor(actor), CaseId, "Emergency Duty Team", Clock.Now(), null);
        await Tom.Applies((key, actor) => By(key, actor.PersonId)).IsRefused(RefusalKind.NotFound);
        await HasOneEffect(By("once", Joel.Id));
        (await Alerts()).ShouldHaveSingleItem().Critical.ShouldBeTrue();
        var closed = (await AllTasks())[^1];
        await Nadia.Applies((key, actor) => new ExtendClock(key, actor, closed.Id, closed.Revision, s_later, "x")).IsRefused(RefusalKind.Forbidden, "closed");
    }

    [Fact]
    public async Task EveryRefusal_OfAccess_IsInTheAccessLogAndNotInTheAudit()
    {
        await StageOneIsSent();
        var before = (await Audited()).Count;
        await Tom.Applies((key, actor) => new GrantAccess(key, actor, CaseId, Tom.Id, s_later, "x")).IsRefused(RefusalKind.NotFound);
        await Sian.Applies((key, actor) => new GrantAccess(key, actor, CaseId, Tom.Id, s_later, "x")).IsRefused(RefusalKind.Forbidden);
        (await Audited()).Count.ShouldBe(before);
        await using var context = Context();
        (await context.AccessLog.AsNoTracking().Where(l => l.CaseId == CaseId).OrderBy(l => l.Id).Select(l => new { l.PersonId, l.Action, l.Verdict }).ToListAsync())
            .Select(l => (l.PersonId, l.Action, l.Verdict)).ShouldBe([(Tom.Id, "GrantAccess", "NotFound"), (Sian.Id, "GrantAccess", "Forbidden")]);
    }

    private async Task HasOneEffect(CaseCommand command)
    {
        (await Cases.ApplyAsync(command)).ShouldBeOfType<CaseOutcome.Done>();
        var (audited, told) = ((await Audited()).Count, (await Timeline()).Count);
        (await Cases.ApplyAsync(command)).ShouldBeOfType<CaseOutcome.Done>();
        ((await Audited()).Count, (await Timeline()).Count).ShouldBe((audited, told));
    }
}
