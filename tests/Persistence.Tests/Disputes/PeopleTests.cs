using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Audits;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Timers;
using Shouldly;
using Xunit;

namespace ReviewFlow.Persistence.Tests.Disputes;

/// <summary>Access, cover and proof (AC-IRO-17 and 18; AC-X-01, 04, 08 and 15; rulings 1, 5, 6 and 24).</summary>
public sealed class PeopleTests : DisputeStory
{
    private static readonly DateOnly s_friday = new(2026, 3, 27);
    private static readonly DateOnly s_monday = new(2026, 3, 30);

    [Fact]
    public async Task TwoPages_DifferentFields_AreBothSaved()
    {
        await StageOneIsSent();
        var iro = await Nadia.OpensThePage();
        var manager = await Sian.OpensThePage();
        await manager.Saves(Colleague.Response("In hand."));
        await iro.Saves(new Typed { ["actions"] = new() { ["desiredOutcomes"] = "Contact each week." } });

        var answers = await Answers("actions");
        answers["desiredOutcomes"]!.ToString().ShouldBe("Contact each week.");
        answers["actions"]!.AsArray()[0]!["managerUpdate"]!.ToString().ShouldBe("In hand.");
    }

    [Fact]
    public async Task TwoPages_TheSameCell_ShowsTheConflictAndLosesNothing()
    {
        await ItIs(London(2026, 3, 27, 10));
        await Nadia.RaisesAConcernAbout("robin", s_friday);
        await Nadia.WritesIssues(new DateOnly(2026, 4, 10), "Contact");
        await Nadia.SendsTheRequestTo(Sian, Joel);
        var (manager, worker) = (await Sian.OpensThePage(), await Joel.OpensThePage());
        await manager.Saves(Update("Dates are offered."));
        var refused = await worker.Saves(Update("The nurse was asked.")).IsRefused(RefusalKind.Conflict, "Somebody else");
        refused.Conflicts.ShouldHaveSingleItem();
        (await Answers("issues"))["actions"]!.AsArray()[0]!["swUpdate"]!.ToString().ShouldBe("Dates are offered.");
    }

    [Fact]
    public async Task ARestrictedChild_ManagerWithoutAccess_IsRefusedUntilTheIroManagerGrantsIt()
    {
        await ItIs(London(2026, 3, 27, 10));
        await Nadia.RaisesAConcernAbout("robin", s_friday);
        await Nadia.TakesItToStage(1, Sian, s_friday);
        await IsRestricted("robin", Nadia, Grace);
        await Nadia.SendsTheStageTo(Sian, s_friday).IsRefused(RefusalKind.Invalid, "Sian Corley has no access to this person’s record");
        (await Sian.SeesTheCase()).ShouldBeFalse();

        await Nadia.Applies((key, actor) => new GrantAccess(key, actor, CaseId, Sian.Id, new DateOnly(2026, 4, 10), "Stage 1")).IsRefused(RefusalKind.Forbidden);
        await Grace.Applies((key, actor) => new GrantAccess(key, actor, CaseId, Sian.Id, new DateOnly(2026, 4, 10), "Stage 1"));
        await Nadia.SendsTheStageTo(Sian, s_friday);
        (await Sian.SeesTheCase()).ShouldBeTrue();
        await TimePassesTo(London(2026, 4, 11, 9));
        (await Sian.SeesTheCase()).ShouldBeFalse();
        (await Audited()).ShouldContain("access.granted");
    }

    [Fact]
    public async Task ADeputy_AfterTheLastDay_SeesNeitherTheWorkNorTheRestrictedRecord()
    {
        await ItIs(London(2026, 3, 27, 10));
        await Nadia.RaisesAConcernAbout("robin", s_friday);
        await Nadia.TakesItToStage(1, Sian, s_friday);
        await IsRestricted("robin", Nadia, Grace, Sian);
        await IsAway(Sian, s_monday, new DateOnly(2026, 4, 10), Tom);
        (await Tom.SeesTheCase()).ShouldBeFalse();
        await TimePassesTo(London(2026, 3, 30, 16, 45));
        await Nadia.SendsTheStageTo(Sian, s_monday);
        (await TaskWith("complete")).ShouldSatisfyAllConditions(t => t.AssigneeId.ShouldBe(Tom.Id), t => t.ActingForId.ShouldBe(Sian.Id));
        (await Tom.InboxRow()).ShouldNotBeNull().ForPersonId.ShouldBe(Sian.Id);

        await TimePassesTo(London(2026, 4, 11, 9));
        (await Tom.InboxRow()).ShouldBeNull();
        (await Tom.SeesTheCase()).ShouldBeFalse();
        await Tom.Responds().IsRefused(RefusalKind.NotFound);
        (await Sian.InboxRow()).ShouldNotBeNull().ForPersonId.ShouldBeNull();
        await Sian.Responds();
    }

    [Fact]
    public async Task Cover_DoesTheIrosPart_IsRecordedAsActingFor()
    {
        await StageOneIsSent();
        await Sian.Responds();
        await Dev.Does("sign").IsRefused(RefusalKind.NotFound);
        await IsAway(Nadia, s_monday, new DateOnly(2026, 4, 10), Dev);
        await Dev.SignsTheStage();
        (await Signatures())[^1].ShouldSatisfyAllConditions(s => s.SignerName.ShouldBe("Dev Chandra"), s => s.ActingForName.ShouldBe("Nadia Petrov-Lane"));
    }

    [Fact]
    public async Task ARequest_ToSomebodyAwayWithoutCover_IsSeenByTheirLineManagerAtOnce()
    {
        await ItIs(London(2026, 3, 27, 10));
        await Nadia.RaisesAConcernAbout("robin", s_friday);
        await IsAway(Sian, s_friday, new DateOnly(2026, 4, 10));
        await Nadia.WritesIssues(new DateOnly(2026, 4, 10), "Contact");
        await Nadia.SendsTheRequestTo(Sian);
        (await NoticesTo(Marcus)).ShouldContain(n => n.Template == "uncovered");
    }

    [Fact]
    public async Task Mail_OfAWholeStage_NamesNeitherTheChildNorAnythingTyped()
    {
        await StageOneIsSent();
        await TimePassesTo(London(2026, 4, 9, 17));
        await Sian.Responds("He sees his father each second Saturday.");
        await Nadia.SignsTheStage();
        await Nadia.Chooses("stage2", note: "His father rang me.");
        await Grace.Confirms();
        await using var context = Context();
        var bodies = await context.Outbox.Where(m => m.CaseId == CaseId).Select(m => m.Body).ToListAsync();
        bodies.Count.ShouldBeGreaterThan(10);
        foreach (var secret in new[] { "Robin", "Fairweather", "900401", "father", "Contact", "second Saturday" })
            bodies.ShouldNotContain(b => b.Contains(secret, StringComparison.Ordinal), secret);
    }

    [Fact]
    public async Task YellowWork_StaysInIncompleteWorkAndIsInTheViewOfWaiting()
    {
        await StageOneIsSent();
        (await Nadia.InboxRow())!.Folder.ShouldBe(Workflows.Work.InboxFolder.IncompleteWork);
        var waiting = await Inbox.PageAsync(new Workflows.Access.Actor(Nadia.Id), new Work.InboxQuery(null, Waiting: true));
        waiting.Rows.ShouldHaveSingleItem().CaseId.ShouldBe(CaseId);
        (await Inbox.CountsAsync(new Workflows.Access.Actor(Nadia.Id))).Waiting.ShouldBe(1);
    }

    [Fact]
    public async Task AStageRequest_Reassigned_GoesToTheSameLevelOnly()
    {
        await StageOneIsSent();
        var task = await TaskWith("complete");
        await Sian.Applies((key, actor) => new ReassignTask(key, actor, task.Id, task.Revision, Joel.Id, "He knows the child.")).IsRefused(RefusalKind.Invalid, "Team Manager");
        await Sian.Applies((key, actor) => new ReassignTask(key, actor, task.Id, task.Revision, Marcus.Id, "He decides.")).IsRefused(RefusalKind.Invalid, "Team Manager");
        await Sian.Applies((key, actor) => new ReassignTask(key, actor, task.Id, task.Revision, Tom.Id, "I am in court all week."));
        (await TaskWith("complete")).ShouldSatisfyAllConditions(t => t.AssigneeId.ShouldBe(Tom.Id), t => t.DueAt.ShouldBe(London(2026, 4, 8, 17)));
    }

    [Fact]
    public async Task AVacantPost_OnTheLadder_GoesOneLevelUpAndTellsTheAdministrator()
    {
        await StageOneIsSent();
        await LeavesThePost(Marcus, s_monday);
        await TimePassesTo(London(2026, 4, 8, 17));

        var people = (await Alerts()).ShouldHaveSingleItem().PersonIds;
        people.ShouldContain(Ruth.Id);
        people.ShouldNotContain(Marcus.Id);
        (await NoticesTo(Sam)).ShouldContain(n => n.Template == "vacancy");
    }

    [Fact]
    public async Task TwoHosts_WakeForTheSameTimer_RaiseOneAlert()
    {
        await StageOneIsSent();
        await TimePassesTo(London(2026, 4, 8, 16, 59));
        await EverybodySleepsUntil(London(2026, 4, 8, 17));
        var other = new TimerSweep(Source, NewHost(), Clock);
        await Task.WhenAll(Timers.RunAsync(), other.RunAsync(), Timers.RunAsync(), other.RunAsync());

        (await Alerts()).Count(a => a.RaisedAt == London(2026, 4, 8, 17)).ShouldBe(1);
        (await Audited()).Count(a => a == "alert.raised").ShouldBe(1);
    }

    [Fact]
    public async Task TheAudit_ARowAlteredByHand_NamesTheBrokenLink()
    {
        await StageOneIsSent();
        var verifier = new AuditVerifier(Source);
        (await verifier.VerifyAsync()).ShouldBeEmpty();
        await ByHand("set session_replication_role = replica; update audit set action = 'nothing' where number = 3");

        var broken = (await verifier.VerifyAsync()).ShouldHaveSingleItem();
        broken.CaseId.ShouldBe(CaseId);
        broken.Break.Number.ShouldBe(3);
    }

    [Fact]
    public async Task AnImmediateConcern_AtNight_TellsAtOnceAndClimbsUntilAcknowledged()
    {
        await StageOneIsSent();
        await TimePassesTo(London(2026, 4, 4, 23));
        await Nadia.Applies((key, actor) => new RaiseImmediateConcern(key, actor, CaseId, "Emergency Duty Team", Clock.Now(), "He is on the street."));
        (await Alerts())[^1].ShouldSatisfyAllConditions(a => a.Critical.ShouldBeTrue(), a => a.PersonIds.ShouldBe([Sian.Id, Marcus.Id], ignoreOrder: true));
        await using (var context = Context())
            (await context.Mails.Where(m => m.CaseId == CaseId && m.Address == "duty@fernshire.example").Select(m => m.NotBefore).SingleAsync()).ShouldBe(London(2026, 4, 4, 23));

        await TimePassesTo(London(2026, 4, 4, 23, 30));
        var second = (await Alerts())[^1];
        second.PersonIds.ShouldBe([Ruth.Id]);
        await Ruth.Applies((key, actor) => new AcknowledgeAlert(key, actor, second.Id));
        await TimePassesTo(London(2026, 4, 5, 1));
        (await Alerts()).ShouldNotContain(a => a.PersonIds.Contains(Paul.Id));
    }

    private static Typed Update(string text) => new()
    {
        ["issues"] = new() { ["actions"] = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject { ["id"] = "r1", ["swUpdate"] = text }) },
    };
}
